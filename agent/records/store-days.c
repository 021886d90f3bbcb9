/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Retention (R7) of what is kept by day. */
#include "agent/records/store-private.h"

typedef struct {
  const char *sql;
  gint64 day;
  const char *const *kept;
  guint deleted;
} Deleting;

static gboolean
delete_days (PlStore *store, gpointer data, GError **error)
{
  Deleting *deleting = data;
  g_autofree char *kept = pl_store_name_list (deleting->kept);

  if (!pl_store_exec (store, error, deleting->sql, PL_INT (deleting->day), PL_TEXT (kept)))
    return FALSE;
  deleting->deleted = (guint)pl_store_changed (store);
  return TRUE;
}

gboolean
pl_store_delete_days (PlStore *store,
                      const char *sql,
                      gint64 day,
                      const char *const *kept,
                      guint *deleted,
                      GError **error)
{
  Deleting deleting = { sql, day, kept, 0 };

  if (!pl_store_transact (store, delete_days, &deleting, error))
    return FALSE;
  if (deleted != NULL)
    *deleted = deleting.deleted;
  return TRUE;
}
