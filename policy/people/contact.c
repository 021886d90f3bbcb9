/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/contact.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"
#include "policy/people/key-value.h"
#include "policy/time/calendar.h"
#include "policy/time/span.h"

#define WHEN_SUFFIX ".When"
#define ID_MAX      64

static void
contact_free (gpointer data)
{
  PlContact *contact = data;

  g_free (contact->id);
  g_strfreev (contact->names);
  g_free (contact->times);
  g_free (contact);
}

GPtrArray *
pl_contacts_new (void)
{
  return g_ptr_array_new_with_free_func (contact_free);
}

static gboolean
id_is_valid (const char *id)
{
  if (*id == '\0' || strlen (id) > ID_MAX)
    return FALSE;
  for (; *id != '\0'; id = g_utf8_next_char (id)) {
    if (!g_unichar_isalnum (g_utf8_get_char (id)) && *id != '-' && *id != '_')
      return FALSE;
  }
  return TRUE;
}

static PlContact *
find_or_add (GPtrArray *contacts, const char *id)
{
  for (guint i = 0; i < contacts->len; i++) {
    PlContact *contact = contacts->pdata[i];
    if (g_str_equal (contact->id, id))
      return contact;
  }
  PlContact *contact = g_new0 (PlContact, 1);
  contact->id = g_strdup (id);
  contact->always = TRUE;
  g_ptr_array_add (contacts, contact);
  return contact;
}

/* "Monday 18:00-19:00" */
static gboolean
parse_time (char *text, PlContactTime *time, GError **error)
{
  char *space = strpbrk (text, " \t");
  int weekday;

  if (space != NULL)
    *space = '\0';
  weekday = pl_weekday_parse (text);
  if (weekday < 0 || space == NULL) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "\"%s\" is not a weekday and a window, such as Monday 18:00-19:00"),
                 text);
    return FALSE;
  }
  g_autofree PlWindows *windows = pl_windows_parse (space + 1, error);
  if (windows == NULL)
    return FALSE;
  if (windows->n == 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "%s without a window"), text);
    return FALSE;
  }
  *time = (PlContactTime){ .weekday = (guint8)weekday, .window = windows->windows[0] };
  return TRUE;
}

static gboolean
read_times (PlContact *contact, const PlKeyEntry *entry, GError **error)
{
  g_auto (GStrv) parts = pl_key_split (entry->value, error);

  if (parts == NULL)
    return FALSE;
  guint n = g_strv_length (parts);
  if (n == 0 || n > PL_WEEKDAYS * PL_WINDOWS_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 n == 0 ? NC_ ("said", "%s says no time") : NC_ ("said", "%s is too long"),
                 entry->key);
    return FALSE;
  }
  contact->always = FALSE;
  contact->times = g_new0 (PlContactTime, n);
  for (; contact->n_times < n; contact->n_times++) {
    if (!parse_time (parts[contact->n_times], &contact->times[contact->n_times], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_names (PlContact *contact, const PlKeyEntry *entry, GError **error)
{
  if (!pl_key_read_names (&contact->names, NULL, entry, 0, error))
    return FALSE;
  if (contact->names[0] != NULL)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "contact \"%s\" names no site"),
               contact->id);
  return FALSE;
}

gboolean
pl_contact_read (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  GPtrArray *contacts = *(GPtrArray **)field;
  gboolean when = g_str_has_suffix (entry->key, WHEN_SUFFIX);
  g_autofree char *id =
      g_strndup (entry->key, strlen (entry->key) - (when ? strlen (WHEN_SUFFIX) : 0));

  if (!id_is_valid (id)) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "unknown key \"%s\" in [Contact]"),
                 entry->key);
    return FALSE;
  }
  PlContact *contact = find_or_add (contacts, id);
  if (contacts->len > PL_CONTACTS_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "more than %d contacts"),
                 PL_CONTACTS_MAX);
    return FALSE;
  }
  return when ? read_times (contact, entry, error) : read_names (contact, entry, error);
}

gboolean
pl_contacts_check (GPtrArray *contacts, const PlKeyFile *file, GError **error)
{
  for (guint i = 0; i < contacts->len; i++) {
    const PlContact *contact = contacts->pdata[i];
    g_autofree char *key = g_strconcat (contact->id, WHEN_SUFFIX, NULL);
    if (contact->names == NULL)
      return pl_key_file_refuse (file, pl_key_file_line (file, "Contact", key), error,
                                 NC_ ("said", "%s without %s=NAME"), key, contact->id);
  }
  return TRUE;
}

GArray *
pl_contact_spans (const PlContact *contact, GTimeZone *zone, gint64 from, gint64 to)
{
  GArray *spans = pl_spans_new ();
  gint64 first, last;

  pl_spans_days (zone, from, to, &first, &last);
  for (gint64 day = first; day <= last; day++)
    for (guint i = 0; i < contact->n_times; i++)
      if (contact->times[i].weekday == pl_calendar_weekday (day))
        pl_spans_add_window (spans, zone, day, &contact->times[i].window, FALSE);
  pl_spans_join (spans);
  return spans;
}
