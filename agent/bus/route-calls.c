/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Routes: which routes lead to which reader, and whether they do (C7, C9). */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/records/accounts.h"
#include "agent/records/outbox.h"
#include "agent/records/reader.h"
#include "agent/records/route-test.h"
#include "policy/error.h"
#include <glib/gi18n.h>

static const char *
state_of (const PlReaderRouteState *route)
{
  if (route->answered_ms > 0 && route->answered_ms >= route->asked_ms)
    return "acknowledged";
  if (route->asked_ms == 0)
    return "never-tested";
  return route->sent_ms > 0 ? "sent" : *route->problem != '\0' ? "failed" : "asked";
}

static void
add_route (GVariantBuilder *row, const PlReaderRouteState *route, const PlRoutes *routes)
{
  pl_bus_add_text (row, "route", route->route);
  pl_bus_add_text (row, "address", route->address);
  pl_bus_add_text (row, "state", state_of (route));
  pl_bus_add_text (row, "problem",
                   pl_routes_has (routes, route->route)
                       ? route->problem
                       : NC_ ("said", "routes.conf has no such route"));
  g_variant_builder_add (row, "{sv}", "tested", g_variant_new_boolean (route->answered_ms > 0));
  pl_bus_add_time (row, "asked", route->asked_ms / 1000);
  pl_bus_add_time (row, "sent", route->sent_ms / 1000);
  pl_bus_add_time (row, "acknowledged", route->answered_ms / 1000);
}

static void
add_row (GVariantBuilder *rows,
         const PlReader *reader,
         const PlReaderRouteState *route,
         const GPtrArray *states,
         const PlRoutes *routes)
{
  g_autofree char *id = pl_care_id_text (reader->key.id);
  g_autofree char *all = pl_reader_route_text (states, reader->key.id);
  GVariantBuilder row;

  g_variant_builder_init (&row, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (&row, "reader", id);
  pl_bus_add_text (&row, "name", reader->key.name);
  pl_bus_add_text (&row, "account", reader->account);
  pl_bus_add_text (&row, "role", reader->role);
  pl_bus_add_text (&row, "routes", all);
  if (route != NULL)
    add_route (&row, route, routes);
  g_variant_builder_add (rows, "a{sv}", &row);
}

static void
add_reader (GVariantBuilder *rows,
            const PlReader *reader,
            const GPtrArray *states,
            const PlRoutes *routes)
{
  gboolean any = FALSE;

  if (reader->state == PL_READER_REVOKED)
    return;
  for (guint i = 0; i < states->len; i++) {
    const PlReaderRouteState *state = states->pdata[i];
    if (memcmp (state->reader, reader->key.id, PL_CARE_ID_SIZE) != 0)
      continue;
    add_row (rows, reader, state, states, routes);
    any = TRUE;
  }
  if (!any)
    add_row (rows, reader, NULL, states, routes);
}

void
pl_answer_list_routes (PlCall *call)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) readers = pl_reader_list (call->agent->store, &error);
  g_autoptr (GPtrArray) states =
      readers != NULL ? pl_reader_route_list (call->agent->store, NULL, &error) : NULL;
  GVariantBuilder rows;

  if (states == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < readers->len; i++)
    add_reader (&rows, readers->pdata[i], states, pl_courier_routes (call->agent->courier));
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

void
pl_answer_list_home_routes (PlCall *call)
{
  const PlRoutes *routes = pl_courier_routes (call->agent->courier);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sss)"));
  g_variant_builder_add (&rows, "(sss)", PL_ROUTE_NOTICES, "notices", "");
  if (routes->out.server != NULL)
    g_variant_builder_add (&rows, "(sss)", PL_ROUTE_MAIL, "mail", routes->out.server);
  if (routes->back.server != NULL)
    g_variant_builder_add (&rows, "(sss)", PL_ROUTE_MAIL, "mailbox", routes->back.server);
  for (guint i = 0; i < routes->folders->len; i++) {
    const PlRouteFolder *folder = routes->folders->pdata[i];
    g_variant_builder_add (&rows, "(sss)", folder->id, "folder", folder->path);
  }
  pl_call_return (call, g_variant_new ("(a(sss))", &rows));
}

static gboolean
read_reader (const PlCall *call, const char *text, guint8 id[PL_CARE_ID_SIZE], GError **error)
{
  g_autoptr (GPtrArray) readers = pl_reader_list (call->agent->store, error);

  if (readers == NULL)
    return FALSE;
  if (pl_care_id_parse (text, id) && pl_reader_find (readers, id) != NULL)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" is no reader's id"), text);
  return FALSE;
}

/* What leads nowhere is refused while somebody is there to say it to. */
static gboolean
check_there (const PlRoutes *home, const GPtrArray *routes, GError **error)
{
  for (guint i = 0; i < routes->len; i++) {
    const PlReaderRoute *route = routes->pdata[i];
    if (pl_routes_has (home, route->route))
      continue;
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "routes.conf has no route \"%s\""), route->route);
    return FALSE;
  }
  return TRUE;
}

void
pl_answer_set_routes (PlCall *call)
{
  const PlRoutes *home = pl_courier_routes (call->agent->courier);
  g_auto (PlActor) actor = { 0 };
  g_autoptr (GPtrArray) routes = NULL;
  guint8 reader[PL_CARE_ID_SIZE];
  const char *id, *before, *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s&s)", &id, &before, &text);
  pl_bus_actor_init (&actor, call);
  gboolean done =
      read_reader (call, id, reader, &error) &&
      (routes = pl_reader_routes_parse (text, &error)) != NULL &&
      check_there (home, routes, &error) &&
      pl_reader_route_set (call->agent->store, &actor, reader, before, routes, &error) &&
      pl_reader_route_check (call->agent->store, home, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_test_route (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  guint8 reader[PL_CARE_ID_SIZE];
  const char *id, *route;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s)", &id, &route);
  pl_bus_actor_init (&actor, call);
  gboolean done = read_reader (call, id, reader, &error) &&
                  pl_route_test_send (call->agent->store, &actor, reader, route, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_look_on_routes (PlCall *call)
{
  pl_courier_hurry (call->agent->courier);
  pl_call_return (call, NULL);
}

/* The caller's own: who has no key has none. */
void
pl_answer_list_tests (PlCall *call)
{
  GError *error = NULL;
  g_autofree char *account = pl_account_name (call->caller);
  g_autoptr (GPtrArray) readers = pl_reader_list (call->agent->store, &error);
  const PlReader *reader = readers != NULL ? pl_reader_of (readers, account) : NULL;
  g_autoptr (GPtrArray) tests =
      reader != NULL ? pl_outbox_tests (call->agent->store, reader->key.id, &error) : NULL;
  GVariantBuilder rows;

  if (error != NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aay"));
  for (guint i = 0; tests != NULL && i < tests->len; i++)
    g_variant_builder_add_value (
        &rows, g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, tests->pdata[i], TRUE));
  pl_call_return (call, g_variant_new ("(aay)", &rows));
}

/* It is proof by itself, whoever brings it. */
void
pl_answer_answer_test (PlCall *call)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (call->arguments, 0);
  GError *error = NULL;
  gboolean mine;
  gsize length;
  const guint8 *data = g_variant_get_fixed_array (bytes, &length, 1);
  gboolean done = pl_route_test_receive (call->agent->store, data, length, &mine, &error);

  if (!done && error == NULL)
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_REFUSED,
                         NC_ ("said", "this is no answer to a test"));
  pl_bus_return_done (call, done, error);
}
