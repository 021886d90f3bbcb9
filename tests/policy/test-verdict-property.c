/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>

#include "tests/policy/verdict-oracle.h"
#include "tests/tap.h"

/* Families a run: each takes about 10 ms, nearly all of it the oracle's. PL_CASES asks for more. */
#define CASES 250

static const char *const zones[] = {
  "Europe/London",       "Europe/London",    "Europe/London",    "Europe/London",
  "Australia/Lord_Howe", "Antarctica/Troll", "America/Nuuk",     "Africa/Casablanca",
  "Europe/Dublin",       "America/Havana",   "America/Santiago", "Atlantic/Azores",
  "America/St_Johns",    "Asia/Kathmandu",   "Pacific/Apia",
};

static gboolean
one_in (GRand *rand, int n)
{
  return g_rand_int_range (rand, 0, n) == 0;
}

static gint64
seconds_of_year (int year)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, 1, 1, 0, 0, 0);

  return g_date_time_to_unix (date);
}

static int
offset_at (GTimeZone *zone, gint64 instant)
{
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant));
}

/* Some time in 2024 to 2030, every other one within three days of a clock change. */
static gint64
random_now (GRand *rand, GTimeZone *zone)
{
  gint64 from = seconds_of_year (2024), days = (seconds_of_year (2031) - from) / 86400;
  gint64 now = from + g_rand_int_range (rand, 0, (gint32)days) * G_GINT64_CONSTANT (86400);

  if (one_in (rand, 2))
    for (int i = 0; i < 200 && offset_at (zone, now) == offset_at (zone, now - 86400); i++)
      now += 86400;
  now += g_rand_int_range (rand, -3 * 86400, 2 * 86400);
  if (one_in (rand, 2))
    now -= now % 1800;
  return now;
}

/* Sorted times of a day, taken in pairs; the last pair may run into the next day. */
static PlWindows *
random_windows (GRand *rand)
{
  int step = one_in (rand, 2) ? 30 : 1, n = 2 * g_rand_int_range (rand, 0, 4);
  gboolean at[1440 / 1] = { FALSE };
  g_autoptr (GString) text = g_string_new (NULL);
  int start = -1, first = -1;

  for (int i = 0; i < n; i++)
    at[g_rand_int_range (rand, 0, 1440 / step) * step] = TRUE;
  for (int m = 0; m < 1440; m++)
    if (at[m] && start < 0) {
      start = m;
      first = first < 0 ? m : first;
    } else if (at[m]) {
      g_string_append_printf (text, "%02d:%02d-%02d:%02d;", start / 60, start % 60, m / 60, m % 60);
      start = one_in (rand, 5) ? m : -1; /* touching */
    }
  if (start >= 0) {
    int end = one_in (rand, 3) ? 1440 : g_rand_int_range (rand, 0, start / step + 1) * step;

    g_string_append_printf (text, "%02d:%02d-%02d:%02d", start / 60, start % 60, end / 60,
                            end % 60);
  }

  PlWindows *windows = pl_windows_parse (text->str, NULL);
  g_assert (windows != NULL);
  return windows;
}

static void
random_timetable (GRand *rand, gint64 today, PlTimetable *timetable)
{
  int exceptions = one_in (rand, 2) ? g_rand_int_range (rand, 0, 5) : 0;

  pl_timetable_init (timetable);
  for (guint i = 0; i < PL_WEEKDAYS; i++)
    if (!one_in (rand, 3))
      timetable->weekday[i] = random_windows (rand);
  for (int i = 0; i < exceptions; i++)
    g_hash_table_replace (
        timetable->exceptions,
        GUINT_TO_POINTER ((guint)(today + g_rand_int_range (rand, -2, one_in (rand, 2) ? 3 : 16))),
        random_windows (rand));
}

static int
random_minutes (GRand *rand, int most)
{
  if (one_in (rand, 2))
    return -1;
  return one_in (rand, 6) ? 0 : g_rand_int_range (rand, 1, most);
}

static void
random_quiet (GRand *rand, PlQuiet *quiet)
{
  gboolean any = one_in (rand, 2);

  quiet->minutes = one_in (rand, 2) ? 90 : g_rand_int_range (rand, 0, 300);
  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    quiet->lights_out[i] = any && !one_in (rand, 4) ? g_rand_int_range (rand, 0, 1440) : -1;
    if (quiet->lights_out[i] >= 0 && one_in (rand, 2))
      quiet->lights_out[i] = g_rand_int_range (rand, 20 * 60, 27 * 60) % 1440;
  }
}

/* A day near today so many years ago, or no age that matters. */
static guint32
random_born (GRand *rand, gint64 today)
{
  static const int ages[] = { 18, 13 };
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)(today + g_rand_int_range (rand, -3, 16)));
  g_date_subtract_years (&date, one_in (rand, 2) ? ages[one_in (rand, 2)] : 15);
  if (one_in (rand, 20))
    g_date_set_dmy (&date, 29, 2, g_date_get_year (&date) / 4 * 4);
  return g_date_get_julian (&date);
}

static void
contact_free (gpointer data)
{
  PlContact *contact = data;

  g_free (contact->times);
  g_free (contact);
}

static GPtrArray *
random_contacts (GRand *rand)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func (contact_free);

  for (int n = one_in (rand, 3) ? g_rand_int_range (rand, 1, 4) : 0; n > 0; n--) {
    PlContact *contact = g_new0 (PlContact, 1);

    contact->always = one_in (rand, 5);
    contact->n_times = contact->always ? 0 : (guint)g_rand_int_range (rand, 1, 5);
    contact->times = g_new0 (PlContactTime, contact->n_times);
    for (guint i = 0; i < contact->n_times; i++) {
      guint16 start = (guint16)g_rand_int_range (rand, 0, 1440);

      contact->times[i].weekday = (guint8)g_rand_int_range (rand, 0, 7);
      contact->times[i].window.start = start;
      contact->times[i].window.end = (guint16)g_rand_int_range (rand, start + 1, start + 1441);
    }
    g_ptr_array_add (contacts, contact);
  }
  return contacts;
}

typedef struct {
  PlHome home;
  PlProfile profile;
  PlUsage usage;
  gint64 now;
} Family;

static void
family_init (Family *family, GRand *rand)
{
  *family = (Family){ 0 };
  PlHome *home = &family->home;
  PlProfile *profile = &family->profile;

  home->zone_id = g_strdup (zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))]);
  home->zone = g_time_zone_new_identifier (home->zone_id);
  ck_assert_ptr_nonnull (home->zone);
  family->now = random_now (rand, home->zone);

  gint64 today = family->now / 86400 + 719163;
  random_timetable (rand, today, &home->maximum);
  random_timetable (rand, today, &profile->timetable);
  home->maximum_applies = !one_in (rand, 4);
  random_quiet (rand, &profile->quiet);
  profile->born = random_born (rand, today);
  profile->agreed_until = one_in (rand, 5) ? (guint32)(today + g_rand_int_range (rand, -2, 16)) : 0;
  profile->social_until_review = one_in (rand, 5);
  profile->contacts = random_contacts (rand);
  for (guint i = 0; i < PL_WEEKDAYS; i++)
    profile->allowance.weekday[i] = random_minutes (rand, 600);
  profile->allowance.week = random_minutes (rand, 2400);
  family->usage.today_s = one_in (rand, 3) ? 0 : g_rand_int_range (rand, 0, 8 * 3600);
  family->usage.week_s =
      family->usage.today_s + (one_in (rand, 3) ? 0 : g_rand_int_range (rand, 0, 90000));
}

static void
family_clear (Family *family)
{
  g_free (family->home.zone_id);
  g_time_zone_unref (family->home.zone);
  pl_timetable_clear (&family->home.maximum);
  pl_timetable_clear (&family->profile.timetable);
  g_ptr_array_unref (family->profile.contacts);
}

static char *
verdict_text (const PlVerdict *verdict)
{
  return g_strdup_printf ("online %d adult %d until %" G_GINT64_FORMAT " left %" G_GINT64_FORMAT
                          " reasons %#x social %d contact-until %" G_GINT64_FORMAT,
                          verdict->online, verdict->adult, verdict->until, verdict->left_s,
                          verdict->reasons, verdict->social_blocked, verdict->contact_until);
}

static guint
number_from_environment (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : otherwise;
}

START_TEST (the_verdict_is_what_a_walk_through_every_second_finds)
{
  guint seed = number_from_environment ("PL_SEED", g_random_int ());
  guint cases = number_from_environment ("PL_CASES", CASES);

  printf ("# PL_SEED=%u PL_CASES=%u\n", seed, cases);
  fflush (stdout);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  for (guint i = 0; i < cases; i++) {
    Family family;
    PlVerdict fast, slow;

    family_init (&family, rand);
    pl_verdict (&family.home, &family.profile, family.now, &family.usage, &fast);
    verdict_oracle (&family.home, &family.profile, family.now, &family.usage, &slow);
    g_autofree char *got = verdict_text (&fast), *wanted = verdict_text (&slow);
    ck_assert_msg (g_str_equal (got, wanted),
                   "PL_SEED=%u case %u, %s at %" G_GINT64_FORMAT ":\n%s, but a walk finds\n%s",
                   seed, i, family.home.zone_id, family.now, got, wanted);
    family_clear (&family);
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { the_verdict_is_what_a_walk_through_every_second_finds, NULL };

  return pl_tap_main ("verdict-property", tests, 600);
}
