/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Reads a command's options (entries, ended by NULL) and leaves the other arguments in argv[1] and
 * on. arguments: how many there have to be (-1: any), names: what they are in the error. PL_ERROR_ARGUMENT.
 */
gboolean pl_ctl_options (int *argc,
                         char ***argv,
                         const GOptionEntry *entries,
                         int arguments,
                         const char *names,
                         GError **error);

/*
 * A time as it is typed: RFC 3339, or YYYY-MM-DDTHH:MM on this computer's clock. Unix seconds. what: the option,
 * for the error.
 */
gboolean pl_ctl_time (const char *what, const char *text, gint64 *instant, GError **error);

/* A day as it is typed: YYYY-MM-DD; its noon on this computer's clock. */
gboolean pl_ctl_day (const char *what, const char *text, gint64 *instant, GError **error);

/* A number from 1 on. */
gboolean pl_ctl_number (const char *what, const char *text, gint64 *number, GError **error);

/* An instant in words, on this computer's clock; "-" for none (negative). g_free. */
char *pl_ctl_time_text (gint64 instant);

/* PL_ERROR_ARGUMENT; FALSE. */
gboolean G_GNUC_PRINTF (2, 3) pl_ctl_wrong (GError **error, const char *format, ...);

G_END_DECLS
