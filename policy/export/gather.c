/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/gather.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/care/record-kind.h"
#include "policy/error.h"
#include "policy/export/export-json.h"
#include "policy/export/rows.h"
#include "policy/time/calendar.h"
#include "policy/time/timetable.h"
#include "policy/time/zone.h"

#define FORMAT "porchlight-export-1"

#define USAGE_DAYS  90   /* the agent tells of no more */
#define BLOCKED_MAX 1000 /* rows of its answer */

/* The request as it is worked on. */
typedef struct {
  const PlExportRequest *asked;
  GTimeZone *zone;
  guint32 first, last; /* days */
  gint64 from, until;  /* instants */
  gint64 now;          /* as the agent said when it began */
  JsonObject *export;
} Gathering;

/* A list of the agent's that goes by pages. */
typedef struct {
  const char *part;
  const char *interface, *method;
  PlExportPage arguments;
  const char *times;
  const char *begins, *ends; /* of a row: keys; ends nullable: what has no end yet goes on */
  gboolean carries;          /* the newest before the period holds in it */
  const char *unwanted;      /* a key that is left out; nullable */
} List;

static const List lists[] = {
  { "profile_versions", ".Profiles", "ListVersions", pl_export_page_sx, "made", "made", NULL, TRUE,
    NULL },
  { "reviews", ".Decisions", "ListReviews", pl_export_page_sxu, "made @held @next", "held", NULL,
    FALSE, NULL },
  { "restrictions", ".Decisions", "ListRestrictions", pl_export_page_sxu,
    "from until review happened made ended hold-until", "from", "until", FALSE, "emergency" },
  { "grants", ".Decisions", "ListGrants", pl_export_page_sbxu, "from until made", "from", "until",
    FALSE, NULL },
  { "requests", ".Decisions", "ListRequests", pl_export_page_sbxu, "made decided until", "made",
    NULL, FALSE, NULL },
  { "records", ".Records", "List", pl_export_page_ssbxu, "made closed due", "made", "closed", FALSE,
    "linked" },
  { "rules", ".Rules", "ListAnswers", pl_export_page_sxu, "made answered", "made", NULL, FALSE,
    NULL },
  { "log", ".Audit", "List", pl_export_page_tuss, "time", "time", NULL, FALSE, NULL },
};

#define PARTS (G_N_ELEMENTS (lists) + 4)

static void
tell (const Gathering *gathering, const char *part, guint done)
{
  if (gathering->asked->progress != NULL)
    gathering->asked->progress (part, done, PARTS, gathering->asked->data);
}

/*
 * A row counts where what it tells of falls into the period, or goes on in it. What has no end yet, of a list whose
 * rows end, goes on.
 */
static gboolean
is_in_period (const Gathering *gathering, const List *list, GVariant *row)
{
  gint64 begins = 0, ends = 0;

  g_variant_lookup (row, list->begins, "x", &begins);
  if (begins >= gathering->until)
    return FALSE;
  if (list->ends == NULL)
    return begins >= gathering->from;
  if (!g_variant_lookup (row, list->ends, "x", &ends) || ends <= 0)
    ends = G_MAXINT64;
  return MAX (begins, ends) >= gathering->from;
}

static gboolean
is_before_period (const Gathering *gathering, const List *list, GVariant *row)
{
  gint64 begins = 0;

  g_variant_lookup (row, list->begins, "x", &begins);
  return begins < gathering->from;
}

/* The times of a kind of records, beside those that all have. g_free. */
static char *
times_of (const List *list, GVariant *row)
{
  const char *id = "";
  GString *times = g_string_new (list->times);

  g_variant_lookup (row, "kind", "&s", &id);
  const PlRecordKind *kind = g_str_equal (list->part, "records") ? pl_record_kind (id) : NULL;
  for (gsize i = 0; kind != NULL && i < kind->n_fields; i++)
    if (kind->fields[i].type == PL_RECORD_TIME)
      g_string_append_printf (times, " %s", kind->fields[i].name);
  return g_string_free (times, FALSE);
}

/* All that was written into a record. */
static gboolean
add_history (
    const Gathering *gathering, const List *list, GVariant *row, JsonObject *object, GError **error)
{
  g_autofree char *times = times_of (list, row);
  g_autoptr (GVariant) reply =
      pl_export_ask (gathering->asked->agent, ".Records", "Get",
                     g_variant_new ("(x)", pl_export_row_number (row)), "(a{sv}aa{sv})", error);
  JsonArray *history = json_array_new ();

  if (reply != NULL) {
    g_autoptr (GVariant) entries = g_variant_get_child_value (reply, 1);
    for (gsize i = 0; i < g_variant_n_children (entries); i++) {
      g_autoptr (GVariant) entry = g_variant_get_child_value (entries, i);
      JsonObject *shown = pl_export_row (entry, times, gathering->zone);
      json_object_remove_member (json_object_get_object_member (shown, "fields"), "linked");
      json_array_add_object_element (history, shown);
    }
  }
  json_object_set_array_member (object, "history", history);
  return reply != NULL;
}

static gboolean
add_row (
    const Gathering *gathering, const List *list, GVariant *row, JsonArray *rows, GError **error)
{
  g_autofree char *times = times_of (list, row);
  JsonObject *object = pl_export_row (row, times, gathering->zone);

  json_array_add_object_element (rows, object);
  if (list->unwanted != NULL)
    json_object_remove_member (object, list->unwanted);
  return !g_str_equal (list->part, "records") || add_history (gathering, list, row, object, error);
}

/* A list on its way. */
typedef struct {
  const Gathering *gathering;
  const List *list;
  JsonArray *rows;
  gboolean carried; /* the newest before the period is there, or has no place in it */
} Listing;

static gboolean
take_row (GVariant *row, gpointer data, GError **error)
{
  Listing *listing = data;
  gboolean earlier = !listing->carried && is_before_period (listing->gathering, listing->list, row);

  listing->carried = listing->carried || earlier;
  return (!earlier && !is_in_period (listing->gathering, listing->list, row)) ||
         add_row (listing->gathering, listing->list, row, listing->rows, error);
}

static gboolean
gather_list (const Gathering *gathering, const List *list, GError **error)
{
  Listing listing = { gathering, list, json_array_new (), !list->carries };

  json_object_set_array_member (gathering->export, list->part, listing.rows);
  return pl_export_each_row (gathering->asked->agent, list->interface, list->method,
                             list->arguments, gathering->asked->child, take_row, &listing, error);
}

static gboolean
is_day_in_period (const Gathering *gathering, const char *date)
{
  guint32 day;

  return pl_date_parse (date, &day) && day >= gathering->first && day <= gathering->last;
}

static gboolean
gather_usage (const Gathering *gathering, GError **error)
{
  g_autoptr (GVariant) reply =
      pl_export_ask (gathering->asked->agent, ".Staff", "ListUsage",
                     g_variant_new ("(su)", gathering->asked->child, USAGE_DAYS), "(a(sx))", error);
  JsonArray *rows = json_array_new ();
  g_autoptr (GVariantIter) iter = NULL;
  const char *date;
  gint64 seconds;

  json_object_set_array_member (gathering->export, "usage", rows);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(a(sx))", &iter);
  while (g_variant_iter_next (iter, "(&sx)", &date, &seconds)) {
    if (!is_day_in_period (gathering, date) || seconds == 0)
      continue;
    JsonObject *row = json_object_new ();
    json_object_set_string_member (row, "day", date);
    json_object_set_int_member (row, "seconds", seconds);
    json_array_add_object_element (rows, row);
  }
  return TRUE;
}

static gboolean
gather_blocked (const Gathering *gathering, GError **error)
{
  g_autoptr (GVariant) reply = pl_export_ask (
      gathering->asked->agent, ".Staff", "ListBlocked",
      g_variant_new ("(su)", gathering->asked->child, USAGE_DAYS), "(aa{sv})", error);
  JsonArray *rows = json_array_new ();

  json_object_set_array_member (gathering->export, "blocked", rows);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) list = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (list, i);
    const char *date = "";
    g_variant_lookup (row, "date", "&s", &date);
    if (is_day_in_period (gathering, date))
      json_array_add_object_element (rows, pl_export_row (row, "first last", gathering->zone));
  }
  json_object_set_boolean_member (json_object_get_object_member (gathering->export, "left_out"),
                                  "blocked_cut", g_variant_n_children (list) >= BLOCKED_MAX);
  return TRUE;
}

static JsonObject *
add_object (JsonObject *export, const char *key)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (export, key, object);
  return object;
}

/* The newest entry, and whether any was altered. The export's own entry is in it already. */
static gboolean
gather_chain (const Gathering *gathering, GError **error)
{
  g_autoptr (GVariant) head =
      pl_export_ask (gathering->asked->agent, ".Audit", "GetHead", NULL, "(ts)", error);
  const char *hash, *finding;
  guint64 serial, entries, erased;
  g_autoptr (GVariantIter) findings = NULL;
  JsonArray *found = json_array_new ();
  JsonObject *chain = add_object (gathering->export, "chain");

  json_object_set_array_member (chain, "findings", found);
  if (head == NULL)
    return FALSE;
  g_variant_get (head, "(t&s)", &serial, &hash);
  g_autoptr (GVariant) report = pl_export_ask (gathering->asked->agent, ".Audit", "Verify",
                                               g_variant_new ("(s)", hash), "(astt)", error);
  if (report == NULL)
    return FALSE;
  g_variant_get (report, "(astt)", &findings, &entries, &erased);
  while (g_variant_iter_next (findings, "&s", &finding))
    json_array_add_string_element (found, finding);
  json_object_set_int_member (chain, "serial", (gint64)serial);
  json_object_set_string_member (chain, "hash", hash);
  json_object_set_int_member (chain, "entries", (gint64)entries);
  json_object_set_int_member (chain, "erased", (gint64)erased);
  return TRUE;
}

/* What stands before the records. */
static void
begin (Gathering *gathering, GVariant *about)
{
  JsonObject *made = add_object (gathering->export, "made"),
             *home = add_object (gathering->export, "home"),
             *child = add_object (gathering->export, "child"),
             *period = add_object (gathering->export, "period"),
             *left_out = add_object (gathering->export, "left_out");
  const char *text = "";
  gint64 number = 0;

  json_object_set_string_member (gathering->export, "format", FORMAT);
  g_variant_lookup (about, "at", "x", &gathering->now);
  g_autofree char *at = pl_export_time (gathering->now, gathering->zone);
  json_object_set_string_member (made, "at", at);
  g_variant_lookup (about, "by", "&s", &text);
  json_object_set_string_member (made, "by", text);
  g_variant_lookup (about, "home", "&s", &text);
  json_object_set_string_member (home, "name", text);
  g_variant_lookup (about, "timezone", "&s", &text);
  json_object_set_string_member (home, "timezone", text);
  json_object_set_string_member (child, "account", gathering->asked->child);
  if (g_variant_lookup (about, "name", "&s", &text))
    json_object_set_string_member (child, "name", text);
  if (g_variant_lookup (about, "level", "&s", &text))
    json_object_set_string_member (child, "level", text);
  json_object_set_string_member (period, "from", gathering->asked->from);
  json_object_set_string_member (period, "to", gathering->asked->to);
  g_variant_lookup (about, "usage-days", "x", &number);
  json_object_set_int_member (left_out, "usage_days", number);
  g_variant_lookup (about, "act-days", "x", &number);
  json_object_set_int_member (left_out, "act_days", number);
  json_object_set_boolean_member (left_out, "concerns", gathering->asked->key == NULL);
}

static gboolean
gather_concerns (const Gathering *gathering, GError **error)
{
  if (gathering->asked->key == NULL)
    return TRUE;
  const PlExportConcerns asked = {
    .agent = gathering->asked->agent,
    .key = *gathering->asked->key,
    .child = gathering->asked->child,
    .from = gathering->from,
    .until = gathering->until,
    .zone = gathering->zone,
    .now = gathering->now,
  };
  JsonArray *concerns = pl_export_concerns (&asked, error);
  if (concerns == NULL)
    return FALSE;
  json_object_set_array_member (gathering->export, "concerns", concerns);
  return TRUE;
}

static gboolean
gather_all (const Gathering *gathering, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    tell (gathering, lists[i].part, i);
    if (!gather_list (gathering, &lists[i], error))
      return FALSE;
  }
  tell (gathering, "usage", G_N_ELEMENTS (lists));
  if (!gather_usage (gathering, error))
    return FALSE;
  tell (gathering, "blocked", G_N_ELEMENTS (lists) + 1);
  if (!gather_blocked (gathering, error))
    return FALSE;
  tell (gathering, "concerns", G_N_ELEMENTS (lists) + 2);
  if (!gather_concerns (gathering, error))
    return FALSE;
  tell (gathering, "chain", G_N_ELEMENTS (lists) + 3);
  return gather_chain (gathering, error);
}

static void
mask (const Gathering *gathering, const char *const *others)
{
  JsonObject *child = json_object_get_object_member (gathering->export, "child");
  const char *name = json_object_get_string_member_with_default (child, "name", "");
  g_auto (GStrv) words = g_strsplit_set (name, " \t-.", -1);
  g_autoptr (GStrvBuilder) own = g_strv_builder_new ();

  g_strv_builder_add (own, gathering->asked->child);
  g_strv_builder_add (own, name);
  g_strv_builder_addv (own, (const char **)words);
  g_auto (GStrv) stay = g_strv_builder_end (own);
  guint count = pl_export_mask (gathering->export, others, (const char *const *)stay);
  json_object_set_int_member (json_object_get_object_member (gathering->export, "left_out"),
                              "others_named", count);
}

static gboolean
wrong (GError **error, const char *what)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, what);
  return FALSE;
}

/* The home's zone comes with the first answer: until then the period is read by this computer's. */
static gboolean
read_period (Gathering *gathering, GTimeZone *zone, GError **error)
{
  if (!pl_date_parse (gathering->asked->from, &gathering->first) ||
      !pl_date_parse (gathering->asked->to, &gathering->last))
    return wrong (error, NC_ ("said", "the first and the last day are written YYYY-MM-DD"));
  if (gathering->last < gathering->first)
    return wrong (error, NC_ ("said", "the last day is before the first"));
  gathering->from = pl_zone_instant (zone, gathering->first, 0);
  gathering->until = pl_zone_instant (zone, (gint64)gathering->last + 1, 0);
  return TRUE;
}

JsonObject *
pl_export_gather (const PlExportRequest *request, GError **error)
{
  g_autoptr (JsonObject) export = json_object_new ();
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GVariant) about = NULL;
  g_autofree const char **others = NULL;
  const char *home, *zone_id;
  g_autoptr (GVariant) where =
      pl_export_ask (request->agent, ".Records", "GetHome", NULL, "(ss)", error);

  if (where == NULL)
    return NULL;
  g_variant_get (where, "(&s&s)", &home, &zone_id);
  zone = g_time_zone_new_identifier (zone_id);
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  Gathering gathering = { .asked = request, .zone = zone, .export = export };
  if (!read_period (&gathering, zone, error))
    return NULL;
  g_autoptr (GVariant) reply = pl_export_ask (
      request->agent, ".Records", "BeginExport",
      g_variant_new ("(sxxb)", request->child, gathering.from, gathering.until, request->encrypted),
      "(a{sv}as)", error);
  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(@a{sv}^a&s)", &about, &others);
  begin (&gathering, about);
  if (!gather_all (&gathering, error))
    return NULL;
  mask (&gathering, others);
  return g_steal_pointer (&export);
}
