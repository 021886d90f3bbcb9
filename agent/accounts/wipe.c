/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/accounts/account-work.h"
#include "agent/accounts/end-programs.h"
#include "agent/accounts/own-disks.h"
#include "agent/accounts/tool.h"
#include "policy/error.h"

/* The agent is told again after so many files. */
#define TELL_FILES 1000

/* The numbers of other machines' people, whose disks are folders here: they mean somebody else. */
static const char *const other_machines[] = { "/var/lib/machines/*",   "/var/lib/docker/*",
                                              "/var/lib/containers/*", "/var/lib/lxc/*",
                                              "/var/lib/lxd/*",        "/var/lib/incus/*" };

typedef struct {
  const PlAccountJob *job;
  PlAccountWork *work;
  char *home;
  char uid[sizeof "4294967295"];
} Wiping;

#define fail(error, ...) (g_set_error (error, PL_ERROR, PL_ERROR_FAILED, __VA_ARGS__), FALSE)

/* The account as it is now: TRUE where there is none of that name. */
static gboolean
is_gone (const Wiping *wiping)
{
  return getpwnam (wiping->job->account) == NULL;
}

/* Neither the name nor the number may be somebody else's by now. */
static gboolean
check_whose (const Wiping *wiping, GError **error)
{
  const PlAccountJob *job = wiping->job;
  const struct passwd *by_name = getpwnam (job->account);

  if (by_name != NULL && by_name->pw_uid != job->uid)
    return fail (error, NC_ ("said", "%s is another account now"), job->account);
  const struct passwd *by_uid = getpwuid (job->uid);
  if (by_uid != NULL && !g_str_equal (by_uid->pw_name, job->account))
    return fail (error, NC_ ("said", "%s shares its number with another account"), job->account);
  return TRUE;
}

static gboolean
lock_out (const Wiping *wiping, GError **error)
{
  const char *const argv[] = { "/usr/sbin/usermod",  "--lock", "--expiredate", "1",
                               wiping->job->account, NULL };

  return is_gone (wiping) || pl_tool_run (argv, NULL, error);
}

/* By the service manager, which does so where everybody sees it. */
static gboolean
unmount_below_home (const Wiping *wiping, GError **error)
{
  g_autoptr (GPtrArray) mounts = pl_mounts_below (wiping->home);

  if (pl_is_mount_point (wiping->home))
    return fail (error, NC_ ("said", "%s is a disk of its own: unmount it first"), wiping->home);
  for (guint i = 0; i < mounts->len; i++) {
    const char *const argv[] = { "/usr/bin/systemd-umount", "--", mounts->pdata[i], NULL };
    pl_tool_run (argv, NULL, NULL);
  }
  g_autoptr (GPtrArray) left = pl_mounts_below (wiping->home);
  return left->len == 0 ||
         fail (error, NC_ ("said", "%s cannot be unmounted"), (const char *)left->pdata[0]);
}

/* find prints a letter for each file that it has removed: f, and for each folder that it gave to root: d. */
static void
count (PlAccountWork *work, guint64 *files, const char *letters, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    if (letters[i] == 'd')
      work->report.folders++;
    else if (++*files % TELL_FILES == 0)
      pl_account_work_tell (work, PL_ACCOUNT_REMOVING);
  }
}

static void
on_home (const char *letters, gsize n, gpointer data)
{
  PlAccountWork *work = data;

  count (work, &work->report.home_files, letters, n);
}

static void
on_other (const char *letters, gsize n, gpointer data)
{
  PlAccountWork *work = data;

  count (work, &work->report.other_files, letters, n);
}

static void
add_words (GPtrArray *argv, const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  for (char **word = each; *word != NULL; word++)
    g_ptr_array_add (argv, g_strdup (*word));
}

/* find, from all of these paths that are there, never into another file system. */
static GPtrArray *
find_in (const char *const *paths)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);
  struct stat info;

  g_ptr_array_add (argv, g_strdup ("/usr/bin/find"));
  for (; *paths != NULL; paths++)
    if (lstat (*paths, &info) == 0)
      g_ptr_array_add (argv, g_strdup (*paths));
  if (argv->len == 1) /* none: find would take the folder that it is in */
    g_clear_pointer (&argv, g_ptr_array_unref);
  else
    add_words (argv, "-xdev -depth -ignore_readdir_race");
  return argv;
}

/* argv: transfer full; NULL: nothing to do. */
static gboolean
run_find (GPtrArray *argv, const PlToolUse *use, GError **error)
{
  g_autoptr (GPtrArray) taken = argv;

  if (argv == NULL)
    return TRUE;
  g_ptr_array_add (argv, NULL);
  return pl_tool_run ((const char *const *)argv->pdata, use, error);
}

/* Whoever's the files in it are. */
static gboolean
remove_home (const Wiping *wiping, GError **error)
{
  const char *const paths[] = { wiping->home, NULL };
  const PlToolUse use = { .wrote = on_home, .data = wiping->work };
  GPtrArray *argv = find_in (paths);

  if (argv != NULL)
    add_words (argv, "-delete -printf f");
  return run_find (argv, &use, error);
}

/* find, of what is the account's on the disks. */
static GPtrArray *
find_own (const Wiping *wiping)
{
  g_autoptr (GPtrArray) disks = pl_own_disks ();

  g_ptr_array_add (disks, NULL);
  GPtrArray *argv = find_in ((const char *const *)disks->pdata);
  if (argv == NULL)
    return NULL;
  add_words (argv, "-uid");
  add_words (argv, wiping->uid);
  for (gsize i = 0; i < G_N_ELEMENTS (other_machines); i++) {
    add_words (argv, "-not -path");
    add_words (argv, other_machines[i]);
  }
  return argv;
}

/* A folder in which others have files becomes root's. */
static gboolean
remove_elsewhere (const Wiping *wiping, GError **error)
{
  const PlToolUse use = { .wrote = on_other, .data = wiping->work };
  GPtrArray *argv = find_own (wiping);

  if (argv != NULL)
    add_words (argv, "( ( -not -type d -o -empty ) -delete -printf f -o -type d"
                     " -execdir /usr/bin/chown --no-dereference root:root -- {} ; -printf d )");
  return run_find (argv, &use, error);
}

/* What system services keep about a person, as root: the person's own journal among it. */
static gboolean
remove_traces (const Wiping *wiping, GError **error)
{
  static const char *const folders[] = { "/var/lib/AccountsService/users",
                                         "/var/lib/AccountsService/icons",
                                         "/var/lib/systemd/linger", "/var/mail" };
  static const char *const journals[] = { "/var/log/journal", "/run/log/journal", NULL };
  const PlToolUse use = { .wrote = on_other, .data = wiping->work };
  g_autofree char *active = g_strdup_printf ("user-%s.journal", wiping->uid);
  g_autofree char *archived = g_strdup_printf ("user-%s@*", wiping->uid);

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (folders[i], wiping->job->account, NULL);
    if (g_unlink (path) != 0 && errno != ENOENT)
      return pl_error_io (error, path, g_strerror (errno));
  }
  GPtrArray *argv = find_in (journals);
  if (argv != NULL) {
    add_words (argv, "-type f ( -name");
    add_words (argv, active);
    add_words (argv, "-o -name");
    add_words (argv, archived);
    add_words (argv, ") -delete -printf f");
  }
  return run_find (argv, &use, error);
}

static gboolean
remove_account (const Wiping *wiping, GError **error)
{
  const char *const argv[] = { "/usr/sbin/userdel", wiping->job->account, NULL };

  return is_gone (wiping) || pl_tool_run (argv, NULL, error);
}

static void
on_left (const char *bytes, gsize n, gpointer data)
{
  GString *left = data;

  if (left->len < sizeof ((PlAccountReport *)NULL)->why)
    g_string_append_len (left, bytes, (gssize)n);
}

static gboolean
check_nothing_is_left (const Wiping *wiping, GError **error)
{
  g_autoptr (GString) left = g_string_new (NULL);
  const PlToolUse use = { .wrote = on_left, .data = left };
  GPtrArray *argv = find_own (wiping);

  if (argv != NULL)
    add_words (argv, "-print -quit");
  if (!run_find (argv, &use, error))
    return FALSE;
  g_autofree char *path = g_strndup (left->str, strcspn (left->str, "\n"));
  g_autofree char *text = g_utf8_make_valid (path, -1);
  const char *there = *text != '\0' ? text
                      : g_file_test (wiping->home, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK)
                          ? wiping->home
                          : NULL;
  return there == NULL ||
         fail (error, NC_ ("said", "not all is removed: %s is still there"), there);
}

gboolean
pl_account_wipe (const PlAccountJob *job, PlAccountWork *work, GError **error)
{
  g_autofree char *home = pl_account_home (job->account);
  Wiping wiping = { .job = job, .work = work, .home = home };

  g_snprintf (wiping.uid, sizeof wiping.uid, "%u", job->uid);
  pl_account_work_tell (work, PL_ACCOUNT_ENDING);
  if (!check_whose (&wiping, error) || !lock_out (&wiping, error) ||
      !pl_end_programs (job->uid, error) || !unmount_below_home (&wiping, error))
    return FALSE;
  pl_account_work_tell (work, PL_ACCOUNT_REMOVING);
  if (!remove_home (&wiping, error) || !remove_elsewhere (&wiping, error) ||
      !remove_traces (&wiping, error) || !remove_account (&wiping, error))
    return FALSE;
  pl_account_work_tell (work, PL_ACCOUNT_LOOKING);
  return check_nothing_is_left (&wiping, error);
}
