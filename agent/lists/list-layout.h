/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How trees of lists are laid out (design.md section 5): CATEGORY/domains, CATEGORY/usage. */

/*
 * The category of a list at path in a tree: its last folder's, through the alias table that ships
 * ("adult", "porn", "agressif" ...). NULL if there is none. Owned by the table.
 */
const char *pl_list_layout_category (const char *path);

/* TRUE if a tree's file at path is a list of names: CATEGORY/domains. */
gboolean pl_list_layout_is_domains (const char *path);
/* TRUE if it says how a list is meant: CATEGORY/usage. */
gboolean pl_list_layout_is_usage (const char *path);
/* TRUE if a file at path is read where the command line gives the category: domains, hosts, *.txt. */
gboolean pl_list_layout_is_list (const char *path);

/*
 * The folder that path lies in, "" if there is none, spelled in one way: "a/b" is also the folder of
 * "./a//b/domains" and "/a/b/domains". Transfer full.
 */
char *pl_list_layout_folder (const char *path);

/* TRUE if text, the content of a usage file, has a line that says white, whatever else it says. */
gboolean pl_list_layout_says_white (const char *text, gsize length);

/* A longer usage file is no usage file; its first bytes count. */
#define PL_LIST_LAYOUT_USAGE_MAX 4096

G_END_DECLS
