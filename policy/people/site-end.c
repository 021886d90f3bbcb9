/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/site-end.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"
#include "policy/people/key-value.h"
#include "policy/sites/hostname.h"
#include "policy/time/timetable.h"

static void
site_end_free (gpointer data)
{
  g_free (((PlSiteEnd *)data)->name);
  g_free (data);
}

GPtrArray *
pl_site_ends_new (void)
{
  return g_ptr_array_new_with_free_func (site_end_free);
}

/* "example.org 2026-04-01" */
static gboolean
read_one (GPtrArray *ends, const char *text, GError **error)
{
  const char *space = strrchr (text, ' ');
  g_autofree char *name = g_strchomp (g_strndup (text, space != NULL ? (gsize)(space - text) : 0));
  char normal[PL_HOSTNAME_MAX + 1];
  guint32 day;

  if (space == NULL || !pl_date_parse (space + 1, &day)) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "\"%s\" is not a site and its last day, like example.org 2026-04-01"),
                 text);
    return FALSE;
  }
  if (pl_hostname_normalise (name, strlen (name), normal) == 0 || pl_site_end (ends, normal) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "\"%s\" is not the name of a site, or is there twice"), name);
    return FALSE;
  }
  PlSiteEnd *end = g_new (PlSiteEnd, 1);
  *end = (PlSiteEnd){ g_strdup (normal), day };
  g_ptr_array_add (ends, end);
  return TRUE;
}

gboolean
pl_site_ends_read (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  GPtrArray **ends = field;
  g_auto (GStrv) parts = pl_key_split (entry->value, error);

  if (parts == NULL)
    return FALSE;
  for (char **part = parts; *part != NULL; part++)
    if (!read_one (*ends, *part, error))
      return FALSE;
  return TRUE;
}

guint32
pl_site_end (const GPtrArray *ends, const char *name)
{
  for (guint i = 0; i < ends->len; i++) {
    const PlSiteEnd *end = ends->pdata[i];
    if (g_str_equal (end->name, name))
      return end->day;
  }
  return 0;
}

const char **
pl_site_ends_left (const GPtrArray *ends, char *const *names, guint32 day)
{
  GPtrArray *left = g_ptr_array_new ();

  for (; *names != NULL; names++) {
    guint32 last = pl_site_end (ends, *names);
    if (last == 0 || day <= last)
      g_ptr_array_add (left, *names);
  }
  g_ptr_array_add (left, NULL);
  return (const char **)g_ptr_array_free (left, FALSE);
}
