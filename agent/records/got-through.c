/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/got-through.h"

#include <glib/gi18n.h>

#include "agent/records/store-private.h"
#include "policy/error.h"

#define DAY_MS (24 * 3600 * 1000)

static const PlActor agent = { 0, "porchlightd", "" };

static const char *
value_of (const PlRecordKind *kind, const char *const *values, const char *name)
{
  const char *value = values[pl_record_field (kind, name)];

  return value != NULL ? value : "";
}

static gboolean
is_open (PlStore *store,
         const char *child,
         const char *why,
         const char *category,
         gboolean *open,
         GError **error)
{
  const PlCareFilter filter = {
    .kind = pl_record_kind ("filter-review"),
    .subject = child,
    .open_only = TRUE,
    .limit = PL_CARE_LIST_MAX,
  };
  g_autoptr (GPtrArray) records = pl_care_record_list (store, &filter, error);

  *open = FALSE;
  for (guint i = 0; records != NULL && i < records->len; i++) {
    const PlCareRecord *record = records->pdata[i];
    const char *const *values = (const char *const *)record->values;
    *open = *open || (g_str_equal (value_of (record->kind, values, "why"), why) &&
                      g_str_equal (value_of (record->kind, values, "category"), category));
  }
  return records != NULL;
}

gboolean
pl_filter_review_open (PlStore *store,
                       const char *child,
                       const char *why,
                       const char *category,
                       const char *about,
                       GError **error)
{
  PlCareDraft draft = { .kind = pl_record_kind ("filter-review"), .subject = child };
  gboolean open;

  if (!is_open (store, child, why, category, &open, error))
    return FALSE;
  draft.values[pl_record_field (draft.kind, "why")] = why;
  draft.values[pl_record_field (draft.kind, "category")] = category;
  draft.values[pl_record_field (draft.kind, "about")] = about;
  return open || pl_care_record_add (store, &agent, &draft, error) != 0;
}

typedef struct {
  const PlActor *actor;
  const PlCareDraft *draft;
  gint64 id;
} Reporting;

static gboolean
check_cap (PlStore *store, const Reporting *reporting, GError **error)
{
  gint64 today;
  PlMoment now;

  pl_store_now (store, &now);
  if (!g_str_equal (reporting->actor->account, reporting->draft->subject))
    return TRUE;
  if (!pl_store_number (store, error, &today, 0,
                        "SELECT count (*) FROM care_record WHERE kind = 'got-through'"
                        " AND made_by = ? AND made_ms > ?",
                        PL_TEXT (reporting->actor->account), PL_INT (now.wall_ms - DAY_MS)))
    return FALSE;
  if (today < PL_GOT_THROUGH_DAY_MAX)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
               NC_ ("said", "%d reports in a day are enough for now"), PL_GOT_THROUGH_DAY_MAX);
  return FALSE;
}

static gboolean
report (PlStore *store, gpointer data, GError **error)
{
  Reporting *reporting = data;
  const PlCareDraft *draft = reporting->draft;

  if (!check_cap (store, reporting, error))
    return FALSE;
  reporting->id = pl_care_record_add (store, reporting->actor, draft, error);
  if (reporting->id == 0 ||
      !g_str_equal (value_of (draft->kind, draft->values, "category"), "extremism"))
    return reporting->id != 0;
  g_autofree char *about = g_strdup_printf ("Report %" G_GINT64_FORMAT ": %s", reporting->id,
                                            value_of (draft->kind, draft->values, "site"));
  return pl_filter_review_open (store, draft->subject, "report", "extremism", about, error);
}

gint64
pl_got_through_add (PlStore *store, const PlActor *actor, const PlCareDraft *draft, GError **error)
{
  Reporting reporting = { actor, draft, 0 };

  return pl_store_transact (store, report, &reporting, error) ? reporting.id : 0;
}
