/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/error.h"
#include "policy/time/timetable.h"
#include "policy/time/windows-paint.h"
#include "tests/tap.h"

/* What text gives, written as "start-end start-end" in minutes; "!reason" if it is refused. */
static char *
windows_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree PlWindows *windows = pl_windows_parse (text, &error);

  ck_assert_int_eq (windows == NULL, error != NULL);
  if (error != NULL) {
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
    return g_strconcat ("!", error->message, NULL);
  }

  GString *out = g_string_new (NULL);
  for (guint i = 0; i < windows->n; i++)
    g_string_append_printf (out, "%s%u-%u", i > 0 ? " " : "", windows->windows[i].start,
                            windows->windows[i].end);
  return g_string_free (out, FALSE);
}

static const struct {
  const char *text, *windows;
} windows_table[] = {
  { "", "" },
  { "  ", "" },
  { "16:00-20:00", "960-1200" },
  { "16:00-20:00;20:30-21:30", "960-1200 1230-1290" },
  { " 16:00-20:00 ; 20:30-21:30; ", "960-1200 1230-1290" },
  { "20:30-21:30;16:00-20:00", "960-1200 1230-1290" },
  /* an end not after its start lies on the next day */
  { "22:00-01:00", "1320-1500" },
  { "16:00-16:00", "960-2400" },
  { "00:00-00:00", "0-1440" },
  { "00:00-24:00", "0-1440" },
  { "22:00-24:00", "1320-1440" },
  { "22:00-00:00", "1320-1440" },
  { "00:00-23:59", "0-1439" },
  /* touching ones are one */
  { "18:00-20:00;16:00-18:00", "960-1200" },
  { "10:00-11:00;12:00-13:00;11:00-12:00", "600-780" },
  { "00:00-12:00;12:00-12:00", "0-2160" },
  /* the next day's part of a window overlaps nothing of its own day */
  { "00:00-02:00;22:00-01:00", "0-120 1320-1500" },
  { "16:00-20:00;19:59-21:00", "!windows 16:00-20:00 and 19:59-21:00 overlap" },
  { "16:00-20:00;16:00-20:00", "!windows 16:00-20:00 and 16:00-20:00 overlap" },
  { "22:00-01:00;23:00-23:30", "!windows 22:00-01:00 and 23:00-23:30 overlap" },
  { "23:00-24:00;22:00-24:00", "!windows 22:00-24:00 and 23:00-24:00 overlap" },
  { ";", "!bad window '' (not HH:MM-HH:MM)" },
  { "16:00-20:00;;", "!bad window '' (not HH:MM-HH:MM)" },
  { ";16:00-20:00", "!bad window '' (not HH:MM-HH:MM)" },
  { "24:00-01:00", "!bad window '24:00-01:00' (not HH:MM-HH:MM)" },
  { "16:00-24:01", "!bad window '16:00-24:01' (not HH:MM-HH:MM)" },
  { "16:00-25:00", "!bad window '16:00-25:00' (not HH:MM-HH:MM)" },
  { "16:60-17:00", "!bad window '16:60-17:00' (not HH:MM-HH:MM)" },
  { "9:00-10:00", "!bad window '9:00-10:00' (not HH:MM-HH:MM)" },
  { "09:00-9:30", "!bad window '09:00-9:30' (not HH:MM-HH:MM)" },
  { "16:00", "!bad window '16:00' (not HH:MM-HH:MM)" },
  { "16:00 - 20:00", "!bad window '16:00 - 20:00' (not HH:MM-HH:MM)" },
  { "16:00-20:00,21:00-22:00", "!bad window '16:00-20:00,21:00-22:00' (not HH:MM-HH:MM)" },
  { "16:00-20:00x", "!bad window '16:00-20:00x' (not HH:MM-HH:MM)" },
  { "1a:00-20:00", "!bad window '1a:00-20:00' (not HH:MM-HH:MM)" },
  { "+1:00-20:00", "!bad window '+1:00-20:00' (not HH:MM-HH:MM)" },
};

START_TEST (windows_are_read_strictly_sorted_and_joined)
{
  g_autofree char *got = windows_of (windows_table[_i].text);

  ck_assert_str_eq (got, windows_table[_i].windows);
}
END_TEST

START_TEST (more_windows_a_day_than_anybody_writes_are_refused)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < PL_WINDOWS_MAX; i++)
    g_string_append_printf (text, "%02u:%02u-%02u:%02u;", i / 2, i % 2 * 30, i / 2,
                            i % 2 * 30 + 29);
  g_autofree PlWindows *most = pl_windows_parse (text->str, NULL);
  ck_assert_ptr_nonnull (most);
  ck_assert_uint_eq (most->n, PL_WINDOWS_MAX);

  g_string_append (text, "23:59-24:00");
  g_autofree char *got = windows_of (text->str);
  ck_assert_str_eq (got, "!more than 48 windows on one day");
  g_string_free (text, TRUE);
}
END_TEST

START_TEST (a_time_of_day_is_two_digits_a_colon_and_two_digits)
{
  guint16 minutes = 7;

  ck_assert (pl_time_of_day_parse ("00:00", FALSE, &minutes));
  ck_assert_uint_eq (minutes, 0);
  ck_assert (pl_time_of_day_parse ("23:59", FALSE, &minutes));
  ck_assert_uint_eq (minutes, 1439);
  ck_assert (pl_time_of_day_parse ("24:00", TRUE, &minutes));
  ck_assert_uint_eq (minutes, 1440);

  static const char *const bad[] = { "",      "24:00", "7:00",  "07:0",   "07:000",
                                     "07:60", "-1:00", "07.00", " 07:00", "07:00 " };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    ck_assert_msg (!pl_time_of_day_parse (bad[i], FALSE, &minutes), "%s", bad[i]);
  ck_assert (!pl_time_of_day_parse ("24:01", TRUE, &minutes));
}
END_TEST

START_TEST (a_date_is_one_of_the_calendar)
{
  guint32 day = 0, next = 0;

  ck_assert (pl_date_parse ("0001-01-01", &day));
  ck_assert_uint_eq (day, 1);
  ck_assert (pl_date_parse ("1970-01-01", &day));
  ck_assert_uint_eq (day, 719163);
  ck_assert (pl_date_parse ("2028-02-29", &day));
  ck_assert (pl_date_parse ("2028-03-01", &next));
  ck_assert_uint_eq (next, day + 1);

  static const char *const bad[] = { "",           "2026-02-29", "2026-13-01",  "2026-00-10",
                                     "2026-1-01",  "2026-01-1",  "0000-01-01",  "2026/01/01",
                                     "20260101",   "2026-04-31", "2026-01-01 ", "-026-01-01",
                                     "2026-x1-01", "2026-01-1x" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    ck_assert_msg (!pl_date_parse (bad[i], &day), "%s", bad[i]);
}
END_TEST

START_TEST (a_timetable_starts_with_every_day_missing_and_frees_what_it_was_given)
{
  PlTimetable timetable;

  pl_timetable_init (&timetable);
  for (guint i = 0; i < PL_WEEKDAYS; i++)
    ck_assert_ptr_null (timetable.weekday[i]);
  ck_assert_uint_eq (g_hash_table_size (timetable.exceptions), 0);

  timetable.weekday[3] = pl_windows_parse ("10:00-11:00", NULL);
  g_hash_table_insert (timetable.exceptions, GUINT_TO_POINTER (740000),
                       pl_windows_parse ("", NULL));
  pl_timetable_clear (&timetable);
  ck_assert_ptr_null (timetable.weekday[3]);
  ck_assert_ptr_null (timetable.exceptions);
}
END_TEST

static const struct {
  const char *before;
  guint start, end;
  gboolean open;
  const char *after;
} paint_table[] = {
  { "", 960, 1200, TRUE, "16:00-20:00" },
  { "16:00-20:00", 1200, 1260, TRUE, "16:00-21:00" },
  { "16:00-20:00", 1260, 1320, TRUE, "16:00-20:00;21:00-22:00" },
  { "16:00-18:00;19:00-20:00", 1080, 1140, TRUE, "16:00-20:00" },
  { "16:00-20:00", 1020, 1080, FALSE, "16:00-17:00;18:00-20:00" },
  { "16:00-20:00", 0, 1440, FALSE, "" },
  { "16:00-20:00", 1000, 1000, FALSE, "16:00-20:00" },
  { "", 0, 1440, TRUE, "00:00-24:00" },
  /* what runs past midnight stays with its window, and goes with it */
  { "22:00-01:00", 1320, 1380, FALSE, "23:00-01:00" },
  { "22:00-01:00", 1320, 1440, FALSE, "" },
  { "22:00-01:00", 1200, 1320, TRUE, "20:00-01:00" },
  { "16:00-16:00", 0, 60, TRUE, "00:00-01:00;16:00-16:00" },
  /* past the day nothing is painted */
  { "", 1400, 2000, TRUE, "23:20-24:00" },
};

START_TEST (windows_are_painted_and_written_as_they_are_read)
{
  g_autofree PlWindows *before = pl_windows_parse (paint_table[_i].before, NULL);
  g_autofree PlWindows *after =
      pl_windows_painted (before, paint_table[_i].start, paint_table[_i].end, paint_table[_i].open);
  g_autofree char *text = pl_windows_text (after);
  g_autofree PlWindows *again = pl_windows_parse (text, NULL);

  ck_assert_str_eq (text, paint_table[_i].after);
  for (guint minute = 0; minute < 2880; minute++)
    ck_assert_int_eq (pl_windows_hold (again, minute), pl_windows_hold (after, minute));
}
END_TEST

START_TEST (more_windows_than_a_day_has_leave_it_as_it_was)
{
  g_autofree PlWindows *windows = pl_windows_painted (NULL, 0, 0, TRUE);

  for (guint i = 0; i < PL_WINDOWS_MAX + 1; i++) {
    PlWindows *next = pl_windows_painted (windows, i * 20, i * 20 + 10, TRUE);
    g_free (windows);
    windows = next;
  }
  ck_assert_uint_eq (windows->n, PL_WINDOWS_MAX);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("timetable");
  TCase *tcase = tcase_create ("timetable");

  tcase_add_loop_test (tcase, windows_are_read_strictly_sorted_and_joined, 0,
                       G_N_ELEMENTS (windows_table));
  tcase_add_test (tcase, more_windows_a_day_than_anybody_writes_are_refused);
  tcase_add_test (tcase, a_time_of_day_is_two_digits_a_colon_and_two_digits);
  tcase_add_test (tcase, a_date_is_one_of_the_calendar);
  tcase_add_test (tcase, a_timetable_starts_with_every_day_missing_and_frees_what_it_was_given);
  tcase_add_loop_test (tcase, windows_are_painted_and_written_as_they_are_read, 0,
                       G_N_ELEMENTS (paint_table));
  tcase_add_test (tcase, more_windows_than_a_day_has_leave_it_as_it_was);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
