/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "agent/ctl/own-key.h"

G_BEGIN_DECLS

/* What one reader can read, given to another. */

/* The public key of a reader that the agent lists. PL_ERROR_ARGUMENT where there is none of that id. */
gboolean pl_ctl_find_reader (const char *id, PlReaderKey *key, GError **error);

/* The keys of all messages of a concern, sealed to another: a(ayay), floating. NULL on errors. */
GVariant *
pl_ctl_gifts (const char *concern, const PlCtlOwnKey *own, const PlReaderKey *to, GError **error);

G_END_DECLS
