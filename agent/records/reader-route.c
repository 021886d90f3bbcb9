/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/reader-route.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "agent/records/outbox-private.h"
#include "agent/records/reader.h"
#include "agent/records/store-private.h"
#include "policy/error.h"

#define SETTINGS_SIZE 16

/* Nothing leads to one whose keys were revoked (D5): what waits for them stays here. ?2: PL_READER_REVOKED. */
#define LEADS_TO_A_READER                                                                          \
  "NOT EXISTS (SELECT 1 FROM reader WHERE reader.id = reader_route.reader AND reader.state = ?2)"

void
pl_reader_route_state_free (PlReaderRouteState *state)
{
  g_free (state->route);
  g_free (state->address);
  g_free (state->problem);
  g_free (state);
}

static PlReaderRouteState *
state_of (sqlite3_stmt *row)
{
  PlReaderRouteState *state = g_new0 (PlReaderRouteState, 1);
  g_autofree char *reader = pl_store_column_text (row, 0);

  pl_care_id_parse (reader, state->reader);
  state->route = pl_store_column_text (row, 1);
  state->address = pl_store_column_text (row, 2);
  state->asked_ms = sqlite3_column_int64 (row, 3);
  state->sent_ms = sqlite3_column_int64 (row, 4);
  state->answered_ms = sqlite3_column_int64 (row, 5);
  state->problem = pl_store_column_text (row, 6);
  return state;
}

GPtrArray *
pl_reader_route_list (PlStore *store, const guint8 *reader, GError **error)
{
  g_autoptr (GPtrArray) states =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_reader_route_state_free);
  g_autofree char *id = reader != NULL ? pl_care_id_text (reader) : NULL;
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT reader, route, address, asked_ms, sent_ms, answered_ms, problem FROM reader_route"
      " WHERE (?1 IS NULL OR reader = ?1) AND " LEADS_TO_A_READER " ORDER BY reader, place",
      PL_TEXT (id), PL_INT (PL_READER_REVOKED));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (states, state_of (rows));
  return got == 0 ? g_steal_pointer (&states) : NULL;
}

char *
pl_reader_route_text (const GPtrArray *states, const guint8 reader[PL_CARE_ID_SIZE])
{
  g_autoptr (GPtrArray) routes =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_reader_route_free);

  for (guint i = 0; i < states->len; i++) {
    const PlReaderRouteState *state = states->pdata[i];
    if (memcmp (state->reader, reader, PL_CARE_ID_SIZE) != 0)
      continue;
    PlReaderRoute *route = g_new0 (PlReaderRoute, 1);
    route->route = g_strdup (state->route);
    route->address = g_strdup (state->address);
    g_ptr_array_add (routes, route);
  }
  return pl_reader_routes_write (routes);
}

/* A test that counts no more need not go. */
static gboolean
withdraw_test (PlStore *store, const char *reader, const char *route, GError **error)
{
  g_autofree char *test = NULL;
  guint8 id[PL_CARE_ID_SIZE];
  int got;

  {
    g_autoptr (sqlite3_stmt) row = pl_store_query (
        store, error, "SELECT test FROM reader_route WHERE reader = ? AND route = ?",
        PL_TEXT (reader), PL_TEXT (route));
    got = row != NULL ? pl_store_next (store, row, error) : -1;
    test = got > 0 ? pl_store_column_text (row, 0) : NULL;
  }
  return got >= 0 && (test == NULL || !pl_care_id_parse (test, id) ||
                      pl_outbox_withdraw (store, id, NULL, error));
}

/* ---- which ---- */

typedef struct {
  const guint8 *reader;
  const char *id; /* of the reader, in text */
  const GPtrArray *routes;
} Setting;

static const PlReaderRoute *
find (const GPtrArray *routes, const char *name)
{
  for (guint i = 0; i < routes->len; i++) {
    const PlReaderRoute *route = routes->pdata[i];
    if (g_str_equal (route->route, name))
      return route;
  }
  return NULL;
}

/* Takes out what is not to be any more, or leads elsewhere. */
static gboolean
forget_old (PlStore *store, const Setting *setting, GError **error)
{
  g_autoptr (GPtrArray) states = pl_reader_route_list (store, setting->reader, error);

  for (guint i = 0; states != NULL && i < states->len; i++) {
    const PlReaderRouteState *state = states->pdata[i];
    const PlReaderRoute *now = find (setting->routes, state->route);
    if (now != NULL && g_str_equal (now->address, state->address))
      continue;
    if (!withdraw_test (store, setting->id, state->route, error) ||
        !pl_store_exec (store, error, "DELETE FROM reader_route WHERE reader = ? AND route = ?",
                        PL_TEXT (setting->id), PL_TEXT (state->route)) ||
        !pl_outbox_forget_route (store, setting->reader, state->route, error))
      return FALSE;
  }
  return states != NULL;
}

static gboolean
set (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Setting *setting = data;
  g_autofree char *text = pl_reader_routes_write (setting->routes);

  pl_payload_text (payload, "reader", setting->id);
  pl_payload_text (payload, "routes", text);
  if (!forget_old (store, setting, error))
    return FALSE;
  for (guint i = 0; i < setting->routes->len; i++) {
    const PlReaderRoute *route = setting->routes->pdata[i];
    if (!pl_store_exec (store, error,
                        "INSERT INTO reader_route VALUES (?, ?, ?, ?, NULL, NULL, 0, 0, 0, '')"
                        " ON CONFLICT DO UPDATE SET place = excluded.place",
                        PL_TEXT (setting->id), PL_INT (i), PL_TEXT (route->route),
                        PL_TEXT (route->address)))
      return FALSE;
  }
  pl_store_outbox_changed (store);
  return TRUE;
}

static gboolean
check_before (PlStore *store,
              const guint8 reader[PL_CARE_ID_SIZE],
              const char *before,
              GError **error)
{
  g_autoptr (GPtrArray) states = pl_reader_route_list (store, reader, error);
  g_autofree char *now = states != NULL ? pl_reader_route_text (states, reader) : NULL;

  return now != NULL && (g_str_equal (now, before) || pl_act_refuse_changed (error));
}

gboolean
pl_reader_route_set (PlStore *store,
                     const PlActor *actor,
                     const guint8 reader[PL_CARE_ID_SIZE],
                     const char *before,
                     const GPtrArray *routes,
                     GError **error)
{
  g_autofree char *id = pl_care_id_text (reader);
  const PlAct act = { actor, "reader-routes", "" };
  Setting setting = { reader, id, routes };

  return check_before (store, reader, before, error) && pl_act (store, &act, set, &setting, error);
}

/* ---- tests ---- */

typedef struct {
  const guint8 *reader;
  const char *route;
  const guint8 *test;
  GBytes *sealed;
} Test;

static gboolean
send_test (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Test *test = data;
  g_autofree char *reader = pl_care_id_text (test->reader);
  g_autofree char *id = pl_care_id_text (test->test);
  PlOutboxMessage message = { .purpose = PL_OUTBOX_TEST,
                              .sealed = test->sealed,
                              .only = test->route };
  PlMoment now;

  pl_store_now (store, &now);
  pl_payload_text (payload, "reader", reader);
  pl_payload_text (payload, "route", test->route);
  if (!withdraw_test (store, reader, test->route, error) ||
      !pl_store_exec (store, error,
                      "UPDATE reader_route SET test = ?, asked_ms = ?, sent_ms = 0, problem = ''"
                      " WHERE reader = ? AND route = ?",
                      PL_TEXT (id), PL_INT (now.wall_ms), PL_TEXT (reader), PL_TEXT (test->route)))
    return FALSE;
  if (pl_store_changed (store) == 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "\"%s\" is no route to this reader"), test->route);
    return FALSE;
  }
  if (!pl_store_exec (store, error, "INSERT INTO route_test VALUES (?, ?)", PL_TEXT (id),
                      PL_TEXT (reader)))
    return FALSE;
  memcpy (message.id, test->test, sizeof message.id);
  memcpy (message.reader, test->reader, sizeof message.reader);
  return pl_outbox_add (store, &message, error);
}

gboolean
pl_reader_route_test (PlStore *store,
                      const PlActor *actor,
                      const guint8 reader[PL_CARE_ID_SIZE],
                      const char *route,
                      const guint8 test[PL_CARE_ID_SIZE],
                      GBytes *sealed,
                      GError **error)
{
  const PlAct act = { actor, "route-test", "" };
  Test sending = { reader, route, test, sealed };

  return pl_act (store, &act, send_test, &sending, error);
}

gboolean
pl_reader_route_tried (PlStore *store,
                       const guint8 test[PL_CARE_ID_SIZE],
                       const char *problem,
                       GError **error)
{
  g_autofree char *id = pl_care_id_text (test);
  PlMoment now;

  pl_store_now (store, &now);
  return pl_store_exec (
      store, error, "UPDATE reader_route SET problem = ?, sent_ms = ? WHERE test = ?",
      PL_TEXT (problem), PL_INT (*problem == '\0' ? now.wall_ms : 0), PL_TEXT (id));
}

/* TRUE and nothing else: that test was asked for once, of that reader. */
static gboolean
was_asked (PlStore *store, const char *test, const char *reader, GError **error)
{
  gint64 asked;

  if (!pl_store_number (store, error, &asked, 0,
                        "SELECT EXISTS (SELECT 1 FROM route_test WHERE test = ? AND reader = ?)",
                        PL_TEXT (test), PL_TEXT (reader)))
    return FALSE;
  if (asked == 0)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "there was no such test"));
  return asked != 0;
}

typedef struct {
  const guint8 *test, *reader;
} Answer;

static gboolean
answer (PlStore *store, gpointer data, GError **error)
{
  const Answer *answered = data;
  g_autofree char *id = pl_care_id_text (answered->test);
  g_autofree char *reader = pl_care_id_text (answered->reader);
  PlMoment now;

  pl_store_now (store, &now);
  /* A reader may have it before the agent knows that the route took it. */
  if (!pl_store_exec (store, error,
                      "UPDATE reader_route SET test = NULL, answered_ms = ?1, problem = '',"
                      " sent_ms = CASE sent_ms WHEN 0 THEN ?1 ELSE sent_ms END"
                      " WHERE test = ?2 AND reader = ?3",
                      PL_INT (now.wall_ms), PL_TEXT (id), PL_TEXT (reader)))
    return FALSE;
  if (pl_store_changed (store) == 0)
    return was_asked (store, id, reader, error);
  return pl_outbox_acknowledge (store, answered->test, answered->reader, NULL, error);
}

gboolean
pl_reader_route_answered (PlStore *store,
                          const guint8 test[PL_CARE_ID_SIZE],
                          const guint8 reader[PL_CARE_ID_SIZE],
                          GError **error)
{
  Answer answered = { test, reader };

  return pl_store_transact (store, answer, &answered, error);
}

/* ---- what the tests were of ---- */

/* All that decides where a route leads; of a route that is not there, nothing. */
static void
digest_settings (const PlRoutes *routes, const char *id, guint8 digest[SETTINGS_SIZE])
{
  const PlRouteFolder *folder = pl_routes_folder (routes, id);
  const PlMailServer *out = &routes->out;
  g_autofree char *text = folder != NULL ? g_strdup_printf ("folder\n%s", folder->path)
                          : g_str_equal (id, PL_ROUTE_MAIL) && out->server != NULL
                              ? g_strdup_printf ("mail\n%s\n%d\n%d\n%s\n%s", out->server, out->port,
                                                 out->security, out->user, routes->from)
                              : g_strdup (g_str_equal (id, PL_ROUTE_NOTICES) ? "notices" : "");

  crypto_generichash (digest, SETTINGS_SIZE, (const guint8 *)text, strlen (text), NULL, 0);
}

/* The test was of a route that led elsewhere. */
static gboolean
forget_test (PlStore *store, const char *reader, const char *route, GError **error)
{
  return withdraw_test (store, reader, route, error) &&
         pl_store_exec (store, error,
                        "UPDATE reader_route SET test = NULL, asked_ms = 0, sent_ms = 0,"
                        " answered_ms = 0, problem = '' WHERE reader = ? AND route = ?",
                        PL_TEXT (reader), PL_TEXT (route));
}

static gboolean
check_one (PlStore *store, const PlRoutes *routes, const PlReaderRouteState *state, GError **error)
{
  g_autofree char *reader = pl_care_id_text (state->reader);
  guint8 digest[SETTINGS_SIZE];
  gint64 same;

  digest_settings (routes, state->route, digest);
  if (!pl_store_number (store, error, &same, -1,
                        "SELECT settings = ? FROM reader_route WHERE reader = ? AND route = ?"
                        " AND settings IS NOT NULL",
                        PL_BYTES (digest, sizeof digest), PL_TEXT (reader), PL_TEXT (state->route)))
    return FALSE;
  if (same == 1)
    return TRUE;
  return (same < 0 || forget_test (store, reader, state->route, error)) &&
         pl_store_exec (store, error,
                        "UPDATE reader_route SET settings = ? WHERE reader = ? AND route = ?",
                        PL_BYTES (digest, sizeof digest), PL_TEXT (reader), PL_TEXT (state->route));
}

static gboolean
check (PlStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) states = pl_reader_route_list (store, NULL, error);

  for (guint i = 0; states != NULL && i < states->len; i++)
    if (!check_one (store, data, states->pdata[i], error))
      return FALSE;
  return states != NULL;
}

gboolean
pl_reader_route_check (PlStore *store, const PlRoutes *routes, GError **error)
{
  return pl_store_transact (store, check, (gpointer)routes, error);
}

gboolean
pl_outbox_reaches (PlStore *store, const guint8 reader[PL_CARE_ID_SIZE])
{
  g_autofree char *id = pl_care_id_text (reader);
  gint64 tested;

  return pl_store_number (store, NULL, &tested, 0,
                          "SELECT EXISTS (SELECT 1 FROM reader_route WHERE reader = ?1"
                          " AND answered_ms > 0 AND " LEADS_TO_A_READER ")",
                          PL_TEXT (id), PL_INT (PL_READER_REVOKED)) &&
         tested != 0;
}
