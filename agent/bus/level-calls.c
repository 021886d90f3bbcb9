/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Home: the levels (L1), and what a change of one would mean to the children who are on it. */
#include "agent/bus/calls.h"

#include "agent/bus/change-rows.h"
#include "policy/error.h"
#include <glib/gi18n.h>

void
pl_answer_list_levels (PlCall *call)
{
  pl_call_return (call, g_variant_new ("(@aa{sv})", pl_bus_levels (call)));
}

/* A child for whom nothing changes has no row. */
static void
add_child (GVariantBuilder *rows, const PlCall *call, const PlChild *child, const PlLevels *levels)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  g_auto (PlLevelEffect) effect = { 0 };
  GVariantBuilder what;

  g_variant_builder_init (&what, G_VARIANT_TYPE ("aa{sv}"));
  pl_level_effect_init (&effect, household, child, levels, pl_bus_closed_for (call, child));
  pl_bus_add_level_changes (&what, household->home, &effect);
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_builder_end (&what));
  if (g_variant_n_children (list) > 0)
    g_variant_builder_add (rows, "(s@aa{sv})", child->account, list);
}

void
pl_answer_compare_level (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  const char *file, *text;
  GError *error = NULL;
  g_autoptr (PlLevels) levels = NULL;
  GVariantBuilder rows;

  g_variant_get (call->arguments, "(&s&s)", &file, &text);
  if (household->home == NULL || !pl_level_file_is_name (file))
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "the home has no level file \"%s\""), file);
  else
    levels = pl_level_record_with (household, file, text, &error);
  if (levels == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(saa{sv})"));
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    if (child->profile != NULL)
      add_child (&rows, call, child, levels);
  }
  pl_call_return (call, g_variant_new ("(a(saa{sv}))", &rows));
}
