/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/site-sources.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <unistd.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/print-json.h"
#include "agent/lists/update-message.h"
#include "agent/time/clock.h"
#include "policy/data/shipped.h"
#include "policy/error.h"

#define SITES     ".Sites"
#define ROWS_TYPE "(a(sssssxxxxxuss))"
#define ROW_TYPE  "(&s&s&s&s&sxxxxxu&s&s)"

/* How often the agent is asked how an update goes. */
#define LOOK_US (200 * 1000)

typedef struct {
  const char *id, *title, *category, *licence, *covers, *held, *text;
  gint64 entries, bytes, fetched, checked, due;
  guint32 flags;
} Row;

static gboolean
wrong (GError **error, const char *command, const char *argument)
{
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "sites %s: \"%s\" is not expected", command,
               argument);
  return FALSE;
}

static GVariant *
ask_rows (GVariantIter **rows, GError **error)
{
  GVariant *reply = pl_ctl_call_agent (SITES, "ListSources", NULL, ROWS_TYPE, error);

  if (reply != NULL)
    g_variant_get (reply, ROWS_TYPE, rows);
  return reply;
}

/* Strings are owned by the reply. */
static gboolean
next_row (GVariantIter *rows, Row *row)
{
  return g_variant_iter_next (rows, ROW_TYPE, &row->id, &row->title, &row->category, &row->licence,
                              &row->covers, &row->entries, &row->bytes, &row->fetched,
                              &row->checked, &row->due, &row->flags, &row->held, &row->text);
}

/* ---- sources ---- */

/* "3 h" from a number of seconds. */
static char *
span_text (gint64 seconds)
{
  if (seconds < 3600)
    return g_strdup_printf ("%d min", (int)(MAX (seconds, 0) / 60));
  if (seconds < 48 * 3600)
    return g_strdup_printf ("%d h", (int)(seconds / 3600));
  return g_strdup_printf ("%d days", (int)(seconds / (24 * 3600)));
}

static char *
size_text (gint64 bytes)
{
  return bytes < 1000000 ? g_strdup_printf ("%d kB", (int)((bytes + 999) / 1000))
                         : g_strdup_printf ("%.1f MB", (double)bytes / 1e6);
}

static void
print_row (const Row *row, gint64 now)
{
  g_autofree char *age = row->fetched > 0 ? span_text (now - row->fetched) : g_strdup ("-");
  g_autofree char *size = size_text (row->bytes);
  g_autofree char *due = row->flags & PL_UPDATE_OFF ? g_strdup ("-")
                         : row->due <= now          ? g_strdup ("now")
                                                    : span_text (row->due - now);
  const char *held = row->flags & PL_UPDATE_HELD ? "held: " : "";
  const char *text = row->flags & PL_UPDATE_OFF ? "switched off"
                     : *row->text == '\0'       ? "not fetched yet"
                                                : row->text;

  g_print ("%-24s %-16s %9" G_GINT64_FORMAT " %8s %9s %-14s %8s  %s%s\n", row->id,
           *row->category != '\0' ? row->category : "(its own)", row->entries, age, size,
           row->licence, due, held, text);
}

/* What no list covers well is said where lists are shown (F11). */
static void
print_coverage (void)
{
  g_autoptr (GPtrArray) categories = pl_shipped_rows ("categories.tsv");
  const char *between = "Not well covered by any public list: ";

  for (guint i = 0; i < categories->len; i++) {
    char **cells = categories->pdata[i];
    if (g_strv_length (cells) < 4 || !g_str_equal (cells[3], "thin"))
      continue;
    g_print ("%s%s", between, cells[0]);
    between = ", ";
  }
  g_print (".\nLists that need a licence are not among them.\n");
}

static void
print_table (GVariantIter *rows)
{
  gint64 now = pl_clock_wall_ms () / 1000;
  Row row;

  g_print ("%-24s %-16s %9s %8s %9s %-14s %8s  %s\n", "SOURCE", "CATEGORY", "SITES", "AGE", "SIZE",
           "LICENCE", "NEXT", "LAST RESULT");
  while (next_row (rows, &row))
    print_row (&row, now);
  print_coverage ();
}

static void
add_text (JsonBuilder *json, const char *name, const char *text)
{
  json_builder_set_member_name (json, name);
  if (*text != '\0')
    json_builder_add_string_value (json, text);
  else
    json_builder_add_null_value (json);
}

/* 0 is never. */
static void
add_number (JsonBuilder *json, const char *name, gint64 number, gboolean never)
{
  json_builder_set_member_name (json, name);
  if (never)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, number);
}

static void
add_flag (JsonBuilder *json, const char *name, gboolean flag)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, flag);
}

static void
add_row (JsonBuilder *json, const Row *row, gint64 now)
{
  gboolean never = row->fetched == 0;

  json_builder_begin_object (json);
  add_text (json, "name", row->id);
  add_text (json, "title", row->title);
  add_text (json, "category", row->category);
  add_text (json, "licence", row->licence);
  add_text (json, "covers", row->covers);
  add_number (json, "entries", row->entries, FALSE);
  add_number (json, "bytes", row->bytes, FALSE);
  add_number (json, "fetched", row->fetched, never);
  add_number (json, "age_s", MAX (now - row->fetched, 0), never);
  add_number (json, "checked", row->checked, row->checked == 0);
  add_number (json, "next_due", row->due, row->due == 0);
  add_flag (json, "enabled", !(row->flags & PL_UPDATE_OFF));
  add_flag (json, "failed", (row->flags & PL_UPDATE_FAILED) != 0);
  add_text (json, "held", row->held);
  add_text (json, "result", row->text);
  json_builder_end_object (json);
}

static void
print_json_rows (GVariantIter *rows)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  gint64 now = pl_clock_wall_ms () / 1000;
  Row row;

  json_builder_begin_array (json);
  while (next_row (rows, &row))
    add_row (json, &row, now);
  json_builder_end_array (json);
  pl_ctl_print_json (json);
}

gboolean
pl_ctl_sites_sources (int argc, char **argv, GError **error)
{
  gboolean json = argc == 2 && g_str_equal (argv[1], "--json");
  g_autoptr (GVariantIter) rows = NULL;

  if (argc > 1 && !json)
    return wrong (error, "sources", argv[1]);
  g_autoptr (GVariant) reply = ask_rows (&rows, error);
  if (reply == NULL)
    return FALSE;
  if (json)
    print_json_rows (rows);
  else
    print_table (rows);
  return TRUE;
}

gboolean
pl_ctl_sites_held (int argc, char **argv, GError **error)
{
  gboolean as_json = argc == 2 && g_str_equal (argv[1], "--json");
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GVariantIter) rows = NULL;
  Row row;

  if (argc > 1 && !as_json)
    return wrong (error, "held", argv[1]);
  g_autoptr (GVariant) reply = ask_rows (&rows, error);
  json_builder_begin_array (json);
  while (reply != NULL && next_row (rows, &row)) {
    if (!(row.flags & PL_UPDATE_HELD))
      continue;
    add_row (json, &row, pl_clock_wall_ms () / 1000);
    if (!as_json)
      g_print ("%s\t%s\n", row.held, row.text);
  }
  json_builder_end_array (json);
  if (reply != NULL && as_json)
    pl_ctl_print_json (json);
  return reply != NULL;
}

/* ---- update ---- */

static void
print_progress (const char *source, const char *phase, gint64 bytes, gint64 total)
{
  g_autofree char *done = size_text (bytes), *all = size_text (total);
  g_autofree char *of = total > 0 ? g_strconcat (" of ", all, NULL) : g_strdup ("");
  gboolean terminal = isatty (STDERR_FILENO);

  fprintf (stderr, "%s%s%s%s%s%s%s%s", terminal ? "\r\033[K" : "", source,
           *source != '\0' ? ": " : "", phase, bytes > 0 ? " " : "", bytes > 0 ? done : "",
           bytes > 0 ? of : "", terminal ? "" : "\n");
}

/* Waits until the agent's update is over. failed: of how many sources; result: transfer full. */
static gboolean
wait_for_end (gboolean progress, gint64 *failed, char **result, GError **error)
{
  g_autofree char *said = NULL;

  for (;;) {
    g_autoptr (GVariant) reply = pl_ctl_call_agent (SITES, "GetUpdate", NULL, "(bssxxxs)", error);
    const char *source, *phase, *text;
    gboolean running;
    gint64 bytes, total;
    if (reply == NULL)
      return FALSE;
    g_variant_get (reply, "(b&s&sxxx&s)", &running, &source, &phase, &bytes, &total, failed, &text);
    g_autofree char *now = g_strdup_printf ("%s %s %" G_GINT64_FORMAT, source, phase, bytes);
    if (progress && *phase != '\0' && g_strcmp0 (now, said) != 0)
      print_progress (source, phase, bytes, total);
    g_free (said);
    said = g_steal_pointer (&now);
    if (!running) {
      if (progress && isatty (STDERR_FILENO))
        fputs ("\r\033[K", stderr);
      *result = g_strdup (text);
      return TRUE;
    }
    g_usleep (LOOK_US);
  }
}

/* What a person should look at after it. */
static gboolean
print_what_is_wrong (GError **error)
{
  g_autoptr (GVariantIter) rows = NULL;
  g_autoptr (GVariant) reply = ask_rows (&rows, error);
  Row row;

  while (reply != NULL && next_row (rows, &row)) {
    if (row.flags & PL_UPDATE_HELD)
      fprintf (stderr, "%s: held as %s: %s\n", row.id, row.held, row.text);
    else if (row.flags & PL_UPDATE_FAILED && !(row.flags & PL_UPDATE_OFF))
      fprintf (stderr, "%s: %s\n", row.id, row.text);
  }
  return reply != NULL;
}

static gboolean
run (const char *method, GVariant *arguments, gboolean progress, GError **error)
{
  g_autoptr (GVariant) started = pl_ctl_call_agent (SITES, method, arguments, "()", error);
  g_autofree char *result = NULL;
  gint64 failed = 0;

  if (started == NULL || !wait_for_end (progress, &failed, &result, error) ||
      !print_what_is_wrong (error))
    return FALSE;
  if (failed > 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, result);
    return FALSE;
  }
  g_print ("%s\n", result);
  return TRUE;
}

/* FALSE for a name that is none; an agent that has not looked yet knows better than we do. */
static gboolean
check_names (const char *const *names, GError **error)
{
  g_autoptr (GVariantIter) rows = NULL;
  g_autoptr (GVariant) reply = ask_rows (&rows, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  Row row;

  if (reply == NULL)
    return FALSE;
  while (next_row (rows, &row))
    g_hash_table_add (known, (gpointer)row.id);
  for (; *names != NULL; names++)
    if (g_hash_table_size (known) > 0 && !g_hash_table_contains (known, *names)) {
      g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "no source is named \"%s\"", *names);
      return FALSE;
    }
  return TRUE;
}

gboolean
pl_ctl_sites_update (int argc, char **argv, GError **error)
{
  gboolean progress = argc > 1 && g_str_equal (argv[1], "--progress");
  const char *const *names = (const char *const *)argv + (progress ? 2 : 1);
  gssize n = argc - (progress ? 2 : 1);

  for (gssize i = 0; i < n; i++)
    if (*names[i] == '-')
      return wrong (error, "update", names[i]);
  if (n > 0 && !check_names (names, error))
    return FALSE;
  GVariant *sources = g_variant_new_strv (names, n);
  return run ("Update", g_variant_new_tuple (&sources, 1), progress, error);
}

static gboolean
decide (const char *method, int argc, char **argv, GError **error)
{
  if (argc == 2)
    return run (method, g_variant_new ("(s)", argv[1]), FALSE, error);
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "sites %s: one id of a held list is wanted",
               argv[0]);
  return FALSE;
}

gboolean
pl_ctl_sites_accept (int argc, char **argv, GError **error)
{
  return decide ("AcceptList", argc, argv, error);
}

gboolean
pl_ctl_sites_reject (int argc, char **argv, GError **error)
{
  return decide ("RejectList", argc, argv, error);
}

gboolean
pl_ctl_sites_rollback (int argc, char **argv, GError **error)
{
  if (argc > 1)
    return wrong (error, "rollback", argv[1]);
  return run ("RollBack", NULL, FALSE, error);
}
