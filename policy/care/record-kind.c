/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/record-kind.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"
#include "policy/sites/hostname.h"
#include "policy/time/calendar.h"
#include "policy/time/timetable.h"
#include "policy/time/zone.h"

#define TIME_MAX G_GINT64_CONSTANT (253402300799) /* the end of the year 9999 */

const PlRecordKind *
pl_record_kind (const char *id)
{
  for (gsize i = 0; i < pl_record_n_kinds; i++)
    if (g_str_equal (pl_record_kinds[i].id, id))
      return &pl_record_kinds[i];
  return NULL;
}

int
pl_record_field (const PlRecordKind *kind, const char *name)
{
  for (gsize i = 0; name != NULL && i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      return (int)i;
  return -1;
}

int
pl_record_step (const PlRecordKind *kind, const char *code)
{
  for (gsize i = 0; i < kind->n_steps; i++)
    if (g_str_equal (kind->steps[i].code, code))
      return (int)i;
  return -1;
}

gboolean
pl_record_kind_closes (const PlRecordKind *kind)
{
  for (gsize i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].need == PL_RECORD_MUST_END)
      return TRUE;
  return FALSE;
}

gboolean
pl_record_kind_is_open (const PlRecordKind *kind)
{
  return kind->readers & PL_RECORD_STAFF;
}

static gboolean
is_choice (const char *choices, const char *value)
{
  g_auto (GStrv) list = g_strsplit (choices, " ", -1);

  return g_strv_contains ((const char *const *)list, value);
}

static gboolean
is_number (const char *value, gint64 max)
{
  gint64 number;

  return g_ascii_string_to_signed (value, 10, 1, max, &number, NULL);
}

static gboolean
is_site (const char *value)
{
  char name[PL_HOSTNAME_MAX + 1];

  return pl_hostname_normalise (value, strlen (value), name) != 0 && g_str_equal (name, value);
}

/* What a value should have been; NULL: it is. */
static const char *
wrong (const PlRecordField *field, const char *value)
{
  guint32 day;

  switch (field->type) {
    case PL_RECORD_DAY:
      return pl_date_parse (value, &day) ? NULL : NC_ ("said", "a day: YYYY-MM-DD");
    case PL_RECORD_TIME:
      return is_number (value, TIME_MAX) ? NULL : NC_ ("said", "a time");
    case PL_RECORD_CHOICE:
      return is_choice (field->choices, value) ? NULL : field->choices;
    case PL_RECORD_FLAG:
      return is_choice ("yes no", value) ? NULL : NC_ ("said", "yes or no");
    case PL_RECORD_SITE:
      return is_site (value) ? NULL : NC_ ("said", "the name of a site");
    case PL_RECORD_LINK:
      return is_number (value, G_MAXINT64) ? NULL : NC_ ("said", "the number of a record");
    default:
      return NULL;
  }
}

gboolean
pl_record_value_check (const PlRecordField *field, const char *value, GError **error)
{
  const char *wanted = wrong (field, value);

  if (wanted == NULL)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               field->type == PL_RECORD_CHOICE
                   ? NC_ ("said", "%s: \"%.40s\" is not one of: %s")
                   : NC_ ("said", "%s: \"%.40s\" will not do: %s is wanted"),
               field->name, value, wanted);
  return FALSE;
}

/* The end of a day, some months on; 0 where there is none. */
static gint64
end_of_day (const char *value, guint months, GTimeZone *zone)
{
  guint32 day;
  GDate date;

  if (value == NULL || !pl_date_parse (value, &day))
    return 0;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  g_date_add_months (&date, months);
  return pl_zone_instant (zone, g_date_get_julian (&date) + 1, 0);
}

gint64
pl_record_due (const PlRecordKind *kind, const char *const *values, GTimeZone *zone)
{
  int due = pl_record_field (kind, kind->due);
  int of = pl_record_field (kind, kind->months_of);

  if (due >= 0 && values[due] != NULL)
    return end_of_day (values[due], 0, zone);
  return of >= 0 ? end_of_day (values[of], kind->months, zone) : 0;
}

gint64
pl_record_step_due (const PlRecordKind *kind, gsize step, const char *const *values)
{
  int from = pl_record_field (kind, kind->from);

  if (from < 0 || values[from] == NULL)
    return 0;
  return g_ascii_strtoll (values[from], NULL, 10) + (gint64)kind->steps[step].hours * 3600;
}
