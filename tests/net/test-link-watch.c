/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/link-watch.h"

#include <gio/gio.h>
#include <string.h>

#include "tests/folder.h"
#include "tests/tap.h"

#define WIFI  "802-11-wireless"
#define CABLE "802-3-ethernet"

static const char *manager_path;
static char *devices;
static GTestDBus *bus;
static GDBusConnection *connection;
static GSubprocess *manager;
static PlLinkWatch *watch;
static PlLinks links;

/* Waits for the thing; the test's own time limit ends what never comes. */
#define wait_for(condition)                                                                        \
  while (pl_link_watch_links (watch, &links), !(condition))                                        \
  g_main_context_iteration (NULL, TRUE)

static void
on_change (gpointer data)
{
}

static void
start_manager (void)
{
  g_autoptr (GError) error = NULL;
  char line[5];
  gsize n;

  manager = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/usr/bin/python3", "-B",
                              manager_path, g_test_dbus_get_bus_address (bus), NULL);
  ck_assert_msg (manager != NULL, "%s", error ? error->message : "");
  ck_assert (g_input_stream_read_all (g_subprocess_get_stdout_pipe (manager), line, sizeof line, &n,
                                      NULL, NULL));
}

static void
stop_manager (void)
{
  g_subprocess_force_exit (manager);
  g_subprocess_wait (manager, NULL, NULL);
  g_clear_object (&manager);
}

static void
start_watch (void)
{
  watch = pl_link_watch_new (g_test_dbus_get_bus_address (bus), devices, on_change, NULL);
}

static void
set_up (void)
{
  devices = pl_test_folder ();
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, NULL);
}

static void
tear_down (void)
{
  g_clear_pointer (&watch, pl_link_watch_free);
  g_clear_object (&connection);
  if (manager != NULL)
    stop_manager ();
  g_test_dbus_stop (bus);
  g_clear_object (&bus);
  pl_test_remove (devices);
  g_clear_pointer (&devices, g_free);
}

static void
call (const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      connection, "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager",
      "org.porchlight.Practice", method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  ck_assert_msg (reply != NULL, "%s", error ? error->message : "");
}

static void
connect_to (const char *type, const char *ssid, const char *driver, guint metered)
{
  GVariant *bytes = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, ssid, strlen (ssid), 1);

  call ("Connect", g_variant_new ("(s@aysu)", type, bytes, driver, metered));
}

static gboolean
is_on (const char *ssid)
{
  return links.known && links.n == 1 && links.links[0].length == strlen (ssid) &&
         memcmp (links.links[0].ssid, ssid, strlen (ssid)) == 0;
}

START_TEST (the_network_that_the_computer_is_on_is_known_by_its_name)
{
  start_manager ();
  start_watch ();
  wait_for (links.known);
  ck_assert_uint_eq (links.n, 0);
  connect_to (WIFI, "Oak House", "iwlwifi", 4);
  wait_for (links.n == 1);
  ck_assert_uint_eq (links.links[0].kind, PL_LINK_WIFI);
  ck_assert (is_on ("Oak House"));
  ck_assert (!links.links[0].hotspot);
}
END_TEST

START_TEST (a_change_of_networks_is_told)
{
  start_manager ();
  connect_to (WIFI, "Oak House", "iwlwifi", 0);
  start_watch ();
  wait_for (is_on ("Oak House"));
  call ("Disconnect", NULL);
  wait_for (links.n == 0);
  connect_to (WIFI, "Oak Staff", "iwlwifi", 0);
  wait_for (is_on ("Oak Staff"));
}
END_TEST

START_TEST (a_phone_is_known_by_its_driver_its_kind_or_what_it_says_of_itself)
{
  start_manager ();
  start_watch ();
  connect_to (CABLE, "", "e1000e", 0);
  connect_to (CABLE, "", "rndis_host", 0);
  connect_to ("bluetooth", "", "bluez", 0);
  connect_to ("gsm", "", "qmi_wwan", 0);
  connect_to (WIFI, "Sam's phone", "iwlwifi", 3);
  wait_for (links.n == 5);

  guint kinds[3] = { 0 }, hotspots = 0;
  for (guint i = 0; i < links.n; i++) {
    kinds[links.links[i].kind]++;
    hotspots += links.links[i].hotspot ? 1 : 0;
  }
  ck_assert_uint_eq (kinds[PL_LINK_WIRED], 1);
  ck_assert_uint_eq (kinds[PL_LINK_PHONE], 3);
  ck_assert_uint_eq (kinds[PL_LINK_WIFI], 1);
  ck_assert_uint_eq (hotspots, 1);
}
END_TEST

START_TEST (what_rides_on_another_connection_does_not_count)
{
  start_manager ();
  start_watch ();
  connect_to ("vpn", "", "", 0);
  connect_to ("bridge", "", "bridge", 0);
  connect_to (WIFI, "Oak House", "iwlwifi", 0);
  wait_for (is_on ("Oak House"));
}
END_TEST

START_TEST (a_name_that_is_longer_than_one_can_be_is_none)
{
  start_manager ();
  start_watch ();
  connect_to (WIFI, "123456789012345678901234567890123", "iwlwifi", 0);
  wait_for (links.n == 1);
  ck_assert_uint_eq (links.links[0].length, 0);
}
END_TEST

START_TEST (more_links_than_can_be_looked_at_are_not_known)
{
  start_manager ();
  for (guint i = 0; i <= PL_LINKS_MAX; i++)
    connect_to (CABLE, "", "e1000e", 0);
  start_watch ();
  wait_for (pl_link_watch_is_settled (watch));
  ck_assert (!links.known);
}
END_TEST

START_TEST (without_a_manager_nobody_can_tell_but_that_there_is_no_wifi)
{
  start_watch ();
  wait_for (pl_link_watch_is_settled (watch));
  ck_assert (!links.known && !links.wireless);
  pl_test_write (devices, "wlan0/phy80211", "");
  pl_link_watch_links (watch, &links);
  ck_assert (links.wireless);
}
END_TEST

START_TEST (one_that_starts_again_changes_nothing_and_one_that_stays_away_is_told)
{
  start_manager ();
  connect_to (WIFI, "Oak House", "iwlwifi", 0);
  start_watch ();
  wait_for (is_on ("Oak House"));
  stop_manager ();
  start_manager ();
  connect_to (WIFI, "Oak Garden", "iwlwifi", 0);
  do {
    pl_link_watch_links (watch, &links);
    ck_assert (links.known);
    g_main_context_iteration (NULL, TRUE);
  } while (!is_on ("Oak Garden"));
  stop_manager ();
  wait_for (!links.known);
}
END_TEST

int
main (int argc, char **argv)
{
  const TTest *const tests[] = {
    the_network_that_the_computer_is_on_is_known_by_its_name,
    a_change_of_networks_is_told,
    a_phone_is_known_by_its_driver_its_kind_or_what_it_says_of_itself,
    what_rides_on_another_connection_does_not_count,
    a_name_that_is_longer_than_one_can_be_is_none,
    more_links_than_can_be_looked_at_are_not_known,
    without_a_manager_nobody_can_tell_but_that_there_is_no_wifi,
    one_that_starts_again_changes_nothing_and_one_that_stays_away_is_told,
    NULL,
  };

  manager_path = argv[1];
  return pl_tap_main_with ("link-watch", tests, 40, set_up, tear_down);
}
