/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/asking.h"

#define BUS_NAME "org.porchlight.Agent1"
#define BUS_PATH "/org/porchlight/Agent1"

static GVariant *
ask (const char *interface,
     const char *method,
     GVariant *arguments,
     const char *reply_type,
     gpointer cancellable,
     GError **error)
{
  g_autofree char *full = g_strconcat (BUS_NAME, interface, NULL);
  g_autoptr (GVariant) taken = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, cancellable, error);

  if (bus == NULL)
    return NULL;
  /* The person may be typing a password meanwhile. */
  return g_dbus_connection_call_sync (
      bus, BUS_NAME, BUS_PATH, full, method, taken, G_VARIANT_TYPE (reply_type),
      G_DBUS_CALL_FLAGS_NO_AUTO_START | G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION, G_MAXINT,
      cancellable, error);
}

PlExportAgent
pl_asking_agent (GCancellable *cancellable)
{
  return (PlExportAgent){ ask, cancellable };
}
