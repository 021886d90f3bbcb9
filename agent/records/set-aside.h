/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Renames a damaged database and its log (-wal) beside it, as FILE.damaged-YYYYMMDDTHHMMSSZ, so
 * that somebody can look at it; never over another one. The new path, g_free; NULL and PL_ERROR_IO.
 */
char *pl_set_aside (const char *path, gint64 wall_ms, GError **error);

/* The paths of what was set aside beside path and still lies there, sorted; of char *. */
GPtrArray *pl_set_aside_list (const char *path);

G_END_DECLS
