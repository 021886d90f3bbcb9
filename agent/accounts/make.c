/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <pwd.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/accounts/account-work.h"
#include "agent/accounts/tool.h"
#include "agent/records/household.h"
#include "policy/error.h"

#define refuse(error, ...) (g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, __VA_ARGS__), FALSE)

static gboolean
check_free (const PlAccountJob *job, const char *home, GError **error)
{
  struct stat info;

  if (getpwnam (job->account) != NULL)
    return refuse (error, NC_ ("said", "%s is an account already"), job->account);
  if (getpwuid (job->uid) != NULL)
    return refuse (error, NC_ ("said", "%s would have the number of another account"),
                   job->account);
  if (lstat (home, &info) == 0 || errno != ENOENT)
    return refuse (error, NC_ ("said", "%s is there: it may hold somebody's data"), home);
  return TRUE;
}

static gboolean
add_account (const PlAccountJob *job, const char *home, GError **error)
{
  g_autofree char *uid = g_strdup_printf ("%u", job->uid);
  /* No range of uids (SUB_UID_COUNT): with one, a child becomes somebody whom the firewall does not know. */
  const char *const argv[] = { "/usr/sbin/useradd",
                               "--uid",
                               uid,
                               "--user-group",
                               "--groups",
                               PL_CHILDREN_GROUP,
                               "--comment",
                               job->name,
                               "--home-dir",
                               home,
                               "--create-home",
                               "--shell",
                               "/bin/bash",
                               "--no-log-init",
                               "--key",
                               "HOME_MODE=0700",
                               "--key",
                               "SUB_UID_COUNT=0",
                               "--key",
                               "SUB_GID_COUNT=0",
                               job->account,
                               NULL };

  return pl_tool_run (argv, NULL, error);
}

static gboolean
set_password (const PlAccountJob *job, GError **error)
{
  g_autofree char *line = g_strdup_printf ("%s:%s\n", job->account, job->password);
  const PlToolUse use = { .input = line };
  const char *const chpasswd[] = { "/usr/sbin/chpasswd", NULL };
  /* The next log-in has to choose another. */
  const char *const chage[] = { "/usr/bin/chage", "--lastday", "0", job->account, NULL };

  gboolean set = pl_tool_run (chpasswd, &use, error);

  sodium_memzero (line, strlen (line));
  return set && pl_tool_run (chage, NULL, error);
}

/* The machine's defaults may differ: what counts is what is there. */
static gboolean
check_home (const PlAccountJob *job, const char *home, GError **error)
{
  struct stat info;

  if (lstat (home, &info) == 0 && S_ISDIR (info.st_mode) && (info.st_mode & 07777) == 0700 &&
      info.st_uid == job->uid)
    return TRUE;
  return refuse (error, NC_ ("said", "%s is not closed to others"), home);
}

gboolean
pl_account_make (const PlAccountJob *job, GError **error)
{
  g_autofree char *home = pl_account_home (job->account);

  return check_free (job, home, error) && add_account (job, home, error) &&
         check_home (job, home, error) && set_password (job, error);
}

static gboolean
check_whose (const PlAccountJob *job, GError **error)
{
  const struct passwd *entry = getpwnam (job->account);

  return (entry != NULL && entry->pw_uid == job->uid) ||
         refuse (error, NC_ ("said", "%s is not that child's account"), job->account);
}

gboolean
pl_account_set_password (const PlAccountJob *job, GError **error)
{
  return check_whose (job, error) && set_password (job, error);
}
