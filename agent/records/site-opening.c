/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sites that staff open without having been asked (F6), and close again where that was a mistake. */
#include "agent/records/request.h"

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/error.h"
#include <glib/gi18n.h>

typedef struct {
  const PlActor *actor;
  const PlSiteOpening *opening;
  gint64 id;
} Opening;

static gboolean
insert (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Opening *open = data;
  const PlSiteOpening *opening = open->opening;
  PlMoment now;

  pl_payload_text (payload, "site", opening->site);
  pl_payload_number (payload, "scope", opening->scope);
  pl_payload_text (payload, "reason", opening->reason);
  pl_payload_time (payload, "until", opening->until_ms);
  pl_store_now (store, &now);
  if (!pl_store_exec (store, error,
                      "INSERT INTO request (child, kind, site, minutes, words, made_ms, state,"
                      " decided_ms, decided_by, reason, scope, until_ms)"
                      " VALUES (?1, 1, ?2, 0, '', ?3, 2, ?3, ?4, ?5, ?6, ?7)",
                      PL_TEXT (opening->child), PL_TEXT (opening->site), PL_INT (now.wall_ms),
                      PL_TEXT (open->actor->account), PL_TEXT (opening->reason),
                      PL_INT (opening->scope), PL_INT (opening->until_ms)))
    return FALSE;
  open->id = pl_store_last_id (store);
  pl_payload_number (payload, "request", open->id);
  return TRUE;
}

static gboolean
check (PlStore *store, const PlSiteOpening *opening, GError **error)
{
  gboolean home = opening->scope == PL_REQUEST_SCOPE_HOME;
  gboolean timed = opening->scope == PL_REQUEST_SCOPE_TIME;
  const char *wrong = NULL;
  PlMoment now;

  pl_store_now (store, &now);
  if (opening->scope < PL_REQUEST_SCOPE_CHILD || opening->scope > PL_REQUEST_SCOPE_HOME)
    wrong = NC_ ("said", "say for whom the site is allowed");
  else if (home != (*opening->child == '\0'))
    wrong = home ? NC_ ("said", "a site for the home is for no child alone")
                 : NC_ ("said", "say which child");
  else if (timed != (opening->until_ms > 0))
    wrong = NC_ ("said", "say until when, where the site is allowed for a time");
  else if (timed && opening->until_ms <= now.wall_ms)
    wrong = NC_ ("said", "that time is over");
  if (wrong == NULL)
    return pl_text_check (NC_ ("said", "the reason"), opening->reason, PL_REASON_TEXT_MAX, TRUE,
                          error);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, wrong);
  return FALSE;
}

gint64
pl_request_open_site (PlStore *store,
                      const PlActor *actor,
                      const PlSiteOpening *opening,
                      GError **error)
{
  Opening open = { actor, opening, 0 };
  PlAct act = { actor, "site-opened", opening->child };
  gint64 asked;

  if (!check (store, opening, error) ||
      !pl_store_number (store, error, &asked, 0,
                        "SELECT id FROM request WHERE child = ? AND kind = 1 AND site = ?"
                        " AND state = 1",
                        PL_TEXT (opening->child), PL_TEXT (opening->site)))
    return 0;
  if (asked > 0) {
    const PlRequestDecision decision = { asked, PL_REQUEST_GRANTED, opening->reason, opening->scope,
                                         opening->until_ms };
    return pl_request_decide (store, actor, &decision, error) ? asked : 0;
  }
  return pl_act (store, &act, insert, &open, error) ? open.id : 0;
}

typedef struct {
  const PlRequest *request;
  const char *reason;
} Closing;

/* It was allowed until now. */
static gboolean
end (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Closing *closing = data;
  PlMoment now;

  pl_payload_number (payload, "request", closing->request->id);
  pl_payload_text (payload, "site", closing->request->site);
  pl_payload_text (payload, "reason", closing->reason);
  pl_store_now (store, &now);
  return pl_store_exec (store, error, "UPDATE request SET scope = 2, until_ms = ? WHERE id = ?",
                        PL_INT (now.wall_ms), PL_INT (closing->request->id));
}

static gboolean
check_opened (const PlRequest *request, GError **error)
{
  if (request->kind == PL_REQUEST_SITE && request->state == PL_REQUEST_GRANTED)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "that is no site that was opened"));
  return FALSE;
}

/* It was closed before, or its time has run out: it keeps the end that was told. */
static gboolean
is_over (const PlRequest *request, gint64 now_ms)
{
  return request->scope == PL_REQUEST_SCOPE_TIME && request->until_ms <= now_ms;
}

static gboolean
check_undo (const PlRequest *request, gint64 now_ms, GError **error)
{
  if (now_ms - request->decided_ms <= PL_SITE_UNDO_MS)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_DENIED,
               NC_ ("said",
                    "it was opened more than %d minutes ago: closing it is for a review, or a"
                    " restriction"),
               PL_SITE_UNDO_MS / 60000);
  return FALSE;
}

gboolean
pl_request_close_site (
    PlStore *store, const PlActor *actor, gint64 id, const char *reason, GError **error)
{
  g_autoptr (PlRequest) request = pl_request_get (store, id, error);
  PlMoment now;

  if (request == NULL || !check_opened (request, error) ||
      !pl_text_check (NC_ ("said", "the reason"), reason, PL_REASON_TEXT_MAX, TRUE, error))
    return FALSE;
  pl_store_now (store, &now);
  if (is_over (request, now.wall_ms))
    return TRUE;
  if (!check_undo (request, now.wall_ms, error))
    return FALSE;
  PlAct act = { actor, "site-closed", request->child };
  Closing closing = { request, reason };
  return pl_act (store, &act, end, &closing, error);
}
