/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/link-watch.h"

#include <string.h>

#include "agent/bus-peer.h"

#define NM_NAME      "org.freedesktop.NetworkManager"
#define NM_ROOT      "/org/freedesktop"
#define NM_ACTIVE    NM_NAME ".Connection.Active"
#define NM_DEVICE    NM_NAME ".Device"
#define NM_POINT     NM_NAME ".AccessPoint"
#define DBUS_MANAGER "org.freedesktop.DBus.ObjectManager"
#define DBUS_CHANGES "org.freedesktop.DBus.Properties"

/* A NetworkManager that has not answered by then counts as away. */
#define FIRST_ANSWER_MS 2000
/* A change comes as several signals: they are waited for, and are one question. */
#define QUIET_MS 100

/* NMActiveConnectionState: 1 activating, 2 activated, 3 deactivating. */
#define STATE_FIRST 1
#define STATE_LAST  3
/* NMMetered: guessed, from what a phone says of itself when it hands out addresses. */
#define METERED_GUESS_YES 3

struct _PlLinkWatch {
  PlBusPeer *peer;
  char *devices;
  PlLinksChanged changed;
  gpointer data;
  guint grace;
  guint first_answer;
  guint quiet;
  gboolean asking;
  gboolean again; /* something changed while it was being asked */
  gboolean settled;
  PlLinks links;
};

/* What NetworkManager has: its objects by path, each with its properties by interface. */
typedef GVariant Objects; /* a{oa{sa{sv}}} */

/* A property of an object; NULL if there is no such, or of another type. Transfer full. */
static GVariant *
property (
    Objects *objects, const char *path, const char *interface, const char *name, const char *type)
{
  g_autoptr (GVariant) object =
      g_variant_lookup_value (objects, path, G_VARIANT_TYPE ("a{sa{sv}}"));
  g_autoptr (GVariant) values =
      object != NULL ? g_variant_lookup_value (object, interface, G_VARIANT_TYPE_VARDICT) : NULL;

  return values != NULL ? g_variant_lookup_value (values, name, G_VARIANT_TYPE (type)) : NULL;
}

static guint32
number (Objects *objects, const char *path, const char *interface, const char *name)
{
  g_autoptr (GVariant) value = property (objects, path, interface, name, "u");

  return value != NULL ? g_variant_get_uint32 (value) : 0;
}

/* The name as it came by radio. What is longer than one can be is none. */
static void
take_ssid (Objects *objects, const char *path, PlLink *link)
{
  g_autoptr (GVariant) point = property (objects, path, NM_ACTIVE, "SpecificObject", "o");
  g_autoptr (GVariant) ssid =
      point != NULL ? property (objects, g_variant_get_string (point, NULL), NM_POINT, "Ssid", "ay")
                    : NULL;
  gsize length = 0;
  const void *bytes = ssid != NULL ? g_variant_get_fixed_array (ssid, &length, 1) : NULL;

  if (length == 0 || length > PL_SSID_MAX)
    return;
  memcpy (link->ssid, bytes, length);
  link->length = (guint8)length;
}

/* The drivers of phones that are plugged in. */
static gboolean
is_phone_driver (const char *driver)
{
  static const char *const drivers[] = {
    "rndis_host", "cdc_ether", "cdc_ncm", "cdc_mbim", "cdc_eem", "ipheth", "qmi_wwan", NULL,
  };

  return g_strv_contains (drivers, driver);
}

/* Of the first device; FALSE if the connection has none that is there. */
static gboolean
take_device (Objects *objects, const char *path, PlLink *link)
{
  g_autoptr (GVariant) devices = property (objects, path, NM_ACTIVE, "Devices", "ao");
  const char *device = NULL;

  if (devices == NULL || g_variant_n_children (devices) == 0)
    return FALSE;
  g_variant_get_child (devices, 0, "&o", &device);
  g_autoptr (GVariant) driver = property (objects, device, NM_DEVICE, "Driver", "s");
  if (link->kind == PL_LINK_WIRED && driver != NULL &&
      is_phone_driver (g_variant_get_string (driver, NULL)))
    link->kind = PL_LINK_PHONE;
  link->hotspot = link->kind == PL_LINK_WIFI &&
                  number (objects, device, NM_DEVICE, "Metered") == METERED_GUESS_YES;
  return TRUE;
}

/* The kinds of connections that reach out of the computer by themselves. */
static gboolean
kind_of (const char *type, PlLinkKind *kind)
{
  static const struct {
    const char *type;
    PlLinkKind kind;
  } types[] = {
    { "802-3-ethernet", PL_LINK_WIRED },
    { "pppoe", PL_LINK_WIRED },
    { "infiniband", PL_LINK_WIRED },
    { "adsl", PL_LINK_WIRED },
    { "802-11-wireless", PL_LINK_WIFI },
    { "802-11-olpc-mesh", PL_LINK_WIFI },
    { "wifi-p2p", PL_LINK_WIFI },
    { "bluetooth", PL_LINK_PHONE },
    { "gsm", PL_LINK_PHONE },
    { "cdma", PL_LINK_PHONE },
    { "wimax", PL_LINK_PHONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type)) {
      *kind = types[i].kind;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_link (Objects *objects, const char *path, PlLink *link)
{
  g_autoptr (GVariant) type = property (objects, path, NM_ACTIVE, "Type", "s");
  guint32 state = number (objects, path, NM_ACTIVE, "State");

  *link = (PlLink){ 0 };
  if (type == NULL || state < STATE_FIRST || state > STATE_LAST ||
      !kind_of (g_variant_get_string (type, NULL), &link->kind) ||
      !take_device (objects, path, link))
    return FALSE;
  if (link->kind == PL_LINK_WIFI)
    take_ssid (objects, path, link);
  return TRUE;
}

static void
read_links (Objects *objects, PlLinks *links)
{
  GVariantIter iter;
  const char *path;

  *links = (PlLinks){ .known = TRUE };
  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_next (&iter, "{&o@a{sa{sv}}}", &path, NULL))
    if (links->n == PL_LINKS_MAX)
      links->known = FALSE; /* more than can be looked at */
    else if (read_link (objects, path, &links->links[links->n]))
      links->n++;
}

/* Telling. */

static void
settle (PlLinkWatch *watch)
{
  watch->settled = TRUE;
  g_clear_handle_id (&watch->first_answer, g_source_remove);
}

static void
take_links (PlLinkWatch *watch, const PlLinks *links)
{
  gboolean news = !watch->settled || memcmp (&watch->links, links, sizeof *links) != 0;

  watch->links = *links;
  settle (watch);
  if (news)
    watch->changed (watch->data);
}

static void ask (PlLinkWatch *watch);

static void
on_objects (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  PlLinks links;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLinkWatch *watch = data;
  watch->asking = FALSE;
  if (reply == NULL) {
    g_warning ("NetworkManager: %s", error->message);
    return;
  }
  g_autoptr (GVariant) objects = g_variant_get_child_value (reply, 0);
  read_links (objects, &links);
  take_links (watch, &links);
  if (watch->again)
    ask (watch);
}

static void
ask (PlLinkWatch *watch)
{
  watch->again = watch->asking;
  if (watch->asking || !pl_bus_peer_is_on (watch->peer))
    return;
  watch->asking = TRUE;
  pl_bus_peer_call (watch->peer, NM_ROOT, DBUS_MANAGER, "GetManagedObjects", NULL,
                    "(a{oa{sa{sv}}})", on_objects, watch);
}

static gboolean
on_quiet (gpointer data)
{
  PlLinkWatch *watch = data;

  watch->quiet = 0;
  ask (watch);
  return G_SOURCE_REMOVE;
}

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer data)
{
  PlLinkWatch *watch = data;

  if (watch->quiet == 0)
    watch->quiet = g_timeout_add (QUIET_MS, on_quiet, watch);
}

/* The service. */

static void
give_up (PlLinkWatch *watch)
{
  PlLinks unknown = { .known = FALSE };

  take_links (watch, &unknown);
}

static gboolean
on_grace_over (gpointer data)
{
  PlLinkWatch *watch = data;

  watch->grace = 0;
  give_up (watch);
  return G_SOURCE_REMOVE;
}

static gboolean
on_no_answer (gpointer data)
{
  PlLinkWatch *watch = data;

  watch->first_answer = 0;
  give_up (watch);
  return G_SOURCE_REMOVE;
}

/* The manager's own changes, and those of its connections; access points and counters change all the time, and are
 * not listened to. */
static void
on_joined (PlBusPeer *peer, gpointer data)
{
  pl_bus_peer_subscribe (peer, DBUS_CHANGES, "PropertiesChanged", NULL, NM_NAME, on_signal);
  pl_bus_peer_subscribe (peer, DBUS_CHANGES, "PropertiesChanged", NULL, NM_ACTIVE, on_signal);
}

static void
on_appeared (PlBusPeer *peer, gpointer data)
{
  PlLinkWatch *watch = data;

  g_clear_handle_id (&watch->grace, g_source_remove);
  watch->asking = FALSE;
  ask (watch);
}

static void
on_vanished (PlBusPeer *peer, gpointer data)
{
  PlLinkWatch *watch = data;

  watch->asking = FALSE;
  if (!watch->settled)
    give_up (watch);
  else if (watch->links.known && watch->grace == 0)
    watch->grace = g_timeout_add_seconds (PL_LINK_WATCH_GRACE_S, on_grace_over, watch);
}

PlLinkWatch *
pl_link_watch_new (const char *address, const char *devices, PlLinksChanged changed, gpointer data)
{
  PlLinkWatch *watch = g_new0 (PlLinkWatch, 1);
  PlBusPeerOptions peer = {
    .address = address,
    .name = NM_NAME,
    .joined = on_joined,
    .appeared = on_appeared,
    .vanished = on_vanished,
  };

  watch->devices = g_strdup (devices);
  watch->changed = changed;
  watch->data = data;
  watch->first_answer = g_timeout_add (FIRST_ANSWER_MS, on_no_answer, watch);
  watch->peer = pl_bus_peer_new (&peer, watch);
  return watch;
}

void
pl_link_watch_free (PlLinkWatch *watch)
{
  if (watch == NULL)
    return;
  g_clear_pointer (&watch->peer, pl_bus_peer_free);
  g_clear_handle_id (&watch->grace, g_source_remove);
  g_clear_handle_id (&watch->first_answer, g_source_remove);
  g_clear_handle_id (&watch->quiet, g_source_remove);
  g_free (watch->devices);
  g_free (watch);
}

gboolean
pl_link_watch_is_settled (const PlLinkWatch *watch)
{
  return watch->settled;
}

static gboolean
has_wireless (const PlLinkWatch *watch)
{
  g_autoptr (GDir) devices = g_dir_open (watch->devices, 0, NULL);
  const char *name;

  while (devices != NULL && (name = g_dir_read_name (devices)) != NULL) {
    g_autofree char *radio = g_build_filename (watch->devices, name, "phy80211", NULL);
    if (g_file_test (radio, G_FILE_TEST_EXISTS))
      return TRUE;
  }
  return FALSE;
}

void
pl_link_watch_links (const PlLinkWatch *watch, PlLinks *links)
{
  *links = watch->links;
  links->wireless = !links->known && has_wireless (watch);
}
