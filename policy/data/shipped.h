/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The data that ships with Porchlight, compiled into the program: policy/data's files by their path
 * in that folder ("help-sites.list", "levels.d/guided.conf", "starter/games/domains").
 */

/* The bytes of a file; it must be one that ships. Transfer full. */
GBytes *pl_shipped_data (const char *path);

/*
 * The names in a list that ships, in normal form and in the order of the file: one a line, "#"
 * begins a comment line. NULL-terminated, transfer full.
 */
char **pl_shipped_names (const char *path);

/*
 * The rows of a table that ships: one a line, cells separated by tabs, "#" begins a comment line.
 * Of NULL-terminated arrays of cells. Transfer full.
 */
GPtrArray *pl_shipped_rows (const char *path);

/* Cells of a row of categories.tsv; its rows are in the order of PlCategory. */
enum {
  PL_CATEGORY_CELL_ID = 0,
  PL_CATEGORY_CELL_NAME = 1,
  PL_CATEGORY_CELL_ABOUT = 2,    /* what a child reads */
  PL_CATEGORY_CELL_COVERAGE = 3, /* "good", "fair", "thin" (F11) */
  PL_CATEGORY_CELLS,
};

/* The files in a folder that ships ("starter/"), folders with a "/" at their end. Transfer full. */
char **pl_shipped_children (const char *folder);

/* TRUE if names of a category ship: a starter list. */
gboolean pl_shipped_has_names (const char *category);

G_END_DECLS
