/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads text (length bytes) that errors call name; returns what it read, NULL and an error if it is refused. */
typedef gpointer (*PlParse) (
    const char *name, const char *text, gsize length, gpointer data, GError **error);

/*
 * Reads a file that people edit. Where it is refused, missing or unreadable, says so in problems
 * (char *, "FILE:LINE: reason") and reads the copy of the last good one at kept instead; where it
 * is good, keeps a copy there. NULL where neither can be read. Parents of kept are made as needed.
 */
gpointer pl_kept_file_read (
    const char *path, const char *kept, PlParse parse, gpointer data, GPtrArray *problems);

/* The names of the *.conf files in a folder, sorted, without hidden ones; NULL and an error. Transfer full: of char *. */
GPtrArray *pl_conf_names (const char *folder, GError **error);

G_END_DECLS
