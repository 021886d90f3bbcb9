/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/request.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/error.h"

#define DAY_MS (24 * 3600 * 1000)

#define COLUMNS                                                                                    \
  "id, child, kind, site, minutes, words, made_ms, state, decided_ms, decided_by, reason, scope,"  \
  " until_ms"

void
pl_request_free (PlRequest *request)
{
  g_free (request->child);
  g_free (request->site);
  g_free (request->words);
  g_free (request->decided_by);
  g_free (request->reason);
  g_free (request);
}

static PlRequest *
request_of (sqlite3_stmt *row)
{
  PlRequest *request = g_new0 (PlRequest, 1);

  request->id = sqlite3_column_int64 (row, 0);
  request->child = pl_store_column_text (row, 1);
  request->kind = (PlRequestKind)sqlite3_column_int (row, 2);
  request->site = pl_store_column_text (row, 3);
  request->minutes = (guint)sqlite3_column_int (row, 4);
  request->words = pl_store_column_text (row, 5);
  request->made_ms = sqlite3_column_int64 (row, 6);
  request->state = (PlRequestState)sqlite3_column_int (row, 7);
  request->decided_ms = sqlite3_column_int64 (row, 8);
  request->decided_by = pl_store_column_text (row, 9);
  request->reason = pl_store_column_text (row, 10);
  request->scope = (PlRequestScope)sqlite3_column_int (row, 11);
  request->until_ms = sqlite3_column_int64 (row, 12);
  return request;
}

/* A request as it is asked for. */
typedef struct {
  const char *child;
  PlRequestKind kind;
  const char *site;
  guint minutes;
  const char *words;
  gint64 id;
} Asking;

static gboolean
check_caps (PlStore *store, const Asking *asking, gint64 now_ms, GError **error)
{
  gint64 open, today;

  if (!pl_store_number (store, error, &open, 0,
                        "SELECT count (*) FROM request WHERE child = ? AND state = 1",
                        PL_TEXT (asking->child)) ||
      !pl_store_number (store, error, &today, 0,
                        "SELECT count (*) FROM request WHERE child = ? AND made_ms > ?",
                        PL_TEXT (asking->child), PL_INT (now_ms - DAY_MS)))
    return FALSE;
  if (open < PL_REQUESTS_OPEN_MAX && today < PL_REQUESTS_DAY_MAX)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
               open < PL_REQUESTS_OPEN_MAX
                   ? NC_ ("said", "%d requests in a day are enough for now")
                   : NC_ ("said", "%d requests are waiting for an answer already"),
               open < PL_REQUESTS_OPEN_MAX ? PL_REQUESTS_DAY_MAX : PL_REQUESTS_OPEN_MAX);
  return FALSE;
}

static gboolean
ask (PlStore *store, gpointer data, GError **error)
{
  Asking *asking = data;
  PlMoment now;

  pl_store_now (store, &now);
  if (!pl_store_number (store, error, &asking->id, 0,
                        "SELECT id FROM request WHERE child = ? AND kind = ? AND kind <> 3"
                        " AND site = ? AND state = 1",
                        PL_TEXT (asking->child), PL_INT (asking->kind), PL_TEXT (asking->site)))
    return FALSE;
  if (asking->id > 0)
    return TRUE;
  if (!check_caps (store, asking, now.wall_ms, error) ||
      !pl_store_exec (store, error,
                      "INSERT INTO request (child, kind, site, minutes, words, made_ms, state)"
                      " VALUES (?, ?, ?, ?, ?, ?, 1)",
                      PL_TEXT (asking->child), PL_INT (asking->kind), PL_TEXT (asking->site),
                      PL_INT (asking->minutes), PL_TEXT (asking->words), PL_INT (now.wall_ms)))
    return FALSE;
  asking->id = pl_store_last_id (store);
  return TRUE;
}

gint64
pl_request_add (PlStore *store,
                const char *child,
                PlRequestKind kind,
                const char *site,
                guint minutes,
                const char *words,
                GError **error)
{
  Asking asking = { child, kind, kind == PL_REQUEST_SITE ? site : "", minutes, words, 0 };

  if (!pl_text_check (NC_ ("said", "what you write"), words, PL_REQUEST_WORDS_MAX, FALSE, error) ||
      !pl_store_transact (store, ask, &asking, error))
    return 0;
  return asking.id;
}

PlRequest *
pl_request_get (PlStore *store, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) row =
      pl_store_query (store, error, "SELECT " COLUMNS " FROM request WHERE id = ?", PL_INT (id));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got > 0)
    return request_of (row);
  if (got == 0)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "there is no such request"));
  return NULL;
}

GPtrArray *
pl_request_list (PlStore *store,
                 const char *child,
                 gboolean open_only,
                 gint64 before,
                 guint limit,
                 GError **error)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_request_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT " COLUMNS " FROM request WHERE (?1 IS NULL OR child = ?1)"
      " AND (?2 = 0 OR state = 1) AND id < ?3 ORDER BY id DESC LIMIT ?4",
      PL_TEXT (child), PL_INT (open_only), PL_INT (before > 0 ? before : G_MAXINT64),
      PL_INT (MIN (limit, PL_REQUEST_LIST_MAX)));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (requests, request_of (rows));
  return got == 0 ? g_steal_pointer (&requests) : NULL;
}

typedef struct {
  const PlRequest *request;
  const PlRequestDecision *decision;
  const PlActor *actor;
} Deciding;

static gboolean
decide (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Deciding *deciding = data;
  const PlRequestDecision *decision = deciding->decision;
  PlMoment now;

  pl_payload_number (payload, "request", decision->id);
  pl_payload_text (payload, "decision",
                   decision->state == PL_REQUEST_GRANTED ? "granted" : "denied");
  if (deciding->request->kind == PL_REQUEST_SITE) {
    pl_payload_text (payload, "site", deciding->request->site);
    pl_payload_number (payload, "scope", decision->scope);
  }
  pl_payload_text (payload, "reason", decision->reason);
  pl_payload_time (payload, "until", decision->until_ms);
  pl_store_now (store, &now);
  return pl_store_exec (store, error,
                        "UPDATE request SET state = ?, decided_ms = ?, decided_by = ?, reason = ?,"
                        " scope = ?, until_ms = ? WHERE id = ? AND state = 1",
                        PL_INT (decision->state), PL_INT (now.wall_ms),
                        PL_TEXT (deciding->actor->account), PL_TEXT (decision->reason),
                        PL_INT (decision->scope), PL_INT (decision->until_ms),
                        PL_INT (decision->id));
}

/* A site that is granted is granted to somebody, and until a time only with one. */
static gboolean
check_decision (const PlRequest *request, const PlRequestDecision *decision, GError **error)
{
  gboolean site = request->kind == PL_REQUEST_SITE && decision->state == PL_REQUEST_GRANTED;
  const char *wrong = NULL;

  if (request->state != PL_REQUEST_OPEN) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "%s has answered this already: %s"), request->decided_by,
                 request->reason);
    return FALSE;
  }
  if (decision->state != PL_REQUEST_GRANTED && decision->state != PL_REQUEST_DENIED)
    wrong = NC_ ("said", "an answer is yes or no");
  else if (site != (decision->scope != PL_REQUEST_SCOPE_NONE) ||
           decision->scope > PL_REQUEST_SCOPE_HOME)
    wrong = site ? NC_ ("said", "say for whom the site is allowed")
                 : NC_ ("said", "only a site is allowed to somebody");
  else if ((decision->scope == PL_REQUEST_SCOPE_TIME) != (decision->until_ms > 0))
    wrong = NC_ ("said", "say until when, where the site is allowed for a time");
  if (wrong == NULL)
    return pl_text_check (NC_ ("said", "the reason"), decision->reason, PL_REASON_TEXT_MAX, TRUE,
                          error);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, wrong);
  return FALSE;
}

gboolean
pl_request_decide (PlStore *store,
                   const PlActor *actor,
                   const PlRequestDecision *decision,
                   GError **error)
{
  g_autoptr (PlRequest) request = pl_request_get (store, decision->id, error);

  if (request == NULL || !check_decision (request, decision, error))
    return FALSE;
  PlAct act = { actor, "request-decision", request->child };
  Deciding deciding = { request, decision, actor };
  return pl_act (store, &act, decide, &deciding, error);
}

char **
pl_request_allowed_sites (PlStore *store, const char *child, gint64 wall_ms, GError **error)
{
  g_autoptr (GPtrArray) sites = g_ptr_array_new_with_free_func (g_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT DISTINCT site FROM request WHERE kind = 1 AND state = 2 AND"
      " (scope = 3 OR (child = ?1 AND (scope = 1 OR (scope = 2 AND until_ms > ?2)))) ORDER BY site",
      PL_TEXT (child), PL_INT (wall_ms));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (sites, pl_store_column_text (rows, 0));
  if (got < 0)
    return NULL;
  g_ptr_array_add (sites, NULL);
  return (char **)g_ptr_array_steal (sites, NULL);
}
