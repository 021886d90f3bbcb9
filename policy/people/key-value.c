/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/key-value.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"
#include "policy/sites/category.h"
#include "policy/sites/hostname.h"
#include "policy/time/timetable.h"

const char *const pl_time_up_names[] = { "internet-off", "lock", "end-session", NULL };
const char *const pl_safe_search_names[] = { "off", "moderate", "strict", NULL };

#define refuse(error, ...) (g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, __VA_ARGS__), FALSE)

gboolean
pl_key_read_text (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  char **text = field;

  if (strlen (entry->value) > PL_KEY_FIELD_MAX)
    return refuse (error, NC_ ("said", "%s is longer than %d bytes"), entry->key, PL_KEY_FIELD_MAX);
  g_free (*text);
  *text = g_strdup (entry->value);
  return TRUE;
}

gboolean
pl_key_read_id (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (!pl_category_id_is_valid (entry->value))
    return refuse (error, NC_ ("said", "%s=%s is not of the form [a-z][a-z0-9-]*"), entry->key,
                   entry->value);
  return pl_key_read_text (field, rule, entry, weekday, error);
}

gboolean
pl_key_read_boolean (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  gboolean yes = g_str_equal (entry->value, "true");

  if (!yes && !g_str_equal (entry->value, "false"))
    return refuse (error, NC_ ("said", "%s=%s is neither true nor false"), entry->key,
                   entry->value);
  *(gboolean *)field = yes;
  return TRUE;
}

gboolean
pl_key_read_number (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (entry->value, 10, (guint64)rule->minimum, (guint64)rule->maximum,
                                   &number, NULL))
    return refuse (error, NC_ ("said", "%s=%s is not a whole number from %d to %d"), entry->key,
                   entry->value, rule->minimum, rule->maximum);
  ((int *)field)[weekday] = (int)number;
  return TRUE;
}

gboolean
pl_key_read_choice (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  for (int i = 0; rule->choices[i] != NULL; i++) {
    if (g_str_equal (rule->choices[i], entry->value)) {
      *(int *)field = i;
      return TRUE;
    }
  }
  g_autofree char *choices = g_strjoinv (", ", (char **)rule->choices);
  return refuse (error, NC_ ("said", "%s=%s is not one of: %s"), entry->key, entry->value, choices);
}

gboolean
pl_key_read_date (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  guint32 day;

  if (!pl_date_parse (entry->value, &day))
    return refuse (error, NC_ ("said", "%s=%s is not a date of the form YYYY-MM-DD"), entry->key,
                   entry->value);
  *(guint32 *)field = day;
  return TRUE;
}

char **
pl_key_split (const char *value, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  /* Not g_strsplit: its searches take quadratic time under the address sanitizer. */
  g_auto (GStrv) parts = g_strsplit_set (value, ";", PL_KEY_LIST_MAX + 2);

  if (g_strv_length (parts) > PL_KEY_LIST_MAX + 1) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "a list of more than %d"),
                 PL_KEY_LIST_MAX);
    return NULL;
  }
  for (char **part = parts; *part != NULL; part++) {
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (builder, *part);
  }
  return g_strv_builder_end (builder);
}

gboolean
pl_key_read_list (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  char ***list = field;
  char **parts = pl_key_split (entry->value, error);

  if (parts == NULL)
    return FALSE;
  g_strfreev (*list);
  *list = parts;
  return TRUE;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* Sorts names and drops the second of two that are the same. */
static void
sort_names (char **names)
{
  guint kept = 0;

  qsort (names, g_strv_length (names), sizeof names[0], compare_names);
  for (guint i = 0; names[i] != NULL; i++) {
    char *name = g_steal_pointer (&names[i]);
    if (kept > 0 && g_str_equal (names[kept - 1], name))
      g_free (name);
    else
      names[kept++] = name;
  }
}

gboolean
pl_key_read_names (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  char ***names = field;
  g_auto (GStrv) parts = pl_key_split (entry->value, error);
  char normal[PL_HOSTNAME_MAX + 1];

  if (parts == NULL)
    return FALSE;
  for (char **part = parts; *part != NULL; part++) {
    if (pl_hostname_normalise (*part, strlen (*part), normal) == 0)
      return refuse (error, NC_ ("said", "\"%s\" is not the name of a site"), *part);
    g_free (*part);
    *part = g_strdup (normal);
  }
  sort_names (parts);
  g_strfreev (*names);
  *names = g_steal_pointer (&parts);
  return TRUE;
}

gboolean
pl_key_read_windows (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlTimetable *timetable = field;
  PlWindows *windows = pl_windows_parse (entry->value, error);

  if (windows == NULL)
    return FALSE;
  g_free (timetable->weekday[weekday]);
  timetable->weekday[weekday] = windows;
  return TRUE;
}

gboolean
pl_key_read_exception (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlTimetable *timetable = field;
  guint32 day;

  if (!pl_date_parse (entry->key, &day))
    return refuse (error, NC_ ("said", "\"%s\" is not a date of the form YYYY-MM-DD"), entry->key);
  PlWindows *windows = pl_windows_parse (entry->value, error);
  if (windows == NULL)
    return FALSE;
  g_hash_table_insert (timetable->exceptions, GUINT_TO_POINTER (day), windows);
  return TRUE;
}
