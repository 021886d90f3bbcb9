/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/*
 * What one reader hands another: the keys of a concern's messages, sealed again to that reader. parts: as
 * Concerns.Get gives them; messages of which the giver has no copy are left out. "a(ayay)", floating.
 */
GVariant *pl_gift_new (GVariant *parts,
                       const PlReaderKey *own,
                       const PlReaderSecret *secret,
                       const PlReaderKey *to);

G_END_DECLS
