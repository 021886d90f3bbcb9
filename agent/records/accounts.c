/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/accounts.h"

#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <string.h>

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

char *
pl_account_display_name (uid_t uid)
{
  const struct passwd *entry = getpwuid (uid);
  const char *gecos = entry != NULL && entry->pw_gecos != NULL ? entry->pw_gecos : "";
  g_autofree char *name = g_strndup (gecos, strcspn (gecos, ","));

  g_strstrip (name);
  return *name != '\0' && g_utf8_validate (name, -1, NULL) ? g_steal_pointer (&name) : NULL;
}

char *
pl_account_person (const char *account)
{
  uid_t uid;
  char *name = pl_account_uid (account, &uid) ? pl_account_display_name (uid) : NULL;

  return name != NULL ? name : g_strdup (account);
}

gint64
pl_account_expires (const char *account)
{
  const struct spwd *entry = getspnam (account);

  return entry != NULL && entry->sp_expire >= 0 ? entry->sp_expire : -1;
}

gboolean
pl_account_has_expired (const char *account, gint64 day)
{
  gint64 expires = pl_account_expires (account);

  /* As PAM reads it: from that day on. */
  return expires >= 0 && day >= expires;
}

gint64
pl_account_password_day (const char *account)
{
  const struct spwd *entry = getspnam (account);

  return entry != NULL ? entry->sp_lstchg : -1;
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
pl_accounts_foreach (void (*add) (const char *account, uid_t uid, gpointer data), gpointer data)
{
  setpwent ();
  for (const struct passwd *user; (user = getpwent ()) != NULL;)
    add (user->pw_name, user->pw_uid, data);
  endpwent ();
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
