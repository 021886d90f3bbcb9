/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/export-act.h"

#include <glib/gi18n.h>

#include <string.h>

#include "agent/records/store-private.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"

#define FOLDER "children/"
#define ENDING ".conf"

static gboolean
say (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const PlExport *made = data;

  pl_payload_time (payload, "from", made->from * 1000);
  pl_payload_time (payload, "until", made->until * 1000);
  pl_payload_text (payload, "encrypted", made->encrypted ? "yes" : "no");
  return TRUE;
}

gboolean
pl_export_record (PlStore *store, const PlActor *actor, const PlExport *made, GError **error)
{
  const PlAct act = { actor, "export", made->child };

  if (made->from < made->until)
    return pl_act (store, &act, say, (gpointer)made, error);
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               NC_ ("said", "the period ends before it begins"));
  return FALSE;
}

/* The account of "children/sam.conf". g_free; NULL for another file. */
static char *
account_of (const char *file)
{
  return g_str_has_prefix (file, FOLDER) && g_str_has_suffix (file, ENDING)
             ? g_strndup (file + strlen (FOLDER), strlen (file) - strlen (FOLDER) - strlen (ENDING))
             : NULL;
}

static void
take (GHashTable *names, char *name)
{
  if (name != NULL && *name != '\0')
    g_hash_table_add (names, name);
  else
    g_free (name);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char **
pl_other_names (PlStore *store, const char *child, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int got = -1;
  guint n;
  g_autoptr (sqlite3_stmt) rows =
      pl_store_query (store, error, "SELECT file, text FROM file_version");

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    g_autofree char *account = account_of ((const char *)sqlite3_column_text (rows, 0));
    if (account == NULL || g_str_equal (account, child))
      continue;
    take (names, pl_key_value ((const char *)sqlite3_column_text (rows, 1), "Child", "Name"));
    take (names, g_steal_pointer (&account));
  }
  if (got != 0)
    return NULL;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (names, &n);
  qsort (keys, n, sizeof *keys, compare);
  return g_strdupv ((char **)keys);
}
