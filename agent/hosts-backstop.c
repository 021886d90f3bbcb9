/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/hosts-backstop.h"

#include "agent/net/hosts-file.h"

struct _PlHostsBackstop {
  char *path;
  const PlEnforcer *enforcer;
  PlHostsWatch *watch; /* NULL: the lines are not wanted here */
};

static gboolean
all_are_adults (const PlEnforcer *enforcer)
{
  const GPtrArray *children = pl_enforcer_household (enforcer)->children;
  PlVerdict verdict;

  for (guint i = 0; i < children->len; i++) {
    pl_enforcer_verdict (enforcer, children->pdata[i], &verdict);
    if (!verdict.adult)
      return FALSE;
  }
  return children->len > 0;
}

static gboolean
is_wanted (const PlHostsBackstop *backstop)
{
  const PlHome *home = pl_enforcer_household (backstop->enforcer)->home;

  return *backstop->path != '\0' && (home == NULL || home->device_kind != PL_DEVICE_STAYING_CLOSE ||
                                     !all_are_adults (backstop->enforcer));
}

static void
take_out (PlHostsBackstop *backstop)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&backstop->watch, pl_hosts_watch_free);
  if (*backstop->path != '\0' && !pl_hosts_file_remove (backstop->path, NULL, &error))
    g_warning ("hosts file: %s", error->message);
}

void
pl_hosts_backstop_look (PlHostsBackstop *backstop)
{
  gboolean wanted = backstop != NULL && is_wanted (backstop);

  if (backstop == NULL || wanted == (backstop->watch != NULL))
    return;
  if (wanted)
    backstop->watch = pl_hosts_watch_new (backstop->path);
  else
    take_out (backstop);
}

PlHostsBackstop *
pl_hosts_backstop_new (const char *path, const PlEnforcer *enforcer)
{
  PlHostsBackstop *backstop = g_new0 (PlHostsBackstop, 1);

  backstop->path = g_strdup (path);
  backstop->enforcer = enforcer;
  if (is_wanted (backstop))
    pl_hosts_backstop_look (backstop);
  else
    take_out (backstop); /* of the last agent, before somebody came of age */
  return backstop;
}

void
pl_hosts_backstop_free (PlHostsBackstop *backstop)
{
  if (backstop == NULL)
    return;
  g_clear_pointer (&backstop->watch, pl_hosts_watch_free);
  g_free (backstop->path);
  g_free (backstop);
}

PlHostsState
pl_hosts_backstop_state (const PlHostsBackstop *backstop, GError **error)
{
  if (backstop->watch == NULL)
    return PL_HOSTS_NOT_USED;
  return pl_hosts_watch_stands (backstop->watch, error) ? PL_HOSTS_STANDS : PL_HOSTS_MISSING;
}
