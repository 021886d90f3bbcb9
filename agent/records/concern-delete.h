/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/concern.h"

G_BEGIN_DECLS

/*
 * Removes concerns that were closed before an instant (Unix seconds), with all that was said in them; never one that is
 * open, nor whose linked one is, nor those of children whose records are held back (R7; held: nullable, account names).
 * That it went is in the concerns' own chain. What a child used is deleted by its own days, concern or no concern: that
 * it stayed would show that there is one (C5).
 */
gboolean pl_concern_delete (PlStore *store, gint64 before, const char *const *held, GError **error);

G_END_DECLS
