/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/concern-filing.h"

G_BEGIN_DECLS

/*
 * What a reader sends back: seen, an answer, what is done, how it ended (C7, C11); the same bytes on the bus, by
 * mail or by folder. One that was taken before changes nothing, and is TRUE. PL_ERROR_REFUSED: forged, altered, or
 * not theirs to say, and nothing was changed; PL_ERROR_IO: the store cannot be written, offer it again.
 * account: nullable; where the carrier knows who brings it, the reader must be theirs. answered: nullable; of a child who
 * is said something by it, the account, transfer full; else NULL.
 */
gboolean pl_concern_receive (PlStore *store,
                             const PlFilingPlace *place,
                             const char *account,
                             const guint8 *bytes,
                             gsize length,
                             char **answered,
                             GError **error);

G_END_DECLS
