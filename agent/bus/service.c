/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/service.h"

#include "agent/bus/authority.h"
#include "agent/bus/callers.h"
#include "agent/bus/contract.h"
#include "agent/bus/gate.h"

/* How long to leave a bus alone that does not take us. */
#define RETRY_S 5

struct _PlBusService {
  char *address;
  PlBusAgent agent;
  PlCallers *callers;
  PlGate *gate; /* NULL while not on the bus */
  GCancellable *cancellable;
  GDBusConnection *connection; /* NULL while not on the bus */
  guint name;
  guint retry;
};

/* Ends the call. */
static void
refuse (GDBusMethodInvocation *invocation, GDBusError code, const char *why)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);

  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, code, "%s %s", method, why);
}

/* A call that the table allows, while polkit is asked whether the person has proved themselves. */
typedef struct {
  const PlCallEntry *entry;
  PlCall call;
} Pending;

static void
on_proved (gboolean authorized, gpointer data)
{
  g_autofree Pending *pending = data;
  const PlHousehold *household = pl_enforcer_household (pending->call.agent->enforcer);

  /* A password takes its time, and the household may be another by now. */
  if (authorized && pl_role_of (household, pending->call.caller) == pending->call.role)
    pending->entry->answer (g_memdup2 (&pending->call, sizeof pending->call));
  else
    refuse (pending->call.invocation, G_DBUS_ERROR_ACCESS_DENIED,
            "needs a member of staff in their own session");
}

static void
prove (Pending *pending)
{
  GDBusMethodInvocation *invocation = pending->call.invocation;
  GDBusMessage *message = g_dbus_method_invocation_get_message (invocation);
  gboolean interactive =
      g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION;

  if (pending->entry->action == NULL || pending->call.role == PL_ROLE_ROOT)
    on_proved (TRUE, pending);
  else
    pl_authority_check (g_dbus_method_invocation_get_sender (invocation), pending->entry->action,
                        interactive, on_proved, pending);
}

static void
on_identified (GDBusMethodInvocation *invocation, gboolean known, uid_t uid, gpointer data)
{
  PlBusService *service = data;
  GVariant *arguments = g_dbus_method_invocation_get_parameters (invocation);
  const PlCallEntry *entry =
      pl_calls_find (g_dbus_method_invocation_get_interface_name (invocation),
                     g_dbus_method_invocation_get_method_name (invocation));
  PlRole role =
      known ? pl_role_of (pl_enforcer_household (service->agent.enforcer), uid) : PL_ROLE_OTHER;

  if (known && service->gate != NULL)
    pl_gate_know (service->gate, g_dbus_method_invocation_get_sender (invocation), uid,
                  !(role & (PL_ROLE_STAFF | PL_ROLE_ROOT)));
  if (!known) {
    refuse (invocation, G_DBUS_ERROR_LIMITS_EXCEEDED, "is called too often");
  } else if (entry == NULL || !(entry->roles & role)) {
    refuse (invocation, G_DBUS_ERROR_ACCESS_DENIED, "is not yours to call");
  } else if (g_variant_get_size (arguments) > entry->arguments) {
    refuse (invocation, G_DBUS_ERROR_LIMITS_EXCEEDED, "does not take so much");
  } else {
    Pending *pending = g_new (Pending, 1);
    *pending = (Pending){ entry, { &service->agent, invocation, arguments, uid, role } };
    prove (pending);
  }
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
  PlBusService *service = data;

  pl_callers_identify (service->callers, invocation);
}

static gboolean
publish (PlBusService *service, GDBusConnection *connection, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };
  const GDBusInterfaceInfo *const interfaces[] = {
    &org_porchlight_agent1_interface,           &org_porchlight_agent1_child_interface,
    &org_porchlight_agent1_staff_interface,     &org_porchlight_agent1_audit_interface,
    &org_porchlight_agent1_decisions_interface, &org_porchlight_agent1_sites_interface,
    &org_porchlight_agent1_profiles_interface,  &org_porchlight_agent1_codes_interface,
    &org_porchlight_agent1_rules_interface,     &org_porchlight_agent1_shifts_interface,
    &org_porchlight_agent1_records_interface,   &org_porchlight_agent1_accounts_interface,
    &org_porchlight_agent1_readers_interface,   &org_porchlight_agent1_concerns_interface,
    &org_porchlight_agent1_routes_interface,
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
  g_clear_pointer (&service->gate, pl_gate_unref);
  g_clear_pointer (&service->callers, pl_callers_free);
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
  service->callers = pl_callers_new (on_identified, service);
  if (connection == NULL || !publish (service, connection, &error)) {
    g_warning ("bus: %s; trying again", error->message);
    g_clear_pointer (&service->callers, pl_callers_free);
    service->retry = g_timeout_add_seconds (RETRY_S, on_retry, service);
    return;
  }
  service->connection = g_steal_pointer (&connection);
  service->gate = pl_gate_new (service->connection);
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

/* To the child's own connections, one by one: what is said of one child is nobody else's to hear. */
static void
on_notice (uid_t uid, PlNotice notice, gint64 in_ms, gpointer data)
{
  static const char *const whats[] = {
    [PL_NOTICE_TIME] = "time",
    [PL_NOTICE_LEAVE] = "leave",
    [PL_NOTICE_VISIT] = "visit",
  };
  PlBusService *service = data;

  if (service->connection == NULL)
    return;
  g_autoptr (GPtrArray) names = pl_callers_of (service->callers, uid);
  for (guint i = 0; i < names->len; i++)
    g_dbus_connection_emit_signal (service->connection, names->pdata[i], PL_BUS_PATH,
                                   "org.porchlight.Agent1.Child", "TimeEnding",
                                   g_variant_new ("(sx)", whats[notice], in_ms / 1000), NULL);
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
  pl_enforcer_on_notice (agent->enforcer, on_notice, service);
  join (service);
  return service;
}

void
pl_bus_service_free (PlBusService *service)
{
  if (service == NULL)
    return;
  pl_enforcer_on_notice (service->agent.enforcer, NULL, NULL);
  g_cancellable_cancel (service->cancellable);
  g_clear_object (&service->cancellable);
  g_clear_handle_id (&service->retry, g_source_remove);
  leave (service);
  g_free (service->address);
  g_free (service);
}

void
pl_bus_service_notice (PlBusService *service, uid_t uid)
{
  if (service->connection == NULL)
    return;
  g_autoptr (GPtrArray) names = pl_callers_of (service->callers, uid);
  for (guint i = 0; i < names->len; i++)
    g_dbus_connection_emit_signal (service->connection, names->pdata[i], PL_BUS_PATH,
                                   "org.porchlight.Agent1.Routes", "SomethingWaits", NULL, NULL);
}
