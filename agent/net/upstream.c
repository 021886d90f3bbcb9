/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/upstream.h"

#include <gio/gio.h>
#include <string.h>

#define DNS_PORT 53

/* systemd-resolved's, NetworkManager's, and what is left on a machine with neither; the first with a resolver counts. */
static const char *const files[] = {
  "/run/systemd/resolve/resolv.conf",
  "/run/NetworkManager/no-stub-resolv.conf",
  "/etc/resolv.conf",
};

/* One file, or the folder in which the way to it will begin. */
typedef struct {
  PlUpstreamWatch *watch;
  const char *file;
  char *place; /* what is watched */
  GFileMonitor *monitor;
} Watched;

struct _PlUpstreamWatch {
  Watched watched[G_N_ELEMENTS (files)];
  void (*changed) (gpointer data);
  gpointer data;
};

/*
 * GLib looks every four seconds for a file whose folder is missing; so then the folder is watched
 * that is there, in which the next one will be made. Transfer full.
 */
static char *
place_of (const char *file)
{
  char *folder = g_path_get_dirname (file);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_free (folder);
    return g_strdup (file);
  }
  while (!g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    char *above = g_path_get_dirname (folder);
    g_free (folder);
    folder = above;
  }
  return folder;
}

static void settle (Watched *watched);

static void
on_changed (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  Watched *watched = data;
  gboolean waited = g_strcmp0 (watched->place, watched->file) != 0;
  g_autofree char *place = place_of (watched->file);

  if (g_strcmp0 (place, watched->place) != 0)
    settle (watched);
  else if (waited || event == G_FILE_MONITOR_EVENT_CHANGED)
    return;
  watched->watch->changed (watched->watch->data);
}

static void
stop (Watched *watched)
{
  if (watched->monitor != NULL)
    g_signal_handlers_disconnect_by_data (watched->monitor, watched);
  g_clear_object (&watched->monitor);
  g_clear_pointer (&watched->place, g_free);
}

static void
settle (Watched *watched)
{
  stop (watched);
  watched->place = place_of (watched->file);
  g_autoptr (GFile) file = g_file_new_for_path (watched->place);
  watched->monitor = strcmp (watched->place, watched->file) == 0
                         ? g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL)
                         : g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (watched->monitor != NULL)
    g_signal_connect (watched->monitor, "changed", G_CALLBACK (on_changed), watched);
}

PlUpstreamWatch *
pl_upstream_watch_new (void (*changed) (gpointer data), gpointer data)
{
  PlUpstreamWatch *watch = g_new0 (PlUpstreamWatch, 1);

  watch->changed = changed;
  watch->data = data;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    watch->watched[i].watch = watch;
    watch->watched[i].file = files[i];
    settle (&watch->watched[i]);
  }
  return watch;
}

void
pl_upstream_watch_free (PlUpstreamWatch *watch)
{
  if (watch == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    stop (&watch->watched[i]);
  g_free (watch);
}

static gboolean
is_loopback (GInetAddress *address)
{
  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address);
}

/* A scoped link-local address cannot be told in a snapshot, which has no interfaces. */
static gboolean
parse_nameserver (const char *text, PlUpstream *upstream)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL || is_loopback (address))
    return FALSE;
  *upstream = (PlUpstream){ .port = DNS_PORT };
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6) {
    memcpy (upstream->address, g_inet_address_to_bytes (address), 16);
  } else {
    upstream->address[10] = upstream->address[11] = 0xff;
    memcpy (upstream->address + 12, g_inet_address_to_bytes (address), 4);
  }
  return TRUE;
}

guint
pl_upstream_parse (const char *text, PlUpstream upstreams[PL_UPSTREAM_MAX])
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 0);
  guint n = 0;

  for (char **line = lines; *line != NULL && n < PL_UPSTREAM_MAX; line++) {
    g_auto (GStrv) words = g_strsplit_set (g_strstrip (*line), " \t", 3);
    if (g_strcmp0 (words[0], "nameserver") == 0 && words[1] != NULL &&
        parse_nameserver (words[1], &upstreams[n]))
      n++;
  }
  return n;
}

guint
pl_upstream_choose (const PlHome *home, PlUpstream upstreams[PL_UPSTREAM_MAX])
{
  if (home != NULL && home->n_upstreams > 0) {
    memcpy (upstreams, home->upstreams, home->n_upstreams * sizeof upstreams[0]);
    return home->n_upstreams;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *text = NULL;
    guint n =
        g_file_get_contents (files[i], &text, NULL, NULL) ? pl_upstream_parse (text, upstreams) : 0;
    if (n > 0)
      return n;
  }
  return 0;
}
