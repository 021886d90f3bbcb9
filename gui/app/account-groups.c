/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/account-groups.h"

#include <grp.h>
#include <unistd.h>

#define CHILDREN "porchlight-children"

static const char *const staff[] = { "porchlight-staff", "porchlight-managers", "porchlight-leads",
                                     NULL };

/* The names of a process's groups, its own first: NULL-terminated; transfer full. */
static char **
group_names (void)
{
  int n = MAX (getgroups (0, NULL), 0);
  g_autofree gid_t *groups = g_new (gid_t, n + 1);
  GStrvBuilder *names = g_strv_builder_new ();

  n = MAX (getgroups (n, groups), 0);
  groups[n] = getgid ();
  for (int i = 0; i <= n; i++) {
    const struct group *entry = getgrgid (groups[i]);
    if (entry != NULL)
      g_strv_builder_add (names, entry->gr_name);
  }
  char **found = g_strv_builder_end (names);
  g_strv_builder_unref (names);
  return found;
}

gboolean
pl_account_is_staff (void)
{
  g_auto (GStrv) names = group_names ();
  gboolean is = FALSE;

  for (guint i = 0; staff[i] != NULL; i++)
    is |= g_strv_contains ((const char *const *)names, staff[i]);
  return is && !g_strv_contains ((const char *const *)names, CHILDREN);
}
