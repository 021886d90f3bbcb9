/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/list-layout.h"

#include <string.h>

#include "policy/data/shipped.h"
#include "policy/sites/category.h"

/* Alias (owned) to category id (owned). A shipped category's own id is an alias of it. */
static GHashTable *
read_aliases (void)
{
  GHashTable *aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (PlCategories) shipped = pl_categories_new (NULL, NULL);
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("category-aliases.tsv");

  for (guint i = 0; i < pl_categories_count (shipped); i++)
    g_hash_table_insert (aliases, g_strdup (pl_categories_id (shipped, i)),
                         g_strdup (pl_categories_id (shipped, i)));
  for (guint i = 0; i < rows->len; i++) {
    char **cells = rows->pdata[i];
    if (g_strv_length (cells) >= 2)
      g_hash_table_insert (aliases, g_ascii_strdown (cells[0], -1), g_strdup (cells[1]));
  }
  return aliases;
}

static const char *
name_of (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

char *
pl_list_layout_folder (const char *path)
{
  g_autofree char *before = g_strndup (path, (gsize)(name_of (path) - path));
  g_auto (GStrv) parts = g_strsplit (before, "/", -1);
  GString *folder = g_string_new (NULL);

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0' && strcmp (*part, ".") != 0)
      g_string_append_printf (folder, "%s%s", folder->len > 0 ? "/" : "", *part);
  return g_string_free (folder, FALSE);
}

const char *
pl_list_layout_category (const char *path)
{
  static GHashTable *aliases;

  if (g_once_init_enter (&aliases))
    g_once_init_leave (&aliases, read_aliases ());
  g_autofree char *folder = pl_list_layout_folder (path);
  g_autofree char *alias = g_ascii_strdown (name_of (folder), -1);
  return g_hash_table_lookup (aliases, alias);
}

gboolean
pl_list_layout_is_domains (const char *path)
{
  return strcmp (name_of (path), "domains") == 0;
}

gboolean
pl_list_layout_is_usage (const char *path)
{
  return strcmp (name_of (path), "usage") == 0;
}

gboolean
pl_list_layout_is_list (const char *path)
{
  const char *name = name_of (path);

  return strcmp (name, "domains") == 0 || strcmp (name, "hosts") == 0 ||
         (g_str_has_suffix (name, ".txt") && strlen (name) > strlen (".txt"));
}

gboolean
pl_list_layout_says_white (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit_set (copy, "\r\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_ascii_strcasecmp (g_strstrip (*line), "white") == 0)
      return TRUE;
  return FALSE;
}
