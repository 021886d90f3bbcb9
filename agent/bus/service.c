/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/service.h"

#include "agent/bus/contract.h"

/* How long to leave a bus alone that does not take us. */
#define RETRY_S 5

struct _PlBusService {
  char *address;
  PlBusAgent agent;
  GCancellable *cancellable;
  GDBusConnection *connection; /* NULL while not on the bus */
  guint name;
  guint retry;
};

typedef struct {
  PlBusService *service;
  GDBusMethodInvocation *invocation;
} Pending;

static void
on_caller_known (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Pending *pending = data;
  GDBusMethodInvocation *invocation = pending->invocation;
  const PlBusAgent *agent = &pending->service->agent;
  const char *interface = g_dbus_method_invocation_get_interface_name (invocation);
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  guint32 uid;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &uid);
  if (reply == NULL ||
      !pl_call_is_allowed (interface, method,
                           pl_role_of (pl_enforcer_household (agent->enforcer), uid)))
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED,
                                           "%s is not yours to call", method);
  else
    g_dbus_method_invocation_return_value (invocation, pl_call (agent, interface, method, uid));
}

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer data)
{
  Pending *pending = g_new (Pending, 1);

  *pending = (Pending){ data, invocation };
  g_dbus_connection_call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "GetConnectionUnixUser",
                          g_variant_new ("(s)", sender), G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_caller_known, pending);
}

static gboolean
publish (PlBusService *service, GDBusConnection *connection, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };
  const GDBusInterfaceInfo *const interfaces[] = {
    &org_porchlight_agent1_interface,
    &org_porchlight_agent1_child_interface,
    &org_porchlight_agent1_staff_interface,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (interfaces); i++)
    if (g_dbus_connection_register_object (connection, PL_BUS_PATH,
                                           (GDBusInterfaceInfo *)interfaces[i], &vtable, service,
                                           NULL, error) == 0)
      return FALSE;
  return TRUE;
}

static void join (PlBusService *service);

static gboolean
on_retry (gpointer data)
{
  PlBusService *service = data;

  service->retry = 0;
  join (service);
  return G_SOURCE_REMOVE;
}

static void
leave (PlBusService *service)
{
  g_clear_handle_id (&service->name, g_bus_unown_name);
  if (service->connection != NULL)
    g_signal_handlers_disconnect_by_data (service->connection, service);
  g_clear_object (&service->connection);
}

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer data)
{
  PlBusService *service = data;

  g_warning ("bus: the connection is closed; trying again");
  leave (service);
  service->retry = g_timeout_add_seconds (RETRY_S, on_retry, service);
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer data)
{
  if (connection != NULL && !g_dbus_connection_is_closed (connection))
    g_critical ("bus: %s belongs to somebody else", name);
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection =
      g_dbus_connection_new_for_address_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlBusService *service = data;
  if (connection == NULL || !publish (service, connection, &error)) {
    g_warning ("bus: %s; trying again", error->message);
    service->retry = g_timeout_add_seconds (RETRY_S, on_retry, service);
    return;
  }
  service->connection = g_steal_pointer (&connection);
  g_signal_connect (service->connection, "closed", G_CALLBACK (on_closed), service);
  service->name =
      g_bus_own_name_on_connection (service->connection, PL_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                    NULL, on_name_lost, NULL, NULL);
}

static void
join (PlBusService *service)
{
  g_dbus_connection_new_for_address (service->address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, service->cancellable, on_joined, service);
}

PlBusService *
pl_bus_service_new (const char *address, const PlBusAgent *agent)
{
  PlBusService *service = g_new0 (PlBusService, 1);

  service->address = address != NULL
                         ? g_strdup (address)
                         : g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  service->agent = *agent;
  service->cancellable = g_cancellable_new ();
  join (service);
  return service;
}

void
pl_bus_service_free (PlBusService *service)
{
  if (service == NULL)
    return;
  g_cancellable_cancel (service->cancellable);
  g_clear_object (&service->cancellable);
  g_clear_handle_id (&service->retry, g_source_remove);
  leave (service);
  g_free (service->address);
  g_free (service);
}
