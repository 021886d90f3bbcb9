/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/privileges.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "policy/error.h"

#define NOBODY 65534

static gboolean
fail (GError **error, const char *what)
{
  int code = errno;

  g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "sandbox: %s: %s", what, g_strerror (code));
  return FALSE;
}

static gboolean
limit (__rlimit_resource_t resource, guint64 value, GError **error)
{
  struct rlimit now;

  if (getrlimit (resource, &now) != 0)
    return fail (error, "getrlimit");
  /* Never above what the process was given. */
  rlim_t cap = MIN ((rlim_t)value, now.rlim_max);
  if (setrlimit (resource, &(struct rlimit){ cap, cap }) != 0)
    return fail (error, "setrlimit");
  return TRUE;
}

gboolean
pl_sandbox_limit (const PlSandboxLimits *limits, GError **error)
{
  if (!limit (RLIMIT_CORE, 0, error))
    return FALSE;
#if !defined(__SANITIZE_ADDRESS__)
  if (limits->address_space != 0 && !limit (RLIMIT_AS, limits->address_space, error))
    return FALSE;
#endif
  if (limits->file_size != 0 && !limit (RLIMIT_FSIZE, limits->file_size, error))
    return FALSE;
  if (limits->files != 0 && !limit (RLIMIT_NOFILE, limits->files, error))
    return FALSE;
  /* A soft limit below the hard one ends the process by SIGXCPU, which says why. */
  return limits->cpu_s == 0 ||
         setrlimit (RLIMIT_CPU, &(struct rlimit){ limits->cpu_s, limits->cpu_s + 1 }) == 0 ||
         fail (error, "setrlimit");
}

/*
 * Read from /etc/passwd itself: the name-service switch would load plug-ins that speak over sockets
 * into a process that still is root.
 */
void
pl_sandbox_find_user (const char *user, uid_t *uid, gid_t *gid)
{
  *uid = *gid = NOBODY;
  FILE *passwd = fopen ("/etc/passwd", "re");
  if (passwd == NULL)
    return;
  for (struct passwd *entry; (entry = fgetpwent (passwd)) != NULL;)
    if (strcmp (entry->pw_name, user) == 0 && entry->pw_uid != 0 && entry->pw_gid != 0) {
      *uid = entry->pw_uid;
      *gid = entry->pw_gid;
      break;
    }
  fclose (passwd);
}

static gboolean
become (uid_t uid, gid_t gid, GError **error)
{
  if (setgroups (0, NULL) != 0)
    return fail (error, "setgroups");
  if (setresgid (gid, gid, gid) != 0)
    return fail (error, "setresgid");
  if (setresuid (uid, uid, uid) != 0)
    return fail (error, "setresuid");
  return TRUE;
}

static gboolean
drop_capabilities (GError **error)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { 0 };

  if (prctl (PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0)
    return fail (error, "ambient capabilities");
  if (syscall (SYS_capset, &header, none) != 0)
    return fail (error, "capset");
  return TRUE;
}

/* Needs CAP_SETPCAP, so it comes first; a process without it has nothing that it could regain. */
static gboolean
drop_bounding_set (GError **error)
{
  for (int capability = 0; prctl (PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
    if (prctl (PR_CAPBSET_DROP, capability, 0, 0, 0) != 0 && errno != EPERM)
      return fail (error, "bounding set");
  return TRUE;
}

gboolean
pl_sandbox_drop_privileges (const char *user, GError **error)
{
  uid_t uid;
  gid_t gid;

  pl_sandbox_find_user (user, &uid, &gid);
  return pl_sandbox_drop_privileges_to (uid, gid, error);
}

gboolean
pl_sandbox_drop_privileges_to (uid_t uid, gid_t gid, GError **error)
{
  if (!drop_bounding_set (error))
    return FALSE;
  if (geteuid () == 0 && !become (uid, gid, error))
    return FALSE;
  if (!drop_capabilities (error))
    return FALSE;
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return fail (error, "no_new_privs");
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return fail (error, "dumpable");
  return TRUE;
}

static int
compare_descriptors (const void *a, const void *b)
{
  return *(const int *)a - *(const int *)b;
}

gboolean
pl_sandbox_close_others (const int *keep, gsize n, GError **error)
{
  g_autofree int *sorted = g_new (int, n + 1);
  guint next = 0;

  if (n > 0)
    memcpy (sorted, keep, n * sizeof *keep);
  sorted[n] = STDERR_FILENO;
  qsort (sorted, n + 1, sizeof *sorted, compare_descriptors);
  for (gsize i = 0; i <= n; i++) {
    guint kept = (guint)sorted[i];

    if (kept > next && close_range (next, kept - 1, 0) != 0)
      return fail (error, "close_range");
    next = MAX (next, kept + 1);
  }
  if (close_range (next, G_MAXUINT, 0) != 0)
    return fail (error, "close_range");
  return TRUE;
}
