/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/concern-rows.h"

#include <sodium.h>
#include <string.h>

#include "agent/bus/concern-told.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/restriction.h"
#include "policy/time/calendar.h"

/* C3: how long after a concern a restriction is shown beside it. */
#define RESTRICTION_DAYS 7
#define RESTRICTIONS_MAX 50

void
pl_bus_concern_rows_init (PlBusConcernRows *rows,
                          const PlCall *call,
                          const PlFilingPlace *place,
                          const GPtrArray *views)
{
  pl_bus_receipts_init (&rows->receipts, call, place);
  rows->views = views;
  rows->restrictions =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
}

void
pl_bus_concern_rows_clear (PlBusConcernRows *rows)
{
  pl_bus_receipts_clear (&rows->receipts);
  g_clear_pointer (&rows->restrictions, g_hash_table_unref);
}

/* A child's newest; empty on errors. */
static const GPtrArray *
restrictions_of (const PlBusConcernRows *rows, const char *child)
{
  PlStore *store = rows->receipts.call->agent->store;
  GPtrArray *records = g_hash_table_lookup (rows->restrictions, child);

  if (records != NULL)
    return records;
  records = pl_restriction_list (store, child, 0, RESTRICTIONS_MAX, NULL);
  if (records == NULL)
    records = g_ptr_array_new ();
  g_hash_table_insert (rows->restrictions, g_strdup (child), records);
  return records;
}

/* What was restricted soon after, for its readers to ask why. */
static void
add_restrictions (PlCall *call,
                  GVariantBuilder *row,
                  const PlBusConcernRows *rows,
                  const PlConcern *concern)
{
  GVariantBuilder found;

  g_variant_builder_init (&found, G_VARIANT_TYPE ("a(xxss)"));
  const GPtrArray *all =
      concern->origin == PL_CONCERN_BY_CHILD ? restrictions_of (rows, concern->child) : NULL;
  for (guint i = 0; all != NULL && i < all->len; i++) {
    const PlRestrictionRecord *record = all->pdata[i];
    g_autofree char *by = pl_bus_person (call, record->made_by, record->made * 1000);
    if (record->made >= concern->filed &&
        record->made < concern->filed + RESTRICTION_DAYS * PL_SECONDS_A_DAY)
      g_variant_builder_add (&found, "(xxss)", record->id, record->made, by, record->fields.what);
  }
  g_variant_builder_add (row, "{sv}", "restrictions", g_variant_builder_end (&found));
}

/* The other child's, for who sees that one, too: for everybody else there is none (C5). */
static void
add_linked (GVariantBuilder *row, const PlBusConcernRows *rows, const PlConcern *concern)
{
  g_autofree char *linked = pl_care_id_text (concern->linked);

  if (pl_concern_views_find (rows->views, concern->linked) != NULL)
    pl_bus_add_text (row, "linked", linked);
}

static void
add_texts (GVariantBuilder *row, const char *key, const GPtrArray *texts)
{
  g_variant_builder_add (row, "{sv}", key,
                         g_variant_new_strv ((const char *const *)texts->pdata, texts->len));
}

/* What the child's receipt says, but for whom to ring. */
static void
add_receipt (GVariantBuilder *row, const PlBusConcernRows *rows, const PlConcern *concern)
{
  g_autoptr (GVariant) receipt = g_variant_ref_sink (pl_bus_receipt (&rows->receipts, concern));
  GVariantIter fields;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&fields, receipt);
  while (g_variant_iter_loop (&fields, "{&sv}", &key, &value))
    if (!g_str_equal (key, "numbers"))
      g_variant_builder_add (row, "{sv}", key, value);
}

GVariant *
pl_bus_concern_row (PlCall *call, const PlBusConcernRows *rows, const PlConcernView *view)
{
  const PlConcern *concern = view->concern;
  GVariantBuilder row;

  g_variant_builder_init (&row, G_VARIANT_TYPE_VARDICT);
  add_receipt (&row, rows, concern);
  pl_bus_add_account (call, &row, "child", concern->child, PL_BUS_NOW);
  pl_bus_add_text (&row, "origin", concern->origin == PL_CONCERN_BY_STAFF ? "staff" : "child");
  pl_bus_add_account (call, &row, "made-by", concern->made_by, concern->filed * 1000);
  pl_bus_add_text (&row, "role", pl_reader_role_code (view->sight.role));
  g_variant_builder_add (&row, "{sv}", "times", g_variant_new_uint32 (concern->times));
  add_linked (&row, rows, concern);
  add_texts (&row, "not", concern->not_accounts);
  pl_bus_add_names (call, &row, concern->not_accounts, concern->filed * 1000);
  add_texts (&row, "not-names", concern->not_typed);
  add_restrictions (call, &row, rows, concern);
  pl_bus_add_told (&row, concern, rows->receipts.place);
  return g_variant_builder_end (&row);
}
