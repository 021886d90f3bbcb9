/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/concern-told.h"

#include "agent/bus/fields.h"

/* The roles of those whom it is not for: a manager of whom it is is not told of it (C5). */
static guint
barred_roles (const PlConcern *concern, const PlPeople *people)
{
  guint n, barred = 0;
  g_autofree PlExclusion *items = pl_concern_exclusions (concern, &n);
  g_autofree gboolean *excluded = g_new0 (gboolean, people->n + 1);

  pl_exclusions_mark (&(PlExclusions){ items, n }, people, excluded);
  for (guint i = 0; i < people->n; i++)
    if (excluded[i])
      barred |= people->people[i].roles;
  return barred;
}

/* Staff know what they logged; of what a child told they know from when the first of them had seen it. */
static gint64
known_since (const PlConcern *concern)
{
  gint64 seen = pl_concern_first_seen (concern);

  if (concern->origin == PL_CONCERN_BY_STAFF)
    return concern->filed;
  return seen > 0 ? seen : -1;
}

void
pl_bus_add_told (GVariantBuilder *row, const PlConcern *concern, const PlFilingPlace *place)
{
  PlTold parties[PL_TOLD_PARTIES];
  GVariantBuilder told;
  guint n = pl_care_told_order (place->care, concern->kind,
                                barred_roles (concern, &place->people->people), parties);

  g_variant_builder_init (&told, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < n; i++) {
    const char *const *sources = pl_care_told_sources (place->care, concern->kind, parties[i]);
    g_variant_builder_open (&told, G_VARIANT_TYPE_VARDICT);
    pl_bus_add_text (&told, "to", pl_told_code (parties[i]));
    pl_bus_add_text (
        &told, "when",
        pl_told_when_code (pl_care_told_when (place->care, concern->kind, parties[i])));
    g_variant_builder_add (&told, "{sv}", "sources", g_variant_new_strv (sources, -1));
    g_variant_builder_close (&told);
  }
  g_variant_builder_add (row, "{sv}", "told", g_variant_builder_end (&told));
  pl_bus_add_time (row, "known", known_since (concern));
}
