/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/blocked-reason.h"

#include "gui/app/english.h"
#include "policy/sites/site-reason.h"

char *
pl_blocked_reason (const char *category, const char *cause)
{
  const char *const own[] = { category, NULL };
  g_autoptr (PlCategories) shipped = pl_categories_new (NULL, NULL);
  int id = pl_categories_find (shipped, category);
  g_autoptr (PlCategories) categories =
      id == PL_CATEGORY_NONE && *category != '\0' ? pl_categories_new (own, NULL) : NULL;
  PlSiteVerdict verdict = { .category = id };
  int known = pl_site_cause_parse (cause);

  if (categories != NULL)
    verdict.category = pl_categories_find (categories, category);
  if (known < 0 && verdict.category == PL_CATEGORY_NONE)
    return g_strdup ("");
  /* Of what was recorded before causes were, the category says it. */
  verdict.cause = known >= 0                                       ? (PlSiteCause)known
                  : verdict.category < PL_CATEGORY_SOCIAL_NETWORKS ? PL_SITE_BY_ALWAYS
                                                                   : PL_SITE_BY_LEVEL;
  return pl_site_reason_text (&verdict, categories != NULL ? categories : shipped,
                              pl_screen_policy_language ());
}
