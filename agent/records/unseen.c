/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/unseen.h"

#include <stdlib.h>

#include "agent/records/store-private.h"
#include "agent/records/vault.h"

static char *
mark_of (const char *account)
{
  return g_strconcat ("unseen:", account, NULL);
}

gboolean
pl_unseen_read (PlStore *store, const char *account, guint *bits, GError **error)
{
  g_autofree char *mark = mark_of (account);
  g_autoptr (sqlite3_stmt) row =
      pl_store_query (store, error, "SELECT value FROM mark WHERE name = ?", PL_TEXT (mark));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got < 0)
    return FALSE;
  g_autofree char *hidden = got > 0 ? pl_store_column_text (row, 0) : NULL;
  g_autofree char *text = hidden != NULL ? pl_vault_show (store, hidden) : NULL;
  *bits = text != NULL ? (guint)strtoul (text, NULL, 10) : 0;
  return TRUE;
}

gboolean
pl_unseen_write (PlStore *store, const char *account, guint bits, GError **error)
{
  g_autofree char *mark = mark_of (account);
  g_autofree char *text = g_strdup_printf ("%u", bits);
  g_autofree char *hidden = pl_vault_hide (store, text, error);

  return hidden != NULL && pl_store_exec (store, error, "INSERT OR REPLACE INTO mark VALUES (?, ?)",
                                          PL_TEXT (mark), PL_TEXT (hidden));
}

gboolean
pl_unseen_forget (PlStore *store, const char *account, GError **error)
{
  g_autofree char *mark = mark_of (account);

  return pl_store_exec (store, error, "DELETE FROM mark WHERE name = ?", PL_TEXT (mark));
}
