/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/service.h"

#include "agent/bus-link.h"
#include "agent/bus/authority.h"
#include "agent/bus/callers.h"
#include "agent/bus/contract.h"
#include "agent/bus/gate.h"
#include "agent/records/accounts.h"

struct _PlBusService {
  PlBusAgent agent;
  PlBusLink *link;
  PlCallers *callers; /* NULL while not on the bus, as is the gate */
  PlGate *gate;
  guint name;
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
            g_str_has_suffix (pending->entry->action, ".change-home")
                ? "needs a manager in their own session"
                : "needs a member of staff in their own session");
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
    *pending = (Pending){ entry,
                          { &service->agent, invocation, arguments, uid, role,
                            pl_call_tells_staff (entry), NULL } };
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
    &org_porchlight_agent1_routes_interface,    &org_porchlight_agent1_home_interface,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (interfaces); i++)
    if (g_dbus_connection_register_object (connection, PL_BUS_PATH,
                                           (GDBusInterfaceInfo *)interfaces[i], &vtable, service,
                                           NULL, error) == 0)
      return FALSE;
  return TRUE;
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer data)
{
  if (connection != NULL && !g_dbus_connection_is_closed (connection))
    g_critical ("bus: %s belongs to somebody else", name);
}

static gboolean
on_joined (GDBusConnection *connection, gpointer data, GError **error)
{
  PlBusService *service = data;

  service->callers = pl_callers_new (on_identified, service);
  if (!publish (service, connection, error))
    return FALSE;
  service->gate = pl_gate_new (connection);
  pl_news_join (service->agent.news, connection, service->callers);
  service->name = g_bus_own_name_on_connection (
      connection, PL_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, on_name_lost, NULL, NULL);
  return TRUE;
}

static void
leave (PlBusService *service)
{
  pl_news_leave (service->agent.news);
  g_clear_handle_id (&service->name, g_bus_unown_name);
  g_clear_pointer (&service->gate, pl_gate_unref);
  g_clear_pointer (&service->callers, pl_callers_free);
}

static void
on_left (const GError *error, gpointer data)
{
  g_warning ("bus: %s; trying again", error != NULL ? error->message : "the connection is closed");
  leave (data);
}

static void
on_notice (uid_t uid, PlNotice notice, gint64 in_ms, gpointer data)
{
  PlNews *news = ((PlBusService *)data)->agent.news;

  if (notice == PL_NOTICE_VISIT_BEGINS)
    pl_news_tell (news, uid, PL_NEWS_VISIT);
  else
    pl_news_tell_end (news, uid, notice, in_ms);
}

static void
on_changed (uid_t uid, gpointer data)
{
  const PlBusAgent *agent = &((PlBusService *)data)->agent;

  pl_news_tell (agent->news, uid, PL_NEWS_CHANGED);
  pl_news_tell_staff (agent->news, pl_enforcer_household (agent->enforcer)->staff);
}

/* A reader said something to a child in a concern: on the screen an answer is like any other (C5). */
static void
on_answered (const char *child, gpointer data)
{
  const PlBusAgent *agent = &((PlBusService *)data)->agent;
  uid_t uid;

  if (pl_account_uid (child, &uid) &&
      pl_household_child (pl_enforcer_household (agent->enforcer), uid) != NULL)
    pl_news_tell (agent->news, uid, PL_NEWS_ANSWERED);
}

PlBusService *
pl_bus_service_new (const char *address, const PlBusAgent *agent)
{
  static const PlBusLinkCalls link = { on_joined, on_left };
  PlBusService *service = g_new0 (PlBusService, 1);

  service->agent = *agent;
  service->agent.news = pl_news_new (agent->store);
  pl_enforcer_on_notice (agent->enforcer, on_notice, service);
  pl_enforcer_on_changed (agent->enforcer, on_changed, service);
  pl_concern_watch_on_answered (agent->concerns, on_answered, service);
  service->link = pl_bus_link_new (address, &link, service);
  return service;
}

void
pl_bus_service_free (PlBusService *service)
{
  if (service == NULL)
    return;
  pl_enforcer_on_notice (service->agent.enforcer, NULL, NULL);
  pl_enforcer_on_changed (service->agent.enforcer, NULL, NULL);
  pl_concern_watch_on_answered (service->agent.concerns, NULL, NULL);
  leave (service);
  pl_bus_link_free (service->link);
  pl_news_free (service->agent.news);
  g_free (service);
}

void
pl_bus_service_tell (PlBusService *service, uid_t uid, PlNewsKind kind)
{
  pl_news_tell (service->agent.news, uid, kind);
}
