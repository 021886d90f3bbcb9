/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/check-record.h"

#include <glib/gi18n.h>

#include "agent/bus/actor.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/time/clock.h"

#define DETAILS_MAX 6000 /* bytes: a text has room for it, however many children there are */

/* The room of a communal device, and the computer's name. */
static char *
device_of (const PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  const char *room = home != NULL ? home->room : "";

  return *room != '\0' ? g_strdup_printf ("%s (%s)", room, g_get_host_name ())
                       : g_strdup (g_get_host_name ());
}

/*
 * A failure outweighs what is not sure. What no home could try says nothing of the filter, and no check would ever be in order:
 * it stands in the details, and with what is not covered.
 */
static PlSelfTestVerdict
verdict_of (const GPtrArray *rows)
{
  PlSelfTestVerdict worst = PL_SELF_TEST_OK;

  for (guint i = 0; i < rows->len; i++) {
    const PlSelfTestRow *row = rows->pdata[i];
    PlSelfTestVerdict verdict = row->verdict;
    if (!row->untriable && (verdict == PL_SELF_TEST_FAILED || worst == PL_SELF_TEST_OK))
      worst = verdict;
  }
  return worst;
}

/* How many things were tried, and what was not well. */
static char *
details_of (const GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, NC_ ("said", "Self-test: %u things tried."), rows->len);
  for (guint i = 0; i < rows->len && text->len < DETAILS_MAX; i++) {
    const PlSelfTestRow *row = rows->pdata[i];
    if (row->verdict != PL_SELF_TEST_OK)
      g_string_append_printf (text, "\n%s, %s%s%s: %s", row->layer, row->child,
                              *row->child != '\0' ? ", " : "",
                              pl_self_test_verdict_id (row->verdict), row->sentence);
  }
  return g_string_free (text, FALSE);
}

static void
set (PlCareDraft *draft, const char *field, const char *value)
{
  draft->values[pl_record_field (draft->kind, field)] = value;
}

void
pl_bus_record_check (const PlCall *call, const GPtrArray *rows)
{
  g_auto (PlActor) actor = { 0 };
  PlCareDraft draft = { .kind = pl_record_kind ("check"), .subject = "" };
  g_autofree char *device = device_of (call);
  g_autofree char *details = details_of (rows);
  g_autofree char *when = g_strdup_printf ("%" G_GINT64_FORMAT, pl_clock_wall_ms () / 1000);
  g_autoptr (GError) error = NULL;

  pl_bus_actor_init (&actor, call);
  set (&draft, "when", when);
  set (&draft, "by", actor.account);
  set (&draft, "device", device);
  set (&draft, "result", pl_self_test_verdict_id (verdict_of (rows)));
  set (&draft, "details", details);
  if (pl_care_record_add (call->agent->store, &actor, &draft, &error) == 0)
    g_warning ("a filter check is not on record: %s", error->message);
}

/* A line of details, with a child's name for the account. Transfer full. */
static char *
line_said (PlCall *call, const char *line, gint64 made_ms)
{
  g_auto (GStrv) parts = g_strsplit (line, ", ", 3);

  if (g_strv_length (parts) < 3)
    return g_strdup (line);
  g_autofree char *person = pl_bus_person (call, parts[1], made_ms);
  return g_strjoin (", ", parts[0], person, parts[2], NULL);
}

char *
pl_bus_check_details (PlCall *call, const char *details, gint64 made_ms)
{
  g_auto (GStrv) lines = g_strsplit (details, "\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    g_autofree char *written = *line;
    *line = line_said (call, written, made_ms);
  }
  return g_strjoinv ("\n", lines);
}

void
pl_bus_add_check_details (PlCall *call, GVariantBuilder *dictionary, const PlCareRecord *record)
{
  int field = pl_record_field (record->kind, "details");

  if (record->kind != pl_record_kind ("check") || record->values[field] == NULL)
    return;
  g_autofree char *said = pl_bus_check_details (call, record->values[field], record->made_ms);
  pl_bus_add_text (dictionary, "details-name", said);
}
