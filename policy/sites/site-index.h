/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/category.h"

G_BEGIN_DECLS

/*
 * The site index: one read-only file, mapped by every process that decides about names; a set of
 * categories per name, suffix matching. The format is described in site-index-format.h.
 *
 * Names are kept as keyed fingerprints, so that a million of them take less than 8 bytes each; the
 * chance of a false match is at most 2^-40 a lookup.
 */
typedef struct _PlSiteIndex PlSiteIndex;

/* What matched a name. */
typedef struct {
  PlCategorySet categories; /* the union of the categories that stand, exceptions taken off */
  guint16 rule_offset[PL_CATEGORY_MAX]; /* where in the name the longest rule of that category
                                           starts; defined only for members of categories */
  gboolean learning;                    /* the site set "learning" stands for the name */
  guint16 learning_offset;              /* where its longest rule starts */
} PlSiteMatch;

/*
 * Opens an index in data (kept alive by the index). Checks the header and that every section lies
 * inside the file, not the checksum of the whole: that is pl_site_index_verify. Category ids of the
 * file that categories does not know are ignored in lookups, and so is an id "help" (design.md
 * section 5). categories NULL: every id of the file counts, numbered as pl_site_index_id says.
 */
PlSiteIndex *pl_site_index_new (GBytes *data, const PlCategories *categories, GError **error);
/* The same for a mapping that the caller keeps until after pl_site_index_free: the workers' form. */
PlSiteIndex *pl_site_index_new_static (const void *data,
                                       gsize size,
                                       const PlCategories *categories,
                                       GError **error);
void pl_site_index_free (PlSiteIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSiteIndex, pl_site_index_free)

/* Checks the whole file against its checksum: when an index is installed, and at boot. */
gboolean pl_site_index_verify (const PlSiteIndex *index, GError **error);

/* The id of the file's category number n, NULL if there is none: for indexes opened without categories. */
const char *pl_site_index_id (const PlSiteIndex *index, guint n);

/* Number of distinct names. */
guint64 pl_site_index_count (const PlSiteIndex *index);

/*
 * Looks a name in normal form up (length bytes, NUL-terminated). Returns TRUE and fills match if a
 * category stands; *match is untouched otherwise. No allocation, no lock: safe from any thread.
 */
gboolean
pl_site_index_lookup (const PlSiteIndex *index, const char *name, gsize length, PlSiteMatch *match);

G_END_DECLS
