/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/day.h"

#include <string.h>

#include "policy/people/adjustment.h"
#include "policy/time/span.h"
#include "policy/time/timestamp.h"
#include "tests/tap.h"

/* Days that were worked out by hand; 2 March 2026 is a Monday. */

#define HOME  "[Home]\nTimezone=Europe/London\n"
#define CHILD "[Child]\nBorn=2012-05-01\nLevel=supported\n"
#define WEEK                                                                                       \
  "[Timetable]\nMonday=12:00-20:00\nTuesday=16:00-18:00;19:00-01:00\nSunday=22:00-02:00\n"

static const struct {
  const char *name, *home, *child, *at, *day;
} examples[] = {
  { "windows of two days, and what runs over midnight", HOME, CHILD WEEK, "2026-03-02T15:00",
    "open 02 00:00-02 02:00 02 12:00-02 20:00 03 16:00-03 18:00 03 19:00-04 00:00" },
  { "the home's maximum cuts", HOME "[Timetable]\nMonday=14:00-19:00\nSunday=10:00-12:00\n",
    CHILD WEEK, "2026-03-02T15:00", "open 02 14:00-02 19:00 03 16:00-03 18:00 03 19:00-04 00:00" },
  { "quiet time stands before lights-out, and cuts", HOME,
    CHILD "[Timetable]\nMonday=12:00-23:00\nTuesday=\nSunday=\n"
          "[Quiet]\nLightsOut=21:30\nTuesday=\nSunday=\n",
    "2026-03-02T15:00", "open 02 12:00-02 20:00 quiet 02 20:00-02 21:30" },
  { "lights-out after midnight is the evening before's", HOME,
    CHILD "[Timetable]\nMonday=\nTuesday=\nSunday=\n[Quiet]\nSunday=01:00\n", "2026-03-02T15:00",
    "quiet 02 00:00-02 01:00" },
  { "contact by the clock, and always", HOME,
    CHILD "[Timetable]\nMonday=\nTuesday=\nSunday=\n"
          "[Contact]\nmum=call.example\nmum.When=Monday 18:00-19:00\ndad=dad.example\n",
    "2026-03-02T15:00", "mum 02 18:00-02 19:00 dad 02 00:00-04 00:00" },
  { "the day on which clocks go forward has 23 hours", HOME, CHILD "[Timetable]\n",
    "2026-03-29T15:00", "open 29 00:00-31 00:00" },
  { "at 18 all is open from midnight", HOME,
    "[Child]\nBorn=2008-03-03\nLevel=supported\n[Timetable]\nMonday=12:00-13:00\nSunday=\n"
    "[Quiet]\nLightsOut=21:30\n",
    "2026-03-02T15:00", "open 02 12:00-02 13:00 03 00:00-04 00:00 quiet 02 20:00-02 21:30" },
};

static void
add_span (GString *text, const char *what, gint64 start, gint64 end, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc_start = g_date_time_new_from_unix_utc (start);
  g_autoptr (GDateTime) utc_end = g_date_time_new_from_unix_utc (end);
  g_autoptr (GDateTime) from = g_date_time_to_timezone (utc_start, zone);
  g_autoptr (GDateTime) to = g_date_time_to_timezone (utc_end, zone);
  g_autofree char *a = g_date_time_format (from, "%d %H:%M");
  g_autofree char *b = g_date_time_format (to, "%d %H:%M");

  g_string_append_printf (text, "%s%s%s%s-%s", text->len > 0 ? " " : "", what,
                          *what != '\0' ? " " : "", a, b);
}

static void
add_spans (GString *text, const char *what, const GArray *spans, GTimeZone *zone)
{
  for (guint i = 0; i < spans->len; i++)
    add_span (text, i == 0 ? what : "", pl_spans_nth (spans, i)->start,
              pl_spans_nth (spans, i)->end, zone);
}

static char *
text_of (const char *home_text, const char *child, const char *at, const GArray *adjustments)
{
  g_autoptr (PlHome) home = pl_home_parse ("home.conf", home_text, strlen (home_text), NULL);
  g_autoptr (PlLevels) levels = pl_levels_new_shipped (home->categories);
  g_autoptr (PlProfile) profile =
      pl_profile_parse (home, levels, "child.conf", child, strlen (child), NULL, NULL);
  GString *text = g_string_new (NULL);
  PlTimestamp now;
  g_auto (PlDay) day = { 0 };

  ck_assert (profile != NULL && pl_timestamp_parse (at, &now));
  pl_day_init (&day, home, profile, pl_timestamp_instant (&now, home->zone), adjustments);
  add_spans (text, "open", day.open, home->zone);
  add_spans (text, "quiet", day.quiet, home->zone);
  for (guint i = 0; i < day.contact->len; i++) {
    const PlDayContact *contact = pl_day_contact_nth (&day, i);
    add_span (text, contact->id, contact->start, contact->end, home->zone);
  }
  return g_string_free (text, FALSE);
}

START_TEST (a_day_shows_what_is_open_quiet_and_agreed)
{
  g_autofree char *text = text_of (examples[_i].home, examples[_i].child, examples[_i].at, NULL);

  ck_assert_msg (g_str_equal (text, examples[_i].day), "%s: %s", examples[_i].name, text);
}
END_TEST

START_TEST (a_grant_opens_and_a_restriction_closes)
{
  g_autoptr (GArray) adjustments = g_array_new (FALSE, FALSE, sizeof (PlAdjustment));
  /* From 20:00 to 21:00, and from 13:00 to 14:00: no clock change in March before the 29th. */
  const PlAdjustment both[] = {
    { PL_ADJUSTMENT_GRANT_UNTIL, 1772481600, 1772485200, 0, FALSE },
    { PL_ADJUSTMENT_NO_INTERNET, 1772456400, 1772460000, 0, FALSE },
  };

  g_array_append_vals (adjustments, both, G_N_ELEMENTS (both));
  g_autofree char *text = text_of (HOME, CHILD WEEK "Saturday=\n", "2026-03-02T15:00", adjustments);
  ck_assert_str_eq (text, "open 02 00:00-02 02:00 02 12:00-02 13:00 02 14:00-02 21:00 "
                          "03 16:00-03 18:00 03 19:00-04 00:00");
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("day");
  TCase *tcase = tcase_create ("day");

  tcase_add_loop_test (tcase, a_day_shows_what_is_open_quiet_and_agreed, 0,
                       G_N_ELEMENTS (examples));
  tcase_add_test (tcase, a_grant_opens_and_a_restriction_closes);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
