/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/self-test-lists.h"

#include <glib/gi18n.h>

#define OLD_DAYS 14
#define DAY_S    (24 * 60 * 60)

static char *
age_words (int days)
{
  return days == 0   ? g_strdup (NC_ ("said", "Loaded, made today."))
         : days == 1 ? g_strdup (NC_ ("said", "Loaded, made 1 day ago."))
                     : g_strdup_printf (NC_ ("said", "Loaded, made %d days ago."), days);
}

char *
pl_self_test_lists (PlListsState state, gboolean loaded, gint64 age_s, PlSelfTestVerdict *verdict)
{
  int days = (int)(MAX (age_s, 0) / DAY_S);

  *verdict = !loaded                                       ? PL_SELF_TEST_FAILED
             : state != PL_LISTS_THERE || days >= OLD_DAYS ? PL_SELF_TEST_UNSURE
                                                           : PL_SELF_TEST_OK;
  if (state == PL_LISTS_LOADING)
    return g_strdup (NC_ ("said", "The lists are still being loaded."));
  if (state == PL_LISTS_MISSING)
    return g_strdup (NC_ ("said", "No list has come yet: is there internet?"));
  return loaded ? age_words (days) : g_strdup (NC_ ("said", "No lists are loaded."));
}
