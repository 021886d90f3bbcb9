/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Categories of sites (F1, F2): a set of at most 64 in a guint64. A category's number is its place
 * in the order of design.md section 5; it decides which category a block is reported under.
 */
typedef guint64 PlCategorySet;

#define PL_CATEGORY_MAX  64
#define PL_CATEGORY_NONE (-1)

typedef enum {
  /* always blocked for children (F1) */
  PL_CATEGORY_PORNOGRAPHY = 0,
  PL_CATEGORY_EXTREMISM = 1,
  PL_CATEGORY_GAMBLING = 2,
  PL_CATEGORY_CHILD_ABUSE = 3,
  PL_CATEGORY_SELF_HARM = 4,
  PL_CATEGORY_MALWARE = 5,
  PL_CATEGORY_SCAMS = 6,
  PL_CATEGORY_BYPASS = 7,
  /* by level (F2) */
  PL_CATEGORY_SOCIAL_NETWORKS = 8,
  PL_CATEGORY_CHAT = 9,
  PL_CATEGORY_DATING = 10,
  PL_CATEGORY_GAMES = 11,
  PL_CATEGORY_STREAMING = 12,
  PL_CATEGORY_SHOPPING = 13,
  PL_CATEGORY_WEAPONS = 14,
  PL_CATEGORY_DRUGS = 15,
  PL_CATEGORY_ALCOHOL_TOBACCO = 16,
  PL_CATEGORY_VIOLENCE = 17,
  PL_CATEGORY_HATE = 18,
  PL_CATEGORY_PIRACY = 19,
  PL_CATEGORY_TASTELESS = 20,
  PL_CATEGORY_AI_COMPANIONS = 21,
  PL_CATEGORY_ADVERTISING = 22,
  /* from here on the home's own, alphabetically */
  PL_CATEGORY_FIRST_OWN = 23,
} PlCategory;

#define PL_CATEGORY_BIT(category) (G_GUINT64_CONSTANT (1) << (category))

/* Blocked for every child at every level (F1). */
#define PL_CATEGORIES_ALWAYS (PL_CATEGORY_BIT (PL_CATEGORY_SOCIAL_NETWORKS) - 1)
/* Blocked for staff on the home's computers (F9). */
#define PL_CATEGORIES_STAFF                                                                        \
  (PL_CATEGORY_BIT (PL_CATEGORY_PORNOGRAPHY) | PL_CATEGORY_BIT (PL_CATEGORY_CHILD_ABUSE))
/*
 * Site sets of their own, which are not categories: they never block. A home may not take these ids;
 * in an index "help" is ignored and "learning" is what passes in mode chosen-only.
 */
#define PL_SITE_SET_HELP     "help"
#define PL_SITE_SET_LEARNING "learning"

/*
 * The categories that a home knows: the shipped ones and its own (home.conf [Categories] Ids=).
 * Immutable after pl_categories_new.
 */
typedef struct _PlCategories PlCategories;

/*
 * own_ids: nullable, NULL-terminated. Refuses (PL_ERROR_REFUSED) an id that is not
 * [a-z][a-z0-9-]*, a shipped one, help or learning, one given twice, and more than 64 categories in all.
 */
PlCategories *pl_categories_new (const char *const *own_ids, GError **error);
PlCategories *pl_categories_ref (PlCategories *categories);
void pl_categories_unref (PlCategories *categories);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCategories, pl_categories_unref)

guint pl_categories_count (const PlCategories *categories);
/* The id of number category; NULL if there is none. Owned by categories. */
const char *pl_categories_id (const PlCategories *categories, guint category);
/* The number of an id, PL_CATEGORY_NONE if unknown. */
int pl_categories_find (const PlCategories *categories, const char *id);

/* TRUE if id is well formed: [a-z][a-z0-9-]*, at most 63 bytes. */
gboolean pl_category_id_is_valid (const char *id);

G_END_DECLS
