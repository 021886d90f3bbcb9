/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/accounts.h"

#include <grp.h>
#include <pwd.h>
#include <shadow.h>

gboolean
pl_account_uid (const char *account, uid_t *uid)
{
  const struct passwd *entry = getpwnam (account);

  if (entry == NULL)
    return FALSE;
  *uid = entry->pw_uid;
  return TRUE;
}

char *
pl_account_name (uid_t uid)
{
  const struct passwd *entry = getpwuid (uid);

  return entry != NULL ? g_strdup (entry->pw_name) : g_strdup_printf ("%u", uid);
}

gboolean
pl_account_has_expired (const char *account, gint64 day)
{
  const struct spwd *entry = getspnam (account);

  /* As PAM reads it: from that day on. */
  return entry != NULL && entry->sp_expire >= 0 && day >= entry->sp_expire;
}

typedef struct {
  uid_t uid;
  gboolean found;
} Search;

static void
compare (const char *account, uid_t uid, gpointer data)
{
  Search *search = data;

  search->found |= uid == search->uid;
}

gboolean
pl_account_is_in (uid_t uid, const char *group)
{
  Search search = { uid, FALSE };

  pl_group_foreach (group, compare, &search);
  return search.found;
}

void
pl_group_foreach (const char *group,
                  void (*add) (const char *account, uid_t uid, gpointer data),
                  gpointer data)
{
  const struct group *entry = getgrnam (group);

  if (entry == NULL)
    return;
  gid_t gid = entry->gr_gid;
  g_auto (GStrv) listed = g_strdupv (entry->gr_mem);
  for (char **account = listed; *account != NULL; account++) {
    uid_t uid;
    if (pl_account_uid (*account, &uid))
      add (*account, uid, data);
  }

  setpwent ();
  for (const struct passwd *user; (user = getpwent ()) != NULL;)
    if (user->pw_gid == gid)
      add (user->pw_name, user->pw_uid, data);
  endpwent ();
}
