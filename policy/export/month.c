/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/month.h"

#include <string.h>

#include "policy/error.h"
#include "policy/export/concern-times.h"
#include "policy/time/calendar.h"
#include "policy/time/timetable.h"
#include "policy/time/zone.h"

#define MONTHS     2 /* the one before, and the one that is asked for */
#define HOUR_S     3600
#define USAGE_DAYS 90 /* the agent tells of no more */

typedef struct {
  const PlExportAgent *agent;
  GTimeZone *zone;
  guint32 days[MONTHS + 1];    /* the first of each, and of the next */
  gint64 instants[MONTHS + 1]; /* when they begin */
  char *names[MONTHS];         /* "2026-11" */
  JsonObject *parts;           /* of objects of [before, now] */
} Month;

static void
month_clear (Month *month)
{
  g_clear_pointer (&month->zone, g_time_zone_unref);
  g_clear_pointer (&month->parts, json_object_unref);
  for (guint i = 0; i < MONTHS; i++)
    g_free (month->names[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Month, month_clear)

/* "2026-11", and where it and the one before begin and end in the home's zone. */
static gboolean
read_month (Month *month, const char *text, GError **error)
{
  g_autofree char *first = g_strconcat (text, "-01", NULL);
  GDate date;

  if (!pl_date_parse (first, &month->days[1])) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "\"%s\" is not a month: YYYY-MM", text);
    return FALSE;
  }
  g_date_clear (&date, 1);
  g_date_set_julian (&date, month->days[1]);
  g_date_subtract_months (&date, 1);
  for (guint i = 0; i <= MONTHS; i++) {
    month->days[i] = g_date_get_julian (&date);
    month->instants[i] = pl_zone_instant (month->zone, month->days[i], 0);
    if (i < MONTHS)
      month->names[i] =
          g_strdup_printf ("%04d-%02d", g_date_get_year (&date), g_date_get_month (&date));
    g_date_add_months (&date, 1);
  }
  return TRUE;
}

/* Which of the months an instant lies in; -1: in none. */
static int
month_of (const Month *month, gint64 instant)
{
  for (int i = 0; i < MONTHS; i++)
    if (instant >= month->instants[i] && instant < month->instants[i + 1])
      return i;
  return -1;
}

static JsonArray *
counts_of (const Month *month, const char *part, const char *what)
{
  JsonObject *object = json_object_has_member (month->parts, part)
                           ? json_object_get_object_member (month->parts, part)
                           : NULL;

  if (object == NULL) {
    object = json_object_new ();
    json_object_set_object_member (month->parts, part, object);
  }
  if (!json_object_has_member (object, what)) {
    JsonArray *counts = json_array_new ();
    for (guint i = 0; i < MONTHS; i++)
      json_array_add_int_element (counts, 0);
    json_object_set_array_member (object, what, counts);
  }
  return json_object_get_array_member (object, what);
}

static void
add (const Month *month, const char *part, const char *what, int at, gint64 times)
{
  JsonArray *counts = counts_of (month, part, what);

  if (at >= 0)
    json_node_set_int (json_array_get_element (counts, (guint)at),
                       json_array_get_int_element (counts, (guint)at) + times);
}

static gint64
instant_of (GVariant *row, const char *key)
{
  gint64 instant = -1;

  g_variant_lookup (row, key, "x", &instant);
  return instant;
}

static const char *
text_of (GVariant *row, const char *key)
{
  const char *text = "";

  g_variant_lookup (row, key, "&s", &text);
  return text;
}

static gboolean
count_record (GVariant *row, gpointer data, GError **error)
{
  const Month *month = data;
  const char *kind = text_of (row, "kind");
  g_autofree char *closed = g_strconcat (kind, "-closed", NULL);

  if (g_str_equal (kind, "check")) {
    add (month, "filter-checks", text_of (row, "result"),
         month_of (month, instant_of (row, "when")), 1);
    return TRUE;
  }
  add (month, "records", kind, month_of (month, instant_of (row, "made")), 1);
  if (instant_of (row, "closed") > 0)
    add (month, "records", closed, month_of (month, instant_of (row, "closed")), 1);
  return TRUE;
}

static gboolean
count_request (GVariant *row, gpointer data, GError **error)
{
  const Month *month = data;

  add (month, "requests", "made", month_of (month, instant_of (row, "made")), 1);
  if (!g_str_equal (text_of (row, "state"), "open"))
    add (month, "requests", text_of (row, "state"), month_of (month, instant_of (row, "decided")),
         1);
  return TRUE;
}

static gboolean
count_restriction (GVariant *row, gpointer data, GError **error)
{
  const Month *month = data;
  int at = month_of (month, instant_of (row, "from"));
  g_autoptr (GVariant) duties = g_variant_lookup_value (row, "duties", G_VARIANT_TYPE ("a(sxs)"));

  add (month, "restrictions", "begun", at, 1);
  for (gsize i = 0; duties != NULL && i < g_variant_n_children (duties); i++) {
    const char *duty, *state;
    gint64 due;
    g_variant_get_child (duties, i, "(&sx&s)", &duty, &due, &state);
    if (g_str_equal (state, "late") || g_str_equal (state, "overdue"))
      add (month, "restrictions", "duties-late-or-overdue", at, 1);
  }
  return TRUE;
}

static gboolean
count_review (GVariant *row, gpointer data, GError **error)
{
  add (data, "reviews", "held", month_of (data, instant_of (row, "held")), 1);
  return TRUE;
}

static gboolean
count_answer (GVariant *row, gpointer data, GError **error)
{
  add (data, "rules", text_of (row, "what"), month_of (data, instant_of (row, "made")), 1);
  return TRUE;
}

/* The names that were blocked for a child, by kind of sites. */
static gboolean
count_blocked (const Month *month, const char *child, GError **error)
{
  g_autoptr (GVariant) reply =
      pl_export_ask (month->agent, ".Staff", "ListBlocked",
                     g_variant_new ("(su)", child, USAGE_DAYS), "(aa{sv})", error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    const char *category = text_of (row, "category");
    gint64 times = 0;
    g_variant_lookup (row, "times", "x", &times);
    add (month, "blocked", *category != '\0' ? category : "own-list",
         month_of (month, instant_of (row, "first")), times);
  }
  return TRUE;
}

static gboolean
count_children (const Month *month, GError **error)
{
  g_autoptr (GVariant) reply =
      pl_export_ask (month->agent, ".Staff", "ListChildren", NULL, "(a(ssbxxas))", error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) children = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (children); i++) {
    const char *account;
    g_variant_get_child (children, i, "(&s&sbxx@as)", &account, NULL, NULL, NULL, NULL, NULL);
    if (!count_blocked (month, account, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
count_all (Month *month, GError **error)
{
  static const struct {
    const char *interface, *method;
    PlExportPage arguments;
    PlExportRow count;
  } lists[] = {
    { ".Records", "List", pl_export_page_ssbxu, count_record },
    { ".Decisions", "ListRestrictions", pl_export_page_sxu, count_restriction },
    { ".Decisions", "ListReviews", pl_export_page_sxu, count_review },
    { ".Decisions", "ListRequests", pl_export_page_sbxu, count_request },
    { ".Rules", "ListAnswers", pl_export_page_sxu, count_answer },
  };

  /* That there was no check is a number, too. */
  add (month, "filter-checks", "ok", -1, 0);
  add (month, "filter-checks", "failed", -1, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!pl_export_each_row (month->agent, lists[i].interface, lists[i].method, lists[i].arguments,
                             "", lists[i].count, month, error))
      return FALSE;
  return count_children (month, error);
}

/* How long the child waited until somebody had seen it. */
static const char *
wait_of (const PlExportConcernTimes *times)
{
  gint64 wait = times->seen - times->filed;

  if (times->seen == 0)
    return "not-seen-yet";
  if (wait <= HOUR_S)
    return "within-an-hour";
  return wait <= PL_SECONDS_A_DAY ? "within-a-day" : "later";
}

static void
count_concern (const PlExportConcernTimes *times, gpointer data)
{
  const Month *month = data;
  int at = month_of (month, times->filed);

  add (month, "concerns", times->kind, at, 1);
  add (month, "concerns-seen", wait_of (times), at, 1);
}

static gboolean
count_concerns (const Month *month, const PlExportKey *key, GError **error)
{
  static const char *const waits[] = { "within-an-hour", "within-a-day", "later", "not-seen-yet" };

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    add (month, "concerns-seen", waits[i], -1, 0);
  return pl_export_concern_times (month->agent, key, month->instants[0], month->instants[MONTHS],
                                  count_concern, (gpointer)month, error);
}

static JsonObject *
as_object (const Month *month, const char *home, const char *reader)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "home", home);
  json_object_set_string_member (object, "before", month->names[0]);
  json_object_set_string_member (object, "month", month->names[1]);
  if (reader != NULL)
    json_object_set_string_member (object, "concerns_of", reader);
  json_object_set_object_member (object, "parts", json_object_ref (month->parts));
  return object;
}

JsonObject *
pl_export_month (const PlExportAgent *agent,
                 const char *text,
                 const PlExportKey *key,
                 GError **error)
{
  g_auto (Month) month = { .agent = agent, .parts = json_object_new () };
  const char *home, *zone;

  g_autoptr (GVariant) where = pl_export_ask (agent, ".Records", "GetHome", NULL, "(ss)", error);
  if (where == NULL)
    return NULL;
  g_variant_get (where, "(&s&s)", &home, &zone);
  month.zone = g_time_zone_new_identifier (zone);
  if (month.zone == NULL)
    month.zone = g_time_zone_new_utc ();
  if (!read_month (&month, text, error) || !count_all (&month, error) ||
      (key != NULL && !count_concerns (&month, key, error)))
    return NULL;
  return as_object (&month, home, key != NULL ? key->key->name : NULL);
}
