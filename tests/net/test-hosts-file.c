/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <linux/fs.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "agent/net/hosts-file.h"
#include "tests/folder.h"
#include "tests/tap.h"

#define BLOCK     "# Porchlight: begin.\n192.0.2.53 one.example\n# Porchlight: end.\n"
#define OTHERS    "127.0.0.1 localhost\n::1 localhost" /* no newline at the end */
#define TIMEOUT_S 20

static char *folder;
static char *hosts;

static void
set_up (void)
{
  folder = pl_test_folder ();
  hosts = g_build_filename (folder, "hosts", NULL);
  pl_test_write (folder, "hosts", OTHERS);
}

static void
tear_down (void)
{
  pl_test_remove (folder);
  g_free (folder);
  g_free (hosts);
}

static void
holds (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  ck_assert (g_file_get_contents (path, &text, NULL, NULL));
  ck_assert_str_eq (text, expected);
}

static void
put (gboolean expected)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = !expected;

  ck_assert_msg (pl_hosts_file_put (hosts, BLOCK, &changed, &error), "%s",
                 error != NULL ? error->message : "?");
  ck_assert_int_eq (changed, expected);
}

static void
remove_block (void)
{
  g_autoptr (GError) error = NULL;

  ck_assert_msg (pl_hosts_file_remove (hosts, NULL, &error), "%s",
                 error != NULL ? error->message : "?");
}

/* Nothing of ours is left beside the file. */
static guint
files_in_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

START_TEST (the_block_is_put_once_and_goes_again)
{
  struct stat before, after;

  put (TRUE);
  holds (hosts, BLOCK OTHERS);
  ck_assert_int_eq (stat (hosts, &before), 0);
  put (FALSE);
  ck_assert_int_eq (stat (hosts, &after), 0);
  ck_assert_msg (before.st_ino == after.st_ino, "nothing to do, nothing written");
  remove_block ();
  holds (hosts, OTHERS);
  ck_assert_uint_eq (files_in_folder (), 1);
}
END_TEST

/* Who holds the old file open goes on reading the old one: so it was replaced, not written over. */
START_TEST (the_file_is_replaced_in_one_step)
{
  char text[sizeof OTHERS + 1] = "";
  int fd = open (hosts, O_RDONLY);

  put (TRUE);
  ck_assert_int_eq (read (fd, text, sizeof text), strlen (OTHERS));
  ck_assert_str_eq (text, OTHERS);
  close (fd);
}
END_TEST

START_TEST (owner_mode_and_attributes_stay)
{
  struct stat info;
  char value[8] = "";
  gboolean root = geteuid () == 0;
  gboolean attributes = setxattr (hosts, "user.note", "kept", 4, 0) == 0;

  ck_assert_int_eq (chmod (hosts, 0640), 0);
  if (root)
    ck_assert_int_eq (chown (hosts, 12, 34), 0);
  put (TRUE);
  ck_assert_int_eq (stat (hosts, &info), 0);
  ck_assert_int_eq (info.st_mode & 07777, 0640);
  ck_assert (!root || (info.st_uid == 12 && info.st_gid == 34));
  if (attributes)
    ck_assert_msg (getxattr (hosts, "user.note", value, sizeof value) == 4 &&
                       memcmp (value, "kept", 4) == 0,
                   "the attribute is lost");
}
END_TEST

START_TEST (a_missing_file_is_made_and_can_be_read_by_all)
{
  struct stat info;

  g_unlink (hosts);
  remove_block ();
  ck_assert_msg (!g_file_test (hosts, G_FILE_TEST_EXISTS), "removing makes no file");
  umask (0077);
  put (TRUE);
  holds (hosts, BLOCK);
  ck_assert_int_eq (stat (hosts, &info), 0);
  ck_assert_int_eq (info.st_mode & 07777, 0644);
}
END_TEST

START_TEST (a_link_stays_and_what_it_leads_to_is_changed)
{
  g_autofree char *target = g_build_filename (folder, "static", "hosts", NULL);

  pl_test_write (folder, "static/hosts", OTHERS);
  g_unlink (hosts);
  ck_assert_int_eq (symlink ("static/hosts", hosts), 0);
  put (TRUE);
  ck_assert (g_file_test (hosts, G_FILE_TEST_IS_SYMLINK));
  ck_assert (!g_file_test (target, G_FILE_TEST_IS_SYMLINK));
  holds (target, BLOCK OTHERS);
}
END_TEST

static void
refused (const char *why)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  ck_assert (!pl_hosts_file_put (hosts, BLOCK, &changed, &error));
  ck_assert_msg (strstr (error->message, why) != NULL, "%s", error->message);
  ck_assert_msg (g_str_has_prefix (error->message, folder), "%s", error->message);
  ck_assert (!changed);
}

START_TEST (what_is_no_file_is_left_alone)
{
  g_unlink (hosts);
  ck_assert_int_eq (mkfifo (hosts, 0644), 0);
  refused ("not a file");
  g_unlink (hosts);
  ck_assert_int_eq (symlink ("nowhere/hosts", hosts), 0);
  refused ("No such file");
  ck_assert_uint_eq (files_in_folder (), 1);
}
END_TEST

START_TEST (a_large_file_is_carried_through_and_a_larger_one_is_left_alone)
{
  GString *large = g_string_new (NULL);

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (large, "0.0.0.0 host-%u.example\n", i);
  pl_test_write (folder, "hosts", large->str);
  put (TRUE);
  remove_block ();
  holds (hosts, large->str);
  g_string_free (large, TRUE);

  ck_assert_int_eq (truncate (hosts, PL_HOSTS_FILE_MAX + 1), 0);
  refused ("larger than");
  ck_assert_uint_eq (files_in_folder (), 1);
}
END_TEST

/* Needs root: mounts of this test's own, gone with its process. */
static gboolean
own_mounts (void)
{
  return geteuid () == 0 && unshare (CLONE_NEWNS) == 0 &&
         mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

START_TEST (a_file_that_is_mounted_by_itself_is_written_in_place)
{
  g_autofree char *source = g_build_filename (folder, "source", NULL);

  if (!own_mounts ())
    return;
  pl_test_write (folder, "source", OTHERS);
  ck_assert_int_eq (mount (source, hosts, NULL, MS_BIND, NULL), 0);
  put (TRUE);
  holds (source, BLOCK OTHERS);
  remove_block ();
  holds (source, OTHERS);
  ck_assert_uint_eq (files_in_folder (), 2);
}
END_TEST

START_TEST (a_read_only_file_system_is_told)
{
  if (!own_mounts ())
    return;
  ck_assert_int_eq (mount (folder, folder, NULL, MS_BIND, NULL), 0);
  ck_assert_int_eq (mount (NULL, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL), 0);
  refused ("Read-only");
  holds (hosts, OTHERS);
}
END_TEST

static gboolean
set_immutable (gboolean on)
{
  int fd = open (hosts, O_RDONLY);
  int flags = 0;
  gboolean done = ioctl (fd, FS_IOC_GETFLAGS, &flags) == 0;

  flags = on ? flags | FS_IMMUTABLE_FL : flags & ~FS_IMMUTABLE_FL;
  done = done && ioctl (fd, FS_IOC_SETFLAGS, &flags) == 0;
  close (fd);
  return done;
}

START_TEST (an_immutable_file_is_left_as_it_is)
{
  if (geteuid () != 0 || !set_immutable (TRUE))
    return; /* this file system has no such files */
  refused ("not permitted");
  holds (hosts, OTHERS);
  ck_assert_uint_eq (files_in_folder (), 1);
  set_immutable (FALSE);
}
END_TEST

static gboolean
stands (gpointer data)
{
  g_autofree char *shipped = pl_hosts_file_shipped_block ();

  if (pl_hosts_file_stands (hosts, shipped, NULL))
    g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
too_late (gpointer data)
{
  ck_abort_msg ("not put back within a second");
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until the block stands; within a second. */
static void
wait_for_block (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint late = g_timeout_add (1000, too_late, NULL);
  guint check = g_timeout_add (20, stands, loop);

  g_main_loop_run (loop);
  g_source_remove (late);
  g_source_remove (check);
}

START_TEST (whatever_is_done_to_it_it_is_back_within_a_second)
{
  g_autofree char *other = g_build_filename (folder, "other", NULL);
  g_autoptr (PlHostsWatch) watch = pl_hosts_watch_new (hosts);

  ck_assert_msg (pl_hosts_watch_stands (watch, NULL), "put at the start");
  pl_test_write (folder, "hosts", OTHERS); /* replaced by rename */
  wait_for_block ();
  FILE *file = fopen (hosts, "w"); /* written over */
  fputs (OTHERS, file);
  fclose (file);
  wait_for_block ();
  g_unlink (hosts); /* removed */
  wait_for_block ();
  ck_assert_int_eq (rename (hosts, other), 0); /* moved away */
  wait_for_block ();
}
END_TEST

START_TEST (a_file_behind_a_link_is_watched_too)
{
  g_autofree char *target = g_build_filename (folder, "static", "real", NULL);

  pl_test_write (folder, "static/real", OTHERS);
  g_unlink (hosts);
  ck_assert_int_eq (symlink ("static/real", hosts), 0);
  g_autoptr (PlHostsWatch) watch = pl_hosts_watch_new (hosts);
  pl_test_write (folder, "static/real", OTHERS);
  wait_for_block ();
  pl_test_write (folder, "static/real", OTHERS);
  wait_for_block ();
}
END_TEST

typedef struct {
  GMainLoop *loop;
  guint said;
} Fight;

static void
on_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  Fight *fight = data;

  if ((level & G_LOG_LEVEL_WARNING) && strstr (message, "again and again") != NULL) {
    fight->said++;
    g_main_loop_quit (fight->loop);
  }
}

static guint undone;

/* The other program: takes the block out as soon as it sees it. */
static gboolean
undo (gpointer data)
{
  g_autofree char *text = NULL;

  g_file_get_contents (hosts, &text, NULL, NULL);
  if (strcmp (text, OTHERS) != 0) {
    undone++;
    pl_test_write (folder, "hosts", OTHERS);
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

START_TEST (two_that_fight_over_it_do_not_spin)
{
  g_autoptr (PlHostsWatch) watch = pl_hosts_watch_new (hosts);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Fight fight = { loop, 0 };

  g_log_set_default_handler (on_log, &fight);
  undone = 0;
  g_timeout_add (5, undo, NULL);
  g_main_loop_run (loop);
  g_timeout_add (600, quit, loop); /* three times as long as a quick look takes */
  g_main_loop_run (loop);
  ck_assert_msg (undone <= 6, "it went on: %u", undone);
  ck_assert_uint_eq (fight.said, 1);
}
END_TEST

int
main (void)
{
  const TTest *tests[] = { the_block_is_put_once_and_goes_again,
                           the_file_is_replaced_in_one_step,
                           owner_mode_and_attributes_stay,
                           a_missing_file_is_made_and_can_be_read_by_all,
                           a_link_stays_and_what_it_leads_to_is_changed,
                           what_is_no_file_is_left_alone,
                           a_large_file_is_carried_through_and_a_larger_one_is_left_alone,
                           a_file_that_is_mounted_by_itself_is_written_in_place,
                           a_read_only_file_system_is_told,
                           an_immutable_file_is_left_as_it_is,
                           whatever_is_done_to_it_it_is_back_within_a_second,
                           a_file_behind_a_link_is_watched_too,
                           two_that_fight_over_it_do_not_spin,
                           NULL };

  return pl_tap_main_with ("hosts-file", tests, TIMEOUT_S, set_up, tear_down);
}
