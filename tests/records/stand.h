/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "agent/records/audit.h"
#include "agent/records/store.h"
#include "tests/folder.h"
#include "tests/tap.h"

/* A store in a folder of the test's own, on a clock that stands still unless it is moved. */

#define STAND_NOW_MS G_GINT64_CONSTANT (1795320000000) /* 2026-11-22T04:00:00Z */
#define STAND_DAY_MS G_GINT64_CONSTANT (86400000)

static char *stand_folder G_GNUC_UNUSED;
static char *stand_file G_GNUC_UNUSED;
static PlStore *store G_GNUC_UNUSED;
static PlMoment stand_time G_GNUC_UNUSED;

static const PlActor jo G_GNUC_UNUSED = { 5001, "jo", "password" };

static inline void
stand_clock (PlMoment *now)
{
  *now = stand_time;
}

static inline void
stand_reopen (void)
{
  pl_store_free (store);
  store = pl_store_new (stand_folder, stand_clock);
}

static inline void
stand_set_up (void)
{
  stand_folder = pl_test_folder ();
  stand_file = g_build_filename (stand_folder, "records.sqlite", NULL);
  stand_time = (PlMoment){ STAND_NOW_MS, 5000 };
  store = NULL;
  stand_reopen ();
}

static inline void
stand_tear_down (void)
{
  g_clear_pointer (&store, pl_store_free);
  pl_test_remove (stand_folder);
  g_clear_pointer (&stand_folder, g_free);
  g_clear_pointer (&stand_file, g_free);
}

static inline guint
stand_problems (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  pl_store_problems (store, problems);
  return problems->len;
}

static inline gboolean
stand_has_problem (const char *part)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  pl_store_problems (store, problems);
  for (guint i = 0; i < problems->len; i++)
    if (strstr (problems->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static inline void
stand_count_entry (const PlAuditEntry *entry, gpointer data)
{
  (*(guint *)data)++;
}

/* How many acts of a kind are on record. */
static inline guint
stand_entries (const char *kind)
{
  const PlAuditFilter filter = { .limit = PL_AUDIT_PAGE_MAX, .kind = kind };
  guint n = 0;

  ck_assert (pl_audit_list (store, &filter, stand_count_entry, &n, NULL));
  return n;
}
