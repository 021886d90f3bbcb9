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

/* Numbers, one behind the other; what an older version did not write is 0. */

static void
read_text (const char *text, PlUnseen *unseen)
{
  char *at;

  unseen->told = (guint)strtoul (text, &at, 10);
  for (guint i = 0; i < PL_UNSEEN_OPENED_KINDS; i++)
    unseen->opened[i] = g_ascii_strtoll (at, &at, 10);
}

static char *
write_text (const PlUnseen *unseen)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%u", unseen->told);
  for (guint i = 0; i < PL_UNSEEN_OPENED_KINDS; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, unseen->opened[i]);
  return g_string_free (text, FALSE);
}

gboolean
pl_unseen_read (PlStore *store, const char *account, PlUnseen *unseen, GError **error)
{
  g_autofree char *mark = mark_of (account);
  g_autoptr (sqlite3_stmt) row =
      pl_store_query (store, error, "SELECT value FROM mark WHERE name = ?", PL_TEXT (mark));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  *unseen = (PlUnseen){ 0 };
  if (got < 0)
    return FALSE;
  g_autofree char *hidden = got > 0 ? pl_store_column_text (row, 0) : NULL;
  g_autofree char *text = hidden != NULL ? pl_vault_show (store, hidden) : NULL;
  if (text != NULL)
    read_text (text, unseen);
  return TRUE;
}

gboolean
pl_unseen_write (PlStore *store, const char *account, const PlUnseen *unseen, GError **error)
{
  g_autofree char *mark = mark_of (account);
  g_autofree char *text = write_text (unseen);
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
