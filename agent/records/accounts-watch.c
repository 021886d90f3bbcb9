/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/accounts-watch.h"

#include <gio/gio.h>

/* One command writes several, and what caches them (nscd) hears of it, too. What comes later begins another wait: the last
 * change is never missed, and no stream of them puts the first one off for ever (as agent/occasion.c has it). */
#define SETTLE_MS 500

/* The last has when an account expires. */
static const char *const files[] = { "/etc/passwd", "/etc/group", "/etc/shadow" };

struct _PlAccountsWatch {
  GFileMonitor *monitors[G_N_ELEMENTS (files)]; /* NULL: it cannot be watched */
  guint settled;
  void (*changed) (gpointer data);
  gpointer data;
};

static gboolean
on_settled (gpointer data)
{
  PlAccountsWatch *watch = data;

  watch->settled = 0;
  watch->changed (watch->data);
  return G_SOURCE_REMOVE;
}

static void
on_changed (PlAccountsWatch *watch)
{
  if (watch->settled == 0)
    watch->settled = g_timeout_add (SETTLE_MS, on_settled, watch);
}

PlAccountsWatch *
pl_accounts_watch_new (void (*changed) (gpointer data), gpointer data)
{
  PlAccountsWatch *watch = g_new0 (PlAccountsWatch, 1);

  watch->changed = changed;
  watch->data = data;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GFile) file = g_file_new_for_path (files[i]);
    watch->monitors[i] = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
    if (watch->monitors[i] != NULL)
      g_signal_connect_swapped (watch->monitors[i], "changed", G_CALLBACK (on_changed), watch);
  }
  return watch;
}

void
pl_accounts_watch_free (PlAccountsWatch *watch)
{
  if (watch == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    if (watch->monitors[i] != NULL)
      g_signal_handlers_disconnect_by_data (watch->monitors[i], watch);
    g_clear_object (&watch->monitors[i]);
  }
  g_clear_handle_id (&watch->settled, g_source_remove);
  g_free (watch);
}
