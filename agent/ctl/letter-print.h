/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "agent/ctl/own-key.h"

G_BEGIN_DECLS

/* Opened messages on standard output, as text or as JSON. */

/*
 * Opens one sealed message and prints it: who wrote it and when, its lines, its words, and with a concern what staff are
 * to do and not to do (C10); or adds it to json (nullable) as an
 * object. Errors as pl_sealed_open.
 */
gboolean pl_ctl_print_sealed (const guint8 *bytes,
                              gsize length,
                              const PlCtlOwnKey *own,
                              const char *from,
                              gint64 at,
                              JsonBuilder *json,
                              GError **error);

G_END_DECLS
