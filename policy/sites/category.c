/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/category.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"

#define CATEGORY_ID_MAX 63

struct _PlCategories {
  gatomicrefcount references;
  guint count;
  char *ids[PL_CATEGORY_MAX];
};

static const char *const shipped_ids[PL_CATEGORY_FIRST_OWN] = {
  [PL_CATEGORY_PORNOGRAPHY] = "pornography",
  [PL_CATEGORY_EXTREMISM] = "extremism",
  [PL_CATEGORY_GAMBLING] = "gambling",
  [PL_CATEGORY_CHILD_ABUSE] = "child-abuse",
  [PL_CATEGORY_SELF_HARM] = "self-harm",
  [PL_CATEGORY_MALWARE] = "malware",
  [PL_CATEGORY_SCAMS] = "scams",
  [PL_CATEGORY_BYPASS] = "bypass",
  [PL_CATEGORY_SOCIAL_NETWORKS] = "social-networks",
  [PL_CATEGORY_CHAT] = "chat",
  [PL_CATEGORY_DATING] = "dating",
  [PL_CATEGORY_GAMES] = "games",
  [PL_CATEGORY_STREAMING] = "streaming",
  [PL_CATEGORY_SHOPPING] = "shopping",
  [PL_CATEGORY_WEAPONS] = "weapons",
  [PL_CATEGORY_DRUGS] = "drugs",
  [PL_CATEGORY_ALCOHOL_TOBACCO] = "alcohol-tobacco",
  [PL_CATEGORY_VIOLENCE] = "violence",
  [PL_CATEGORY_HATE] = "hate",
  [PL_CATEGORY_PIRACY] = "piracy",
  [PL_CATEGORY_TASTELESS] = "tasteless",
  [PL_CATEGORY_AI_COMPANIONS] = "ai-companions",
  [PL_CATEGORY_ADVERTISING] = "advertising",
};

gboolean
pl_category_id_is_valid (const char *id)
{
  gsize length = strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-");

  return id[length] == '\0' && length <= CATEGORY_ID_MAX && g_ascii_islower (id[0]);
}

int
pl_categories_find (const PlCategories *categories, const char *id)
{
  for (guint i = 0; i < categories->count; i++) {
    if (strcmp (categories->ids[i], id) == 0)
      return (int)i;
  }
  return PL_CATEGORY_NONE;
}

static gboolean
check_own_id (const PlCategories *categories, const char *id, GError **error)
{
  const char *problem = NULL;

  if (!pl_category_id_is_valid (id))
    problem = NC_ ("said", "is not of the form [a-z][a-z0-9-]*");
  else if (g_str_equal (id, PL_SITE_SET_HELP) || g_str_equal (id, PL_SITE_SET_LEARNING))
    problem = NC_ ("said", "is a set of sites, not a category");
  else if (pl_categories_find (categories, id) != PL_CATEGORY_NONE)
    problem = NC_ ("said", "is there already");
  else if (categories->count == PL_CATEGORY_MAX)
    problem = NC_ ("said", "is one more than the 64 that there can be");
  if (problem == NULL)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "category \"%s\" %s"), id, problem);
  return FALSE;
}

static int
compare_ids (const void *a, const void *b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

PlCategories *
pl_categories_new (const char *const *own_ids, GError **error)
{
  g_autoptr (PlCategories) categories = g_new0 (PlCategories, 1);

  g_atomic_ref_count_init (&categories->references);
  for (; categories->count < PL_CATEGORY_FIRST_OWN; categories->count++)
    categories->ids[categories->count] = g_strdup (shipped_ids[categories->count]);
  for (; own_ids != NULL && *own_ids != NULL; own_ids++) {
    if (!check_own_id (categories, *own_ids, error))
      return NULL;
    categories->ids[categories->count++] = g_strdup (*own_ids);
  }
  qsort (categories->ids + PL_CATEGORY_FIRST_OWN, categories->count - PL_CATEGORY_FIRST_OWN,
         sizeof categories->ids[0], compare_ids);
  return g_steal_pointer (&categories);
}

PlCategories *
pl_categories_ref (PlCategories *categories)
{
  g_atomic_ref_count_inc (&categories->references);
  return categories;
}

void
pl_categories_unref (PlCategories *categories)
{
  if (categories == NULL || !g_atomic_ref_count_dec (&categories->references))
    return;
  for (guint i = 0; i < categories->count; i++)
    g_free (categories->ids[i]);
  g_free (categories);
}

guint
pl_categories_count (const PlCategories *categories)
{
  return categories->count;
}

const char *
pl_categories_id (const PlCategories *categories, guint category)
{
  return category < categories->count ? categories->ids[category] : NULL;
}
