/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/check-record.h"

#include "agent/bus/actor.h"
#include "agent/bus/person.h"
#include "agent/records/care-record.h"
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
details_of (PlCall *call, const GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Self-test: %u things tried.", rows->len);
  for (guint i = 0; i < rows->len && text->len < DETAILS_MAX; i++) {
    const PlSelfTestRow *row = rows->pdata[i];
    const char *name = pl_bus_name (call, row->child, PL_BUS_NOW);
    if (row->verdict != PL_SELF_TEST_OK)
      g_string_append_printf (text, "\n%s, %s%s%s: %s", row->layer,
                              *name != '\0' ? name : row->child, *row->child != '\0' ? ", " : "",
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
pl_bus_record_check (PlCall *call, const GPtrArray *rows)
{
  g_auto (PlActor) actor = { 0 };
  PlCareDraft draft = { .kind = pl_record_kind ("check"), .subject = "" };
  g_autofree char *device = device_of (call);
  g_autofree char *details = details_of (call, rows);
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
