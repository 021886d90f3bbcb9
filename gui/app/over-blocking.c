/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/over-blocking.h"

#include <string.h>

#include "gui/widgets/list-words.h"
#include "policy/data/shipped.h"
#include "policy/sites/hostname.h"

#define EXAMPLES_MAX 3

/* The names of a list that lie in the site, or in which the site lies. */
static gboolean
touches (const char *list, const char *site, gsize length, char **examples)
{
  g_auto (GStrv) names = pl_shipped_names (list);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  guint n = 0;

  for (char **name = names; *name != NULL && n < EXAMPLES_MAX; name++) {
    gsize own = strlen (*name);
    if (!pl_hostname_matches (site, length, *name, own) &&
        !pl_hostname_matches (*name, own, site, length))
      continue;
    g_strv_builder_add (found, *name);
    n++;
  }
  if (n > 0 && examples != NULL)
    *examples = pl_list_words_end (g_steal_pointer (&found));
  return n > 0;
}

PlNeeded
pl_over_blocking (const char *site, char **examples)
{
  char name[PL_HOSTNAME_MAX + 1];
  gsize length = pl_hostname_normalise (site, strlen (site), name);

  if (length == 0)
    return PL_NEEDED_NO;
  if (touches ("help-sites.list", name, length, examples))
    return PL_NEEDED_HELP;
  return touches ("learning-sites.list", name, length, examples) ? PL_NEEDED_LEARNING
                                                                 : PL_NEEDED_NO;
}

gboolean
pl_is_help_site (const char *site)
{
  g_auto (GStrv) names = pl_shipped_names ("help-sites.list");
  char name[PL_HOSTNAME_MAX + 1];
  gsize length = pl_hostname_normalise (site, strlen (site), name);

  for (char **help = names; length > 0 && *help != NULL; help++)
    if (pl_hostname_matches (name, length, *help, strlen (*help)))
      return TRUE;
  return FALSE;
}
