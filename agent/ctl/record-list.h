/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Records as the agent lists them (aa{sv}, policy/dbus), on standard output. */

/*
 * Asks the agent for a list and prints it: as one JSON array, or each record by print. A record's
 * texts came from many people: print them by pl_ctl_field, never as they are.
 */
gboolean pl_ctl_list (const char *interface,
                      const char *method,
                      GVariant *arguments,
                      gboolean json,
                      void (*print) (GVariant *record),
                      GError **error);

/* A field in words: a text on one line without control characters, a number; "" for none. g_free. */
char *pl_ctl_field (GVariant *record, const char *key);
/* A field that is a time. g_free. */
char *pl_ctl_time_field (GVariant *record, const char *key);

G_END_DECLS
