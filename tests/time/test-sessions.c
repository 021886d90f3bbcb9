/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/sessions.h"

#include <signal.h>

#include "tests/tap.h"

#define SAM 1001

static const char *logind_path;
static GTestDBus *bus;
static GDBusConnection *connection;
static GSubprocess *logind;
static PlSessions *sessions;
static guint changes;
static gboolean
    told_in_use; /* as it was when a change was told last: nobody asks before the next */

static void
on_change (gpointer data)
{
  changes++;
  told_in_use = pl_sessions_in_use (sessions, SAM);
}

static void
start_logind (void)
{
  g_autoptr (GError) error = NULL;

  logind = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, logind_path,
                             g_test_dbus_get_bus_address (bus), "1001", NULL);
  ck_assert_msg (logind != NULL, "%s", error ? error->message : "");
  char line[6];
  gsize n;
  ck_assert (g_input_stream_read_all (g_subprocess_get_stdout_pipe (logind), line, sizeof line, &n,
                                      NULL, NULL));
}

static void
stop_logind (void)
{
  g_subprocess_force_exit (logind);
  g_subprocess_wait (logind, NULL, NULL);
  g_clear_object (&logind);
}

static void
set_up (void)
{
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  start_logind ();
  connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, NULL);
  changes = 0;
  told_in_use = FALSE;
  sessions = pl_sessions_new (g_test_dbus_get_bus_address (bus), on_change, NULL);
}

static void
tear_down (void)
{
  g_clear_pointer (&sessions, pl_sessions_free);
  g_clear_object (&connection);
  if (logind != NULL)
    stop_logind ();
  g_test_dbus_stop (bus);
  g_clear_object (&bus);
}

/* Waits for the thing; the test's own time limit ends what never comes. */
#define wait_for(condition)                                                                        \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

static void
call (const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      connection, "org.freedesktop.login1", "/org/freedesktop/login1", "org.porchlight.Practice",
      method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  ck_assert_msg (reply != NULL, "%s", error ? error->message : "");
}

static void
set (const char *name, GVariant *value)
{
  call ("Set", g_variant_new ("(ssv)", "1", name, value));
}

static void
hint (const char *name, gboolean value)
{
  set (name, g_variant_new_boolean (value));
}

START_TEST (a_session_that_is_there_already_is_found)
{
  ck_assert (!pl_sessions_is_settled (sessions) && !pl_sessions_present (sessions, SAM));
  wait_for (pl_sessions_is_settled (sessions));
  ck_assert (pl_sessions_present (sessions, SAM) && pl_sessions_in_use (sessions, SAM));
  ck_assert (!pl_sessions_present (sessions, SAM + 1));
}
END_TEST

START_TEST (a_lock_and_an_idle_hint_and_a_switch_end_its_use)
{
  const char *const hints[] = { "LockedHint", "IdleHint", "Active" };

  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++) {
    gboolean away = i < 2;
    wait_for (told_in_use);
    hint (hints[i], away);
    wait_for (!told_in_use);
    ck_assert (pl_sessions_present (sessions, SAM));
    hint (hints[i], !away);
  }
}
END_TEST

START_TEST (the_use_of_one_of_several_is_use)
{
  hint ("LockedHint", TRUE);
  wait_for (pl_sessions_is_settled (sessions) && !pl_sessions_in_use (sessions, SAM));
  call ("Add", g_variant_new ("(sus)", "7", SAM, "user"));
  wait_for (pl_sessions_in_use (sessions, SAM));
}
END_TEST

START_TEST (a_flicker_between_two_looks_hides_no_use)
{
  wait_for (changes > 0 && pl_sessions_in_use (sessions, SAM));
  hint ("LockedHint", TRUE);
  wait_for (!pl_sessions_in_use (sessions, SAM));
  guint before = changes;
  for (int i = 0; i < 50; i++) {
    hint ("LockedHint", FALSE);
    hint ("LockedHint", TRUE);
  }
  wait_for (pl_sessions_in_use (sessions, SAM));
  wait_for (!pl_sessions_in_use (sessions, SAM));
  /* told once for the use, once for its end, not a hundred times */
  ck_assert_uint_le (changes - before, 3);
}
END_TEST

START_TEST (sleep_is_no_use)
{
  wait_for (told_in_use);
  guint before = changes;
  call ("Sleep", g_variant_new ("(b)", TRUE));
  wait_for (changes > before);
  ck_assert_msg (!told_in_use, "not for a second longer");
  call ("Sleep", g_variant_new ("(b)", FALSE));
  wait_for (told_in_use);
}
END_TEST

START_TEST (what_is_no_persons_session_does_not_count)
{
  const char *const kinds[] = { "manager", "background", "greeter", "lock-screen" };

  wait_for (pl_sessions_present (sessions, SAM));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    call ("Add", g_variant_new ("(sus)", (const char *const[]){ "2", "3", "4", "5" }[i], SAM + 1,
                                kinds[i]));
  set ("State", g_variant_new_string ("closing"));
  wait_for (!pl_sessions_present (sessions, SAM));
  ck_assert (!pl_sessions_present (sessions, SAM + 1));
}
END_TEST

START_TEST (ending_a_session_is_the_session_managers_work)
{
  wait_for (pl_sessions_present (sessions, SAM));
  pl_sessions_lock (sessions, "1");
  wait_for (!pl_sessions_in_use (sessions, SAM));
  pl_sessions_end (sessions, "1");
  wait_for (!pl_sessions_present (sessions, SAM));
}
END_TEST

START_TEST (a_session_manager_that_starts_again_changes_nothing)
{
  wait_for (pl_sessions_present (sessions, SAM));
  stop_logind ();
  guint before = changes;
  start_logind ();
  wait_for (changes > before);
  ck_assert (pl_sessions_present (sessions, SAM) && pl_sessions_is_known (sessions));
}
END_TEST

START_TEST (without_a_session_manager_nobody_is_here)
{
  g_clear_pointer (&sessions, pl_sessions_free);
  stop_logind ();
  sessions = pl_sessions_new (g_test_dbus_get_bus_address (bus), on_change, NULL);
  wait_for (pl_sessions_is_settled (sessions));
  ck_assert (!pl_sessions_is_known (sessions) && !pl_sessions_present (sessions, SAM));
}
END_TEST

int
main (int argc, char **argv)
{
  const TTest *const tests[] = {
    a_session_that_is_there_already_is_found,
    a_lock_and_an_idle_hint_and_a_switch_end_its_use,
    the_use_of_one_of_several_is_use,
    a_flicker_between_two_looks_hides_no_use,
    sleep_is_no_use,
    what_is_no_persons_session_does_not_count,
    ending_a_session_is_the_session_managers_work,
    a_session_manager_that_starts_again_changes_nothing,
    without_a_session_manager_nobody_is_here,
    NULL,
  };

  if (argc != 2)
    return EXIT_FAILURE;
  logind_path = argv[1];
  return pl_tap_main_with ("sessions", tests, 30, set_up, tear_down);
}
