/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changes in what is agreed with a child, before and after (L2): for the child, and for staff before they save it. */
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/records/household-record.h"
#include "policy/error.h"
#include "policy/people/profile-value.h"

/* Texts are compared two by two: that bounds the work of one call. */
#define CHANGES_MAX 20

/* Two profiles of one child. */
typedef struct {
  const PlHousehold *household;
  PlProfile *before, *after;
} Pair;

static void
pair_clear (Pair *pair)
{
  pl_profile_free (pair->before);
  pl_profile_free (pair->after);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static PlProfile *
parse (const PlHousehold *household, const char *file, const char *text, GError **error)
{
  if (household->home != NULL && household->levels != NULL)
    return pl_profile_parse (household->home, household->levels, file, text, strlen (text), NULL,
                             error);
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "the home could not be read");
  return NULL;
}

static void
add_change (GVariantBuilder *rows, const Pair *pair, const PlProfileChange *change)
{
  const PlHome *home = pair->household->home;
  g_autofree char *before = pl_profile_value (home, pair->before, change);
  g_autofree char *after = pl_profile_value (home, pair->after, change);
  char day[sizeof "YYYY-MM-DD" + 8] = "";
  GDate date;

  g_date_clear (&date, 1);
  if (change->day != 0) {
    g_date_set_julian (&date, change->day);
    g_date_strftime (day, sizeof day, "%Y-%m-%d", &date);
  }
  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "field", pl_profile_field_code (change->field));
  g_variant_builder_add (rows, "{sv}", "more",
                         g_variant_new_boolean ((change->direction & PL_LOOSENS) != 0));
  g_variant_builder_add (rows, "{sv}", "less",
                         g_variant_new_boolean ((change->direction & PL_TIGHTENS) != 0));
  pl_bus_add_time (rows, "weekday", change->weekday);
  pl_bus_add_text (rows, "day", day);
  pl_bus_add_text (rows, "name", change->name != NULL ? change->name : "");
  pl_bus_add_text (rows, "before", before);
  pl_bus_add_text (rows, "after", after);
  g_variant_builder_close (rows);
}

/* Floating, "aa{sv}"; NULL where nothing differs. */
static GVariant *
what_changed (const Pair *pair)
{
  g_autoptr (GPtrArray) changes =
      pl_profile_changes (pair->household->home, pair->before, pair->after);
  GVariantBuilder rows;

  if (changes->len == 0)
    return NULL;
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < changes->len; i++)
    add_change (&rows, pair, changes->pdata[i]);
  return g_variant_builder_end (&rows);
}

/* What can no longer be read by today's levels cannot be told either. */
static void
add_version (GVariantBuilder *changes,
             const PlHousehold *household,
             const PlFileVersion *version,
             const PlFileVersion *before)
{
  static const char *const grounds[] = {
    [PL_FILE_FOUND] = "found",
    [PL_FILE_CHANGED] = "changed",
    [PL_FILE_REVIEWED] = "reviewed",
  };
  g_auto (Pair) pair = { household, parse (household, "before", before->text, NULL),
                         parse (household, "after", version->text, NULL) };
  GVariant *what = pair.before != NULL && pair.after != NULL ? what_changed (&pair) : NULL;

  if (what == NULL)
    return;
  g_variant_builder_open (changes, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (changes, "id", version->id);
  pl_bus_add_time (changes, "made", version->made_ms / 1000);
  pl_bus_add_time (changes, "review", version->review);
  pl_bus_add_text (changes, "by", version->made_by);
  pl_bus_add_text (changes, "why", version->reason);
  pl_bus_add_text (changes, "ground", grounds[version->ground]);
  g_variant_builder_add (changes, "{sv}", "what", what);
  g_variant_builder_close (changes);
}

void
pl_answer_list_changes (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  const PlChild *child = pl_household_child (household, call->caller);
  gint64 before;
  guint limit;
  GError *error = NULL;
  GVariantBuilder changes;

  g_variant_get (call->arguments, "(xu)", &before, &limit);
  g_autoptr (GPtrArray) versions =
      pl_household_profile_versions (call->agent->store, child, before, &error);
  if (versions == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&changes, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i + 1 < versions->len && i < MIN (limit, CHANGES_MAX); i++)
    add_version (&changes, household, versions->pdata[i], versions->pdata[i + 1]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &changes));
}

/* before, after: owned by the call, or the household. */
static void
return_what (PlCall *call, const char *account, const char *before, const char *after)
{
  g_auto (Pair) pair = { pl_enforcer_household (call->agent->enforcer), NULL, NULL };
  g_autofree char *file = g_strconcat (account, ".conf", NULL);
  GError *error = NULL;

  pair.before = parse (pair.household, file, before, &error);
  if (pair.before != NULL)
    pair.after = parse (pair.household, file, after, &error);
  if (pair.after == NULL) {
    pl_call_fail (call, error);
    return;
  }
  GVariant *what = what_changed (&pair);
  if (what == NULL)
    what = g_variant_new_array (G_VARIANT_TYPE_VARDICT, NULL, 0);
  pl_call_return (call, g_variant_new ("(@aa{sv})", what));
}

/* One that has a profile; NULL and an error. */
static const PlChild *
child_with_profile (const PlCall *call, const char *account, GError **error)
{
  const PlChild *child = pl_bus_child (call, account, error);

  if (child == NULL || child->text != NULL)
    return child;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s has no profile", account);
  return NULL;
}

void
pl_answer_compare_profile (PlCall *call)
{
  const char *account, *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s)", &account, &text);
  const PlChild *child = child_with_profile (call, account, &error);
  if (child != NULL)
    return_what (call, account, child->text, text);
  else
    pl_call_fail (call, error);
}

void
pl_answer_compare_texts (PlCall *call)
{
  const char *account, *before, *after;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s&s)", &account, &before, &after);
  if (child_with_profile (call, account, &error) != NULL)
    return_what (call, account, before, after);
  else
    pl_call_fail (call, error);
}
