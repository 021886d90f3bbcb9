/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/probe/checks.h"

#include <string.h>

#include "policy/data/shipped.h"

void
pl_checks_note (PlChecks *checks, guint check, PlProbeVerdict verdict, PlProbeWhy why)
{
  checks->findings[check] = (PlProbeFinding){
    .version = PL_PROBE_VERSION, .check = check, .verdict = verdict, .why = why
  };
}

/* The first shipped name that the index blocks under this category, too. Kept for ever. */
static const char *
choose (const PlSiteIndex *index, const PlCategories *categories, guint category)
{
  const char *id = pl_categories_id (categories, category);
  g_autofree char *path = g_strdup_printf ("starter/%s/domains", id);

  if (!pl_shipped_has_names (id))
    return NULL;
  g_auto (GStrv) names = pl_shipped_names (path);
  for (char **name = names; *name != NULL; name++) {
    PlSiteMatch match;
    if (pl_site_index_lookup (index, *name, strlen (*name), &match) &&
        (match.categories & PL_CATEGORY_BIT (category)) != 0)
      return g_intern_string (*name);
  }
  return NULL;
}

/* Which of the categories have a list, by the index's own table of ids. */
static PlCategorySet
listed (const void *data, gsize size, const PlCategories *categories)
{
  g_autoptr (PlSiteIndex) all = pl_site_index_new_static (data, size, NULL, NULL);
  PlCategorySet set = 0;
  const char *id;

  for (guint i = 0; all != NULL && (id = pl_site_index_id (all, i)) != NULL; i++) {
    int category = pl_categories_find (categories, id);
    if (category != PL_CATEGORY_NONE)
      set |= PL_CATEGORY_BIT (category);
  }
  return set;
}

void
pl_checks_choose (PlChecks *checks, const void *data, gsize size)
{
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  g_autoptr (PlSiteIndex) index =
      data != NULL ? pl_site_index_new_static (data, size, categories, NULL) : NULL;

  if (index == NULL)
    return;
  checks->listed = listed (data, size, categories);
  for (guint i = 0; i < PL_CATEGORY_SOCIAL_NETWORKS; i++)
    checks->blocked[i] = choose (index, categories, i);
}
