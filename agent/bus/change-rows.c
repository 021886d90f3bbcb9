/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/change-rows.h"

#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "policy/people/key-value.h"
#include "policy/people/profile-value.h"

typedef struct {
  const char *field;
  guint direction;  /* of PlDirection */
  int weekday;      /* -1: of none */
  guint32 day;      /* 0: of none */
  const char *name; /* nullable */
  const char *before, *after;
} Row;

static void
add_row (GVariantBuilder *rows, const Row *row)
{
  char day[sizeof "YYYY-MM-DD" + 8] = "";
  GDate date;

  g_date_clear (&date, 1);
  if (row->day != 0) {
    g_date_set_julian (&date, row->day);
    g_date_strftime (day, sizeof day, "%Y-%m-%d", &date);
  }
  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "field", row->field);
  g_variant_builder_add (rows, "{sv}", "more",
                         g_variant_new_boolean ((row->direction & PL_LOOSENS) != 0));
  g_variant_builder_add (rows, "{sv}", "less",
                         g_variant_new_boolean ((row->direction & PL_TIGHTENS) != 0));
  pl_bus_add_time (rows, "weekday", row->weekday);
  pl_bus_add_text (rows, "day", day);
  pl_bus_add_text (rows, "name", row->name != NULL ? row->name : "");
  pl_bus_add_text (rows, "before", row->before);
  pl_bus_add_text (rows, "after", row->after);
  g_variant_builder_close (rows);
}

void
pl_bus_add_profile_changes (GVariantBuilder *rows,
                            const PlHome *home,
                            const PlProfile *before,
                            const PlProfile *after)
{
  g_autoptr (GPtrArray) changes = pl_profile_changes (home, before, after);

  for (guint i = 0; i < changes->len; i++) {
    const PlProfileChange *change = changes->pdata[i];
    g_autofree char *was = pl_profile_value (home, before, change);
    g_autofree char *is = pl_profile_value (home, after, change);
    const Row row = { pl_profile_field_code (change->field),
                      change->direction,
                      change->weekday,
                      change->day,
                      change->name,
                      was,
                      is };
    add_row (rows, &row);
  }
}

static void
add_level_change (GVariantBuilder *rows,
                  const PlHome *home,
                  const PlLevelEffect *effect,
                  const PlLevelChange *change)
{
  g_autofree char *was = pl_level_value (effect->before, change);
  g_autofree char *is = pl_level_value (effect->after, change);
  const Row row = {
    .field = pl_level_field_code (change->field),
    .direction = change->direction,
    .weekday = -1,
    .name = change->category != PL_CATEGORY_NONE
                ? pl_categories_id (home->categories, (guint)change->category)
                : NULL,
    .before = was,
    .after = is,
  };

  add_row (rows, &row);
}

void
pl_bus_add_level_changes (GVariantBuilder *rows, const PlHome *home, const PlLevelEffect *effect)
{
  const Row time_up = {
    .field = pl_profile_field_code (PL_PROFILE_TIME_UP),
    .direction = effect->time_up_after < effect->time_up_before ? PL_LOOSENS : PL_TIGHTENS,
    .weekday = -1,
    .before = pl_time_up_names[effect->time_up_before],
    .after = pl_time_up_names[effect->time_up_after],
  };

  for (guint i = 0; i < effect->changes->len; i++)
    add_level_change (rows, home, effect, &g_array_index (effect->changes, PlLevelChange, i));
  if (effect->time_up_before != effect->time_up_after)
    add_row (rows, &time_up);
}

PlCategorySet
pl_bus_closed_for (const PlCall *call, const PlChild *child)
{
  PlVerdict verdict;

  pl_enforcer_verdict (call->agent->enforcer, child, &verdict);
  return verdict.social_blocked ? PL_CATEGORY_BIT (PL_CATEGORY_SOCIAL_NETWORKS) : 0;
}

/* The levels. */

static void
add_blocked (GVariantBuilder *row, const PlHousehold *household, const PlLevel *level)
{
  const PlCategories *categories = household->home->categories;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < pl_categories_count (categories); i++)
    if (level->blocked & PL_CATEGORY_BIT (i))
      g_ptr_array_add (ids, (gpointer)pl_categories_id (categories, i));
  g_variant_builder_add (row, "{sv}", "blocked",
                         g_variant_new_strv ((const char *const *)ids->pdata, ids->len));
}

static void
add_children (PlCall *call, GVariantBuilder *row, const PlLevel *level)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  g_autoptr (GPtrArray) accounts = g_ptr_array_new ();

  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    if (child->profile != NULL && child->profile->level == level)
      g_ptr_array_add (accounts, child->account);
  }
  g_variant_builder_add (row, "{sv}", "children",
                         g_variant_new_strv ((const char *const *)accounts->pdata, accounts->len));
  pl_bus_add_names (call, row, accounts, PL_BUS_NOW);
}

static void
add_flag (GVariantBuilder *row, const char *key, gboolean flag)
{
  g_variant_builder_add (row, "{sv}", key, g_variant_new_boolean (flag));
}

static void
add_level (PlCall *call, GVariantBuilder *rows, const PlLevel *level)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  const PlLevelFile *file = pl_level_files_of (household->level_files, level->id);
  const PlLevelChange ports = { PL_LEVEL_PORTS, 0, PL_CATEGORY_NONE };
  g_autofree char *open = pl_level_value (level, &ports);
  g_autofree char *shipped = household->levels_alone ? NULL : pl_level_shipped_text (level->id);

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "id", level->id);
  pl_bus_add_text (rows, "file", file->file);
  pl_bus_add_text (rows, "name", level->name);
  pl_bus_add_text (rows, "about", level->about);
  pl_bus_add_time (rows, "order", level->order);
  add_flag (rows, "own", file->own);
  add_flag (rows, "ships", shipped != NULL);
  add_flag (rows, "chosen-only", level->chosen_only);
  add_blocked (rows, household, level);
  pl_bus_add_text (rows, "search", pl_safe_search_names[level->search]);
  pl_bus_add_text (rows, "youtube", pl_safe_search_names[level->youtube]);
  pl_bus_add_text (rows, "ports", open);
  add_flag (rows, "tethering", level->tethering);
  pl_bus_add_text (rows, "time-up", pl_time_up_names[level->time_up]);
  add_children (call, rows, level);
  g_variant_builder_close (rows);
}

GVariant *
pl_bus_levels (PlCall *call)
{
  const PlLevels *levels = pl_enforcer_household (call->agent->enforcer)->levels;
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; levels != NULL && i < pl_levels_count (levels); i++)
    add_level (call, &rows, pl_levels_nth (levels, i));
  return g_variant_builder_end (&rows);
}
