/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/options.h"

#include "policy/error.h"
#include "policy/time/calendar.h"
#include "policy/time/timestamp.h"
#include "policy/time/timetable.h"
#include "policy/time/zone.h"

#define NOON (12 * 60)

gboolean
pl_ctl_wrong (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, message);
  return FALSE;
}

gboolean
pl_ctl_options (int *argc,
                char ***argv,
                const GOptionEntry *entries,
                int arguments,
                const char *names,
                GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) foreign = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &foreign))
    return pl_ctl_wrong (error, "%s", foreign->message);
  if (arguments >= 0 && *argc - 1 != arguments)
    return arguments == 0 ? pl_ctl_wrong (error, "\"%s\" is not expected", (*argv)[1])
                          : pl_ctl_wrong (error, "%s is wanted", names);
  return TRUE;
}

gboolean
pl_ctl_time (const char *what, const char *text, gint64 *instant, GError **error)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  PlTimestamp read;

  if (text == NULL)
    return pl_ctl_wrong (error, "%s is wanted", what);
  if (!pl_timestamp_parse (text, &read))
    return pl_ctl_wrong (error, "%s \"%s\" is not a time: YYYY-MM-DDTHH:MM", what, text);
  *instant = pl_timestamp_instant (&read, here);
  return TRUE;
}

gboolean
pl_ctl_day (const char *what, const char *text, gint64 *instant, GError **error)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  guint32 day;

  if (text == NULL)
    return pl_ctl_wrong (error, "%s is wanted", what);
  if (!pl_date_parse (text, &day))
    return pl_ctl_wrong (error, "%s \"%s\" is not a day: YYYY-MM-DD", what, text);
  *instant = pl_zone_instant (here, day, NOON);
  return TRUE;
}

gboolean
pl_ctl_number (const char *what, const char *text, gint64 *number, GError **error)
{
  return g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, number, NULL) ||
         pl_ctl_wrong (error, "%s \"%s\" is not a number from 1 on", what, text);
}

char *
pl_ctl_time_text (gint64 instant)
{
  g_autoptr (GDateTime) at = instant >= 0 ? g_date_time_new_from_unix_local (instant) : NULL;

  return at != NULL ? g_date_time_format (at, "%Y-%m-%d %H:%M") : g_strdup ("-");
}
