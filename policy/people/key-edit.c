/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/key-edit.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"
#include "policy/people/key-file.h"

/* What is read back as it was written: no line break, nothing that is cut from its ends, and a key
 * or a section that is not taken for something else. */
static gboolean
check (const char *text, const char *never, const char *what, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (strpbrk (text, never) == NULL && g_str_equal (stripped, text) &&
      g_utf8_validate (text, -1, NULL))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" cannot be a %s"), text,
               what);
  return FALSE;
}

static gboolean
is_writable (const char *section, const char *key, const char *value, GError **error)
{
  return check (section, "\r\n[]", "section", error) && check (key, "\r\n=[#", "key", error) &&
         (value == NULL || check (value, "\r\n", "value", error));
}

/* The lines of text, each with its own line end. */
static GPtrArray *
split_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0') {
    const char *end = strchrnul (text, '\n');
    gsize length = (gsize)(end - text) + (*end == '\n');
    g_ptr_array_add (lines, g_strndup (text, length));
    text += length;
  }
  return lines;
}

static char *
join_lines (const GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append (text, lines->pdata[i]);
  return g_string_free (text, FALSE);
}

static void
end_last_line (GPtrArray *lines)
{
  if (lines->len == 0 || g_str_has_suffix (lines->pdata[lines->len - 1], "\n"))
    return;
  char *last = g_ptr_array_steal_index (lines, lines->len - 1);
  g_ptr_array_add (lines, g_strconcat (last, "\n", NULL));
  g_free (last);
}

static gboolean
has_section (const PlKeyFile *file, const char *section)
{
  g_autofree const char **sections = pl_key_file_sections (file);

  return g_strv_contains (sections, section);
}

static void
set (const PlKeyFile *file, GPtrArray *lines, const char *section, const char *key, char *line)
{
  guint at = pl_key_file_line (file, section, key);

  end_last_line (lines);
  if (pl_key_file_has (file, section, key)) {
    g_free (lines->pdata[at - 1]);
    lines->pdata[at - 1] = line;
  } else if (has_section (file, section)) {
    g_ptr_array_insert (lines, (int)at, line);
  } else {
    g_ptr_array_add (lines, g_strdup_printf ("%s[%s]\n", lines->len > 0 ? "\n" : "", section));
    g_ptr_array_add (lines, line);
  }
}

char *
pl_key_edit (const char *name,
             const char *text,
             const char *section,
             const char *key,
             const char *value,
             GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new (name, text, strlen (text), error);

  if (file == NULL || !is_writable (section, key, value, error))
    return NULL;
  g_autoptr (GPtrArray) lines = split_lines (text);
  if (value != NULL)
    set (file, lines, section, key, g_strdup_printf ("%s=%s\n", key, value));
  else if (pl_key_file_has (file, section, key))
    g_ptr_array_remove_index (lines, pl_key_file_line (file, section, key) - 1);
  return join_lines (lines);
}

char *
pl_key_value (const char *text, const char *section, const char *key)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new ("", text, strlen (text), NULL);

  return file != NULL ? g_strdup (pl_key_file_value (file, section, key)) : NULL;
}

char **
pl_key_names (const char *text, const char *section)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new ("", text, strlen (text), NULL);
  GPtrArray *names = g_ptr_array_new ();
  const PlKeyEntry *entry;

  for (guint i = 0; file != NULL && (entry = pl_key_file_nth (file, i)) != NULL; i++)
    if (g_str_equal (entry->section, section))
      g_ptr_array_add (names, g_strdup (entry->key));
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (names, FALSE);
}

/* Adds what one file has and the other has not, or, with values, not in the same words. */
static void
add_changes (GPtrArray *changes, const PlKeyFile *of, const PlKeyFile *other, gboolean values)
{
  const PlKeyEntry *entry;

  for (guint i = 0; (entry = pl_key_file_nth (of, i)) != NULL; i++) {
    const char *value = pl_key_file_value (other, entry->section, entry->key);
    if (value == NULL || (values && !g_str_equal (value, entry->value)))
      g_ptr_array_add (changes, g_strconcat (entry->section, ".", entry->key, NULL));
  }
}

char **
pl_key_changes (const char *before, const char *after)
{
  g_autoptr (PlKeyFile) was = pl_key_file_new ("before", before, strlen (before), NULL);
  g_autoptr (PlKeyFile) is = pl_key_file_new ("after", after, strlen (after), NULL);
  GPtrArray *changes;

  if (was == NULL || is == NULL)
    return NULL;
  changes = g_ptr_array_new ();
  add_changes (changes, is, was, TRUE);
  add_changes (changes, was, is, FALSE);
  g_ptr_array_add (changes, NULL);
  return (char **)g_ptr_array_free (changes, FALSE);
}
