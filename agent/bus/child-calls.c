/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Child: for the child who calls, about that child. */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/child-state.h"
#include "agent/bus/fields.h"
#include "agent/records/review.h"
#include "policy/error.h"
#include "policy/time/calendar.h"
#include "policy/time/span.h"
#include <glib/gi18n.h>

static const PlChild *
own (const PlCall *call)
{
  return pl_household_child (pl_enforcer_household (call->agent->enforcer), call->caller);
}

void
pl_answer_get_state (PlCall *call)
{
  PlVerdict verdict;

  pl_enforcer_verdict (call->agent->enforcer, own (call), &verdict);
  pl_call_return (call, g_variant_new ("(bxx@as)", verdict.online, pl_bus_instant (verdict.until),
                                       verdict.left_s, pl_bus_reasons (verdict.reasons)));
}

static void
add_spans (GVariantBuilder *today, const char *key, const GArray *spans)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(xx)"));
  for (guint i = 0; i < spans->len; i++)
    g_variant_builder_add (&rows, "(xx)", pl_spans_nth (spans, i)->start,
                           pl_spans_nth (spans, i)->end);
  g_variant_builder_add (today, "{sv}", key, g_variant_builder_end (&rows));
}

static void
add_contacts (GVariantBuilder *today, const PlDay *day)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sxx)"));
  for (guint i = 0; i < day->contact->len; i++) {
    const PlDayContact *contact = pl_day_contact_nth (day, i);
    g_variant_builder_add (&rows, "(sxx)", contact->id, contact->start, contact->end);
  }
  g_variant_builder_add (today, "{sv}", "contacts", g_variant_builder_end (&rows));
}

static void
add_day (GVariantBuilder *today, const PlDay *day)
{
  pl_bus_add_time (today, "now", day->now);
  pl_bus_add_time (today, "start", day->start);
  pl_bus_add_time (today, "next", day->next);
  pl_bus_add_time (today, "end", day->end);
  add_spans (today, "open", day->open);
  add_spans (today, "quiet", day->quiet);
  add_contacts (today, day);
}

static void
add_numbers (GVariantBuilder *today, const GPtrArray *numbers)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < numbers->len; i++) {
    const PlHelpNumber *number = numbers->pdata[i];
    g_variant_builder_add (&rows, "(ss)", number->name, number->number);
  }
  g_variant_builder_add (today, "{sv}", "numbers", g_variant_builder_end (&rows));
}

static void
add_profile (GVariantBuilder *today, const PlChild *child)
{
  const PlProfile *profile = child->profile;

  pl_bus_add_text (today, "name", profile->name != NULL ? profile->name : child->account);
  pl_bus_add_text (today, "level", profile->level->name);
  pl_bus_add_text (today, "level-about", profile->level->about);
  g_variant_builder_add (today, "{sv}", "easy-read",
                         g_variant_new_boolean (profile->needs.easy_read));
  g_variant_builder_add (today, "{sv}", "large-type",
                         g_variant_new_boolean (profile->needs.large_type));
  g_variant_builder_add (today, "{sv}", "read-aloud",
                         g_variant_new_boolean (profile->needs.read_aloud));
}

gboolean
pl_bus_add_review (GVariantBuilder *today, const PlCall *call, const PlChild *child, GError **error)
{
  char date[sizeof "YYYY-MM-DD" + 8] = "";
  PlReviewStanding standing;
  GDate due;

  if (!pl_review_standing (call->agent->store, child->account, &standing, error))
    return FALSE;
  g_date_clear (&due, 1);
  if (standing.due > 0) {
    g_date_set_julian (&due, (guint32)standing.due);
    g_date_strftime (date, sizeof date, "%Y-%m-%d", &due);
  }
  pl_bus_add_text (today, "review", date);
  return TRUE;
}

void
pl_answer_get_today (PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  const PlChild *child = own (call);
  g_auto (GVariantBuilder) today = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (PlDay) day = { 0 };
  GError *error = NULL;

  if (home == NULL || child->profile == NULL) {
    g_set_error (&error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "the rules for you could not be read"));
    pl_call_fail (call, error);
    return;
  }
  if (!pl_bus_add_review (&today, call, child, &error)) {
    pl_call_fail (call, error);
    return;
  }
  pl_enforcer_day (call->agent->enforcer, child, &day);
  add_day (&today, &day);
  add_profile (&today, child);
  add_numbers (&today, home->help_numbers);
  pl_bus_add_time (&today, "visit", pl_enforcer_visit (call->agent->enforcer, child));
  pl_bus_add_opened (&today, call);
  pl_bus_add_time (&today, "kept-days", home->usage_days);
  pl_bus_add_text (&today, "home", home->name);
  pl_bus_add_text (&today, "zone", home->zone_id);
  pl_call_return (call, g_variant_new ("(a{sv})", &today));
}

void
pl_answer_end_visit (PlCall *call)
{
  GError *error = NULL;

  if (!pl_enforcer_leave_visit (call->agent->enforcer, own (call)))
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "this is no help visit"));
  pl_bus_return_done (call, error == NULL, error);
}

/* Whoever was told when it ends hears that it does not end then. */
void
pl_answer_extend_visit (PlCall *call)
{
  GError *error = NULL;

  if (pl_enforcer_extend_visit (call->agent->enforcer, own (call)))
    pl_news_tell (call->agent->news, call->caller, PL_NEWS_VISIT_EXTENDED);
  else
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "this is no help visit"));
  pl_bus_return_done (call, error == NULL, error);
}
