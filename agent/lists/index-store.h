/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The site indexes that porchlight-update has made, in its folder, which is the current one:
 * N.index, numbered as they came, with N.recipe that says what went in, and sites.index, the one in
 * force, which is a second name of one of them. It is only ever replaced by rename, so that at any
 * moment of a crash or power cut there is the old one or the new one.
 */

#define PL_INDEX_IN_FORCE "sites.index"
/* So many are kept, the one in force among them. */
#define PL_INDEX_KEPT 3

/* The recipe of the index in force; NULL if there is none. Transfer full. */
char *pl_index_store_recipe (void);

/*
 * TRUE if the index in force was chosen by pl_index_store_roll_back over one of this recipe: then
 * that is not made again.
 */
gboolean pl_index_store_is_rolled_back (const char *recipe);

/* Checks the whole of an index, keeps it, and puts it in force. */
gboolean pl_index_store_install (GBytes *index, const char *recipe, GError **error);

/* Puts the one before the one in force in its place. */
gboolean pl_index_store_roll_back (GError **error);

/* The number of names in the index in force, and its bytes. FALSE: there is none that loads. */
gboolean pl_index_store_figures (guint64 *names, guint64 *bytes);

G_END_DECLS
