/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/calendar.h"
#include "policy/time/timestamp.h"
#include "policy/time/timetable.h"
#include "policy/time/zone.h"
#include "tests/tap.h"

/*
 * The oracle: walks instants minute by minute and looks at the wall clock, as RFC 5545 section
 * 3.3.5 would have a person do it. Every offset used here is of whole minutes.
 */
static gint64
instant_by_walking (GTimeZone *zone, gint64 day, guint minutes)
{
  gint64 local = ((day - PL_DAY_OF_UNIX_EPOCH) * 1440 + minutes) * 60;

  for (gint64 t = local - 15 * 3600;; t += 60) { /* no zone is 15 hours ahead */
    gint64 clock = t + pl_zone_offset (zone, t);

    if (clock == local)
      return t;
    if (clock > local) /* the clock jumped over it */
      return local - pl_zone_offset (zone, t - 60);
  }
}

static const struct {
  const char *zone, *from; /* a date a day before a clock change */
} changes[] = {
  { "Europe/London", "2026-03-28" },        { "Europe/London", "2026-10-24" },
  { "Europe/Dublin", "2027-03-27" },        { "Europe/Dublin", "2027-10-30" },
  { "Australia/Lord_Howe", "2025-04-05" },  { "Australia/Lord_Howe", "2025-10-04" },
  { "Antarctica/Troll", "2028-03-25" },     { "Antarctica/Troll", "2028-10-28" },
  { "America/Nuuk", "2024-03-30" },         { "America/Nuuk", "2024-10-26" },
  { "America/Scoresbysund", "2024-03-30" }, { "America/Scoresbysund", "2029-10-27" },
  { "Africa/Casablanca", "2025-02-22" },    { "Africa/Casablanca", "2025-04-05" },
  { "Atlantic/Azores", "2026-03-28" },      { "Atlantic/Azores", "2026-10-24" },
  { "America/Havana", "2026-03-07" },       { "America/Havana", "2026-10-31" },
  { "America/Santiago", "2026-04-04" },     { "America/Santiago", "2026-09-05" },
  { "Pacific/Apia", "2011-12-28" },         { "Pacific/Kwajalein", "1993-08-19" },
  { "America/St_Johns", "2006-04-01" },     { "America/St_Johns", "2006-10-28" },
  { "Asia/Kathmandu", "2026-03-28" },       { "UTC", "2026-03-28" },
};

START_TEST (a_local_time_is_the_first_of_two_and_takes_the_offset_before_a_gap)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (changes[_i].zone);
  guint32 day = 0;

  ck_assert_ptr_nonnull (zone);
  ck_assert (pl_date_parse (changes[_i].from, &day));
  for (guint minutes = 0; minutes < 3 * 1440; minutes += 30)
    for (guint beside = 0; beside < 2; beside++) /* 02:00 and 01:59 */
    {
      guint m = minutes + 1440 - beside;

      ck_assert_int_eq (pl_zone_instant (zone, day, m), instant_by_walking (zone, day, m));
    }
}
END_TEST

START_TEST (a_calendar_day_is_from_its_midnight_to_the_next)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (changes[_i].zone);
  guint32 first = 0;

  ck_assert (pl_date_parse (changes[_i].from, &first));
  for (gint64 day = first - 1; day < first + 4; day++) {
    gint64 midnight = pl_zone_instant (zone, day, 0);
    gint64 next = pl_zone_instant (zone, day + 1, 0);

    ck_assert_int_le (midnight, next);
    if (midnight == next) /* the clock skips this day */
      continue;
    ck_assert_int_eq (pl_zone_day (zone, midnight), day);
    ck_assert_int_eq (pl_zone_day (zone, midnight + (next - midnight) / 2), day);
    ck_assert_int_eq (pl_zone_day (zone, next - 1), day);
  }
}
END_TEST

START_TEST (weekdays_start_on_monday)
{
  guint32 day = 0;

  ck_assert (pl_date_parse ("2026-03-02", &day)); /* a Monday */
  for (guint i = 0; i < 15; i++)
    ck_assert_uint_eq (pl_calendar_weekday (day + i), i % 7);
  ck_assert_uint_eq (pl_calendar_weekday (1), 0);
  ck_assert_uint_eq (pl_calendar_weekday (0), 6);
  ck_assert_uint_eq (pl_calendar_weekday (-6), 0);
}
END_TEST

static const struct {
  const char *born, *birthday;
  guint years;
} birthdays[] = {
  { "2012-05-01", "2030-05-01", 18 }, { "2012-05-01", "2025-05-01", 13 },
  { "2008-02-29", "2026-03-01", 18 }, { "2012-02-29", "2025-03-01", 13 },
  { "2008-02-29", "2028-02-29", 20 }, { "2008-02-28", "2026-02-28", 18 },
  { "2008-03-01", "2026-03-01", 18 }, { "2007-12-31", "2025-12-31", 18 },
};

START_TEST (a_birthday_of_29_february_counts_on_1_march)
{
  guint32 born = 0, birthday = 0;

  ck_assert (pl_date_parse (birthdays[_i].born, &born));
  ck_assert (pl_date_parse (birthdays[_i].birthday, &birthday));
  ck_assert_uint_eq (pl_calendar_birthday (born, birthdays[_i].years), birthday);
}
END_TEST

static const struct {
  const char *text, *in_london; /* NULL: not a time */
} timestamps[] = {
  { "2026-03-02T17:00:00Z", "2026-03-02T17:00:00+00:00" },
  { "2026-03-02t17:00:00z", "2026-03-02T17:00:00+00:00" },
  { "2026-07-02T17:00:00Z", "2026-07-02T18:00:00+01:00" },
  { "2026-07-02T17:00:00.999Z", "2026-07-02T18:00:00+01:00" },
  { "2026-07-02T17:00:59.0000000000000000000000001+05:30", "2026-07-02T12:30:59+01:00" },
  { "2026-07-02T17:00:00-03:30", "2026-07-02T21:30:00+01:00" },
  { "2026-07-02T17:00:00-00:00", "2026-07-02T18:00:00+01:00" },
  { "2026-07-02T00:30:00+23:59", "2026-07-01T01:31:00+01:00" },
  { "2026-07-02T17:05", "2026-07-02T17:05:00+01:00" },
  { "2026-07-02t17:05", "2026-07-02T17:05:00+01:00" },
  /* does not occur, and occurs twice */
  { "2026-03-29T01:30", "2026-03-29T02:30:00+01:00" },
  { "2026-10-25T01:30", "2026-10-25T01:30:00+01:00" },
  { "2026-10-25T01:30:00Z", "2026-10-25T01:30:00+00:00" },
  /* a leap second stays on its day */
  { "2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00" },
  { "2016-12-31T23:59:60.5Z", "2016-12-31T23:59:59+00:00" },
  { "2017-01-01T05:29:60+05:30", "2016-12-31T23:59:59+00:00" },
  { "2026-03-02T23:59:60Z", NULL },
  { "2026-06-30T17:00:60Z", NULL },
  { "2026-06-30T23:59:61Z", NULL },
  { "", NULL },
  { "now", NULL },
  { "2026-03-02", NULL },
  { "2026-03-02T", NULL },
  { "2026-03-02T17", NULL },
  { "2026-03-02T17:0", NULL },
  { "2026-03-02T17:00:00", NULL }, /* neither RFC 3339 nor HH:MM */
  { "2026-03-02T17:00Z", NULL },
  { "2026-03-02T17:00+00:00", NULL },
  { "2026-03-02 17:00", NULL },
  { "2026-03-02 17:00:00Z", NULL },
  { "2026-03-02T24:00", NULL },
  { "2026-03-02T24:00:00Z", NULL },
  { "2026-03-02T17:60:00Z", NULL },
  { "2026-03-02T17:00:00.Z", NULL },
  { "2026-03-02T17:00:00,5Z", NULL },
  { "2026-03-02T17:00:00+0100", NULL },
  { "2026-03-02T17:00:00+01", NULL },
  { "2026-03-02T17:00:00+24:00", NULL },
  { "2026-03-02T17:00:00+01:60", NULL },
  { "2026-03-02T17:00:00Zx", NULL },
  { "2026-03-02T17:00:0Z", NULL },
  { "2026-02-29T17:00:00Z", NULL },
  { "2026-3-2T17:00:00Z", NULL },
  { " 2026-03-02T17:00:00Z", NULL },
  { "2026-03-02T17:00:00Z ", NULL },
  { "0001-01-01T00:00:00+14:00", NULL },
  { "9999-12-31T23:59:59Z", NULL },
};

START_TEST (a_time_is_rfc_3339_or_a_local_minute)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  PlTimestamp timestamp;
  gboolean read = pl_timestamp_parse (timestamps[_i].text, &timestamp);

  ck_assert_int_eq (read, timestamps[_i].in_london != NULL);
  if (read) {
    g_autofree char *text = pl_timestamp_format (pl_timestamp_instant (&timestamp, zone), zone);

    ck_assert_str_eq (text, timestamps[_i].in_london);
  }
}
END_TEST

START_TEST (a_time_is_written_with_a_numeric_offset)
{
  static const struct {
    const char *zone;
    gint64 instant;
    const char *text;
  } table[] = {
    { "UTC", 0, "1970-01-01T00:00:00+00:00" },
    { "America/St_Johns", 1780000000, "2026-05-28T17:56:40-02:30" },
    { "America/St_Johns", 1767225600, "2025-12-31T20:30:00-03:30" },
    { "Asia/Kathmandu", 1767225600, "2026-01-01T05:45:00+05:45" },
    { "Pacific/Kiritimati", 1767225600, "2026-01-01T14:00:00+14:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (table[i].zone);
    g_autofree char *text = pl_timestamp_format (table[i].instant, zone);

    ck_assert_str_eq (text, table[i].text);
  }
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("zone");
  TCase *tcase = tcase_create ("zone");

  tcase_set_timeout (tcase, 30);
  tcase_add_loop_test (tcase, a_local_time_is_the_first_of_two_and_takes_the_offset_before_a_gap, 0,
                       G_N_ELEMENTS (changes));
  tcase_add_loop_test (tcase, a_calendar_day_is_from_its_midnight_to_the_next, 0,
                       G_N_ELEMENTS (changes));
  tcase_add_test (tcase, weekdays_start_on_monday);
  tcase_add_loop_test (tcase, a_birthday_of_29_february_counts_on_1_march, 0,
                       G_N_ELEMENTS (birthdays));
  tcase_add_loop_test (tcase, a_time_is_rfc_3339_or_a_local_minute, 0, G_N_ELEMENTS (timestamps));
  tcase_add_test (tcase, a_time_is_written_with_a_numeric_offset);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
