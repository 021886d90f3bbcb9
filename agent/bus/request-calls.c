/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What children ask for, and what staff answer and grant (F6, T6). */
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/grant.h"
#include "agent/bus/person.h"
#include "agent/records/grant.h"
#include "agent/records/request.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/sites/hostname.h"
#include <glib/gi18n.h>

static const char *const kinds[] = { "", "site", "time", "review" };
static const char *const states[] = { "", "open", "granted", "denied" };
static const char *const scopes[] = { "", "child", "time", "home" };

/* The account of the child who calls. */
static const char *
own_account (const PlCall *call)
{
  return pl_household_child (pl_enforcer_household (call->agent->enforcer), call->caller)->account;
}

void
pl_answer_ask_for_site (PlCall *call)
{
  const char *site, *words;
  char name[PL_HOSTNAME_MAX + 1];
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&s&s)", &site, &words);
  if (pl_hostname_normalise (site, strlen (site), name) == 0)
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "this is not the name of a site"));
  else
    id = pl_request_add (call->agent->store, own_account (call), PL_REQUEST_SITE, name, 0, words,
                         &error);
  pl_bus_return_asked (call, id, error);
}

void
pl_answer_ask_for_time (PlCall *call)
{
  const char *words;
  guint minutes;
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(u&s)", &minutes, &words);
  if (minutes > PL_GRANT_MINUTES_MAX)
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "ask for at most %d minutes"),
                 PL_GRANT_MINUTES_MAX);
  else
    id = pl_request_add (call->agent->store, own_account (call), PL_REQUEST_TIME, NULL, minutes,
                         words, &error);
  pl_bus_return_asked (call, id, error);
}

void
pl_answer_ask_for_review (PlCall *call)
{
  const char *words;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &words);
  gint64 id = pl_request_add (call->agent->store, own_account (call), PL_REQUEST_REVIEW, NULL, 0,
                              words, &error);
  pl_bus_return_asked (call, id, error);
}

static void
add_request (PlCall *call, GVariantBuilder *requests, const PlRequest *request)
{
  g_variant_builder_open (requests, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (requests, "id", request->id);
  pl_bus_add_account (call, requests, "child", request->child, PL_BUS_NOW);
  pl_bus_add_text (requests, "kind", kinds[request->kind]);
  pl_bus_add_text (requests, "site", request->site);
  g_variant_builder_add (requests, "{sv}", "minutes", g_variant_new_uint32 (request->minutes));
  pl_bus_add_text (requests, "words", request->words);
  pl_bus_add_time (requests, "made", request->made_ms / 1000);
  pl_bus_add_text (requests, "state", states[request->state]);
  if (request->state != PL_REQUEST_OPEN) {
    pl_bus_add_time (requests, "decided", request->decided_ms / 1000);
    pl_bus_add_account (call, requests, "by", request->decided_by, request->decided_ms);
    pl_bus_add_text (requests, "reason", request->reason);
    pl_bus_add_text (requests, "scope", scopes[request->scope]);
    pl_bus_add_time (requests, "until", request->until_ms / 1000);
  }
  g_variant_builder_close (requests);
}

static void
return_requests (PlCall *call, const char *child, gboolean open, gint64 before, guint limit)
{
  GVariantBuilder rows;
  GError *error = NULL;
  g_autoptr (GPtrArray) requests =
      pl_request_list (call->agent->store, child, open, before, limit, &error);

  if (requests == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < requests->len; i++)
    add_request (call, &rows, requests->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

void
pl_answer_list_own_requests (PlCall *call)
{
  gint64 before;
  guint limit;

  g_variant_get (call->arguments, "(xu)", &before, &limit);
  return_requests (call, own_account (call), FALSE, before, limit);
}

void
pl_answer_list_requests (PlCall *call)
{
  const char *child;
  gboolean open;
  gint64 before;
  guint limit;

  g_variant_get (call->arguments, "(&sbxu)", &child, &open, &before, &limit);
  return_requests (call, *child != '\0' ? child : NULL, open, before, limit);
}

static gboolean
read_scope (const char *code, PlRequestScope *scope, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (g_str_equal (scopes[i], code)) {
      *scope = (PlRequestScope)i;
      return TRUE;
    }
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               NC_ ("said", "a site is allowed to child, time or home"));
  return FALSE;
}

/* More time is granted by a grant, which says how much. */
static gboolean
check_no_time (const PlRequest *request, const PlRequestDecision *decision, GError **error)
{
  if (request->kind != PL_REQUEST_TIME || decision->state == PL_REQUEST_DENIED)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               NC_ ("said", "say how many minutes are granted"));
  return FALSE;
}

void
pl_answer_decide (PlCall *call)
{
  PlRequestDecision decision = { 0 };
  g_auto (PlActor) actor = { 0 };
  const char *scope;
  gboolean granted;
  gint64 until;
  GError *error = NULL;

  g_variant_get (call->arguments, "(xb&s&sx)", &decision.id, &granted, &decision.reason, &scope,
                 &until);
  decision.state = granted ? PL_REQUEST_GRANTED : PL_REQUEST_DENIED;
  pl_bus_actor_init (&actor, call);
  gboolean timely = pl_bus_check_time ("until", until, &error);
  g_autoptr (PlRequest) request =
      timely ? pl_request_get (call->agent->store, decision.id, &error) : NULL;
  decision.until_ms = timely ? until * 1000 : 0;
  gboolean done = request != NULL && read_scope (scope, &decision.scope, &error) &&
                  check_no_time (request, &decision, &error) &&
                  pl_request_decide (call->agent->store, &actor, &decision, &error);
  if (done) {
    pl_bus_decided (call);
    pl_bus_answered (call, request->child);
  }
  pl_bus_return_done (call, done, error);
}

/* The child where the site is for one; TRUE without one for the home. */
static gboolean
read_opening (PlCall *call, PlSiteOpening *opening, const char *scope, GError **error)
{
  return read_scope (scope, &opening->scope, error) &&
         (*opening->child == '\0' || pl_bus_child (call, opening->child, error) != NULL);
}

void
pl_answer_open_site (PlCall *call)
{
  PlSiteOpening opening = { 0 };
  g_auto (PlActor) actor = { 0 };
  char name[PL_HOSTNAME_MAX + 1];
  const char *scope, *site;
  gint64 until, id = 0;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s&s&sx)", &opening.child, &site, &opening.reason, &scope,
                 &until);
  opening.site = name;
  pl_bus_actor_init (&actor, call);
  if (pl_hostname_normalise (site, strlen (site), name) == 0)
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "this is not the name of a site"));
  else if (pl_bus_check_time ("until", until, &error) &&
           read_opening (call, &opening, scope, &error)) {
    opening.until_ms = until * 1000;
    id = pl_request_open_site (call->agent->store, &actor, &opening, &error);
  }
  if (id != 0) {
    pl_bus_decided (call);
    if (*opening.child != '\0')
      pl_bus_answered (call, opening.child);
  }
  pl_bus_return_id (call, id, error);
}

void
pl_answer_close_site (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *reason;
  gint64 id;
  GError *error = NULL;

  g_variant_get (call->arguments, "(x&s)", &id, &reason);
  pl_bus_actor_init (&actor, call);
  gboolean done = pl_request_close_site (call->agent->store, &actor, id, reason, &error);
  if (done)
    pl_bus_decided (call);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_grant (PlCall *call)
{
  PlGrant grant = { 0 };
  g_auto (PlActor) actor = { 0 };
  GError *error = NULL;

  g_variant_get (call->arguments, "(&sux&sbx)", &grant.child, &grant.minutes, &grant.until,
                 &grant.reason, &grant.beyond_maximum, &grant.request);
  const PlChild *child = pl_bus_check_time ("until", grant.until, &error)
                             ? pl_bus_child (call, grant.child, &error)
                             : NULL;
  if (child != NULL && grant.beyond_maximum && !pl_bus_is_manager (call))
    g_set_error (&error, PL_ERROR, PL_ERROR_DENIED,
                 NC_ ("said", "only a manager grants time past the home's maximum"));
  if (error != NULL) {
    pl_call_fail (call, error);
    return;
  }
  pl_bus_actor_init (&actor, call);
  pl_bus_grant (call, child, &actor, &grant);
}

static void
add_grant (PlCall *call, GVariantBuilder *rows, const PlGrantRecord *record)
{
  const PlGrant *grant = &record->fields;

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", record->id);
  pl_bus_add_account (call, rows, "child", grant->child, PL_BUS_NOW);
  pl_bus_add_time (rows, "from", grant->from);
  pl_bus_add_time (rows, "until", grant->until);
  g_variant_builder_add (rows, "{sv}", "minutes", g_variant_new_uint32 (grant->minutes));
  g_variant_builder_add (rows, "{sv}", "beyond", g_variant_new_boolean (grant->beyond_maximum));
  pl_bus_add_text (rows, "reason", grant->reason);
  pl_bus_add_time (rows, "request", grant->request);
  pl_bus_add_time (rows, "made", record->made_ms / 1000);
  pl_bus_add_account (call, rows, "made-by", record->made_by, record->made_ms);
  g_variant_builder_close (rows);
}

void
pl_answer_list_grants (PlCall *call)
{
  const char *child;
  gboolean current;
  gint64 before;
  guint limit;
  GVariantBuilder rows;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&sbxu)", &child, &current, &before, &limit);
  g_autoptr (GPtrArray) records =
      pl_grant_list (call->agent->store, *child != '\0' ? child : NULL,
                     current ? pl_clock_wall_ms () / 1000 : 0, before, limit, &error);
  if (records == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < records->len; i++)
    add_grant (call, &rows, records->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}
