/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/care-due.h"

void
pl_care_due_free (PlCareDue *due)
{
  g_free (due->subject);
  g_free (due->made_by);
  g_free (due);
}

static void
add (GPtrArray *list, const PlCareRecord *record, const PlRecordStep *step, gint64 due)
{
  if (due == 0)
    return;
  PlCareDue *row = g_new0 (PlCareDue, 1);
  row->id = record->id;
  row->kind = record->kind;
  row->subject = g_strdup (record->subject);
  row->made_by = g_strdup (record->made_by);
  row->step = step != NULL ? step->code : NULL;
  row->what = step != NULL ? step->title : record->kind->due_title;
  row->due = due;
  g_ptr_array_add (list, row);
}

static void
add_record (GPtrArray *list, const PlCareRecord *record, GTimeZone *zone)
{
  const PlRecordKind *kind = record->kind;
  const char *const *values = (const char *const *)record->values;

  add (list, record, NULL, pl_record_due (kind, values, zone));
  for (gsize i = 0; i < kind->n_steps; i++)
    if (record->steps_ms[i] == 0)
      add (list, record, &kind->steps[i], pl_record_step_due (kind, i, values));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PlCareDue *x = *(const PlCareDue *const *)a;
  const PlCareDue *y = *(const PlCareDue *const *)b;

  return x->due != y->due ? (x->due > y->due) - (x->due < y->due)
                          : (x->id > y->id) - (x->id < y->id);
}

GPtrArray *
pl_care_due_list (PlStore *store, GTimeZone *zone, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_care_due_free);
  PlCareFilter filter = { .open_only = TRUE, .limit = PL_CARE_LIST_MAX };
  guint got = PL_CARE_LIST_MAX;

  while (got == PL_CARE_LIST_MAX) {
    g_autoptr (GPtrArray) page = pl_care_record_list (store, &filter, error);
    if (page == NULL)
      return NULL;
    got = page->len;
    for (guint i = 0; i < got; i++)
      add_record (list, page->pdata[i], zone);
    if (got > 0)
      filter.before = ((const PlCareRecord *)page->pdata[got - 1])->id;
  }
  g_ptr_array_sort (list, compare);
  return g_steal_pointer (&list);
}
