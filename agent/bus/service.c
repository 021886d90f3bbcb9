/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/service.h"

#include "agent/bus/contract.h"

struct _PlBusService {
  GDBusConnection *connection;
  PlBusAgent agent;
  guint name;
  GArray *objects; /* of guint: registrations */
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
publish (PlBusService *service, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };
  const GDBusInterfaceInfo *const interfaces[] = {
    &org_porchlight_agent1_interface,
    &org_porchlight_agent1_child_interface,
    &org_porchlight_agent1_staff_interface,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (interfaces); i++) {
    guint id = g_dbus_connection_register_object (service->connection, PL_BUS_PATH,
                                                  (GDBusInterfaceInfo *)interfaces[i], &vtable,
                                                  service, NULL, error);
    if (id == 0)
      return FALSE;
    g_array_append_val (service->objects, id);
  }
  return TRUE;
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer data)
{
  g_critical ("bus: %s belongs to somebody else", name);
}

PlBusService *
pl_bus_service_new (GDBusConnection *connection, const PlBusAgent *agent, GError **error)
{
  g_autoptr (PlBusService) service = g_new0 (PlBusService, 1);

  service->connection = g_object_ref (connection);
  service->agent = *agent;
  service->objects = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!publish (service, error))
    return NULL;
  service->name = g_bus_own_name_on_connection (
      connection, PL_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, on_name_lost, NULL, NULL);
  return g_steal_pointer (&service);
}

void
pl_bus_service_free (PlBusService *service)
{
  if (service == NULL)
    return;
  g_clear_handle_id (&service->name, g_bus_unown_name);
  for (guint i = 0; i < service->objects->len; i++)
    g_dbus_connection_unregister_object (service->connection,
                                         g_array_index (service->objects, guint, i));
  g_array_unref (service->objects);
  g_clear_object (&service->connection);
  g_free (service);
}
