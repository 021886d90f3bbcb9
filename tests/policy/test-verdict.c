/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/time/timestamp.h"
#include "policy/verdict.h"
#include "tests/tap.h"

/* Examples that were worked out by hand with a calendar. */

#define CHILD     "[Child]\nBorn=2012-05-01\nLevel=supported\n"
#define LONDON    "[Home]\nTimezone=Europe/London\n"
#define LORD_HOWE "[Home]\nTimezone=Australia/Lord_Howe\n"
#define TROLL     "[Home]\nTimezone=Antarctica/Troll\n"

/* A timetable with windows on one day only. */
#define NEVER       "Monday=\nTuesday=\nWednesday=\nThursday=\nFriday=\nSaturday=\nSunday=\n"
#define MONDAY(w)   "Tuesday=\nWednesday=\nThursday=\nFriday=\nSaturday=\nSunday=\nMonday=" w "\n"
#define FRIDAY(w)   "Monday=\nTuesday=\nWednesday=\nThursday=\nSaturday=\nSunday=\nFriday=" w "\n"
#define SATURDAY(w) "Monday=\nTuesday=\nWednesday=\nThursday=\nFriday=\nSunday=\nSaturday=" w "\n"
#define SUNDAY(w)   "Monday=\nTuesday=\nWednesday=\nThursday=\nFriday=\nSaturday=\nSunday=" w "\n"

/* 2 March 2026 is a Monday. */
static const struct {
  const char *name, *home, *child;
  const char *at;
  gint64 used, used_week; /* minutes */
  const char *verdict;
} examples[] = {
  { "nothing is set", LONDON, CHILD, "2026-03-02T12:00", 0, 0, "online null null in-hours" },
  { "a start is included", LONDON, CHILD "[Timetable]\n" MONDAY ("16:00-20:00"), "2026-03-02T16:00",
    0, 0, "online 2026-03-02T20:00:00+00:00 null in-hours" },
  { "a second before", LONDON, CHILD "[Timetable]\n" MONDAY ("16:00-20:00"), "2026-03-02T15:59:59Z",
    0, 0, "help-only 2026-03-02T16:00:00+00:00 null outside-hours" },
  { "an end is not included", LONDON, CHILD "[Timetable]\n" MONDAY ("16:00-20:00"),
    "2026-03-02T20:00", 0, 0, "help-only 2026-03-09T16:00:00+00:00 null outside-hours" },
  { "touching windows of two days are one stretch", LONDON,
    CHILD "[Timetable]\nMonday=16:00-24:00\nTuesday=00:00-01:00\nWednesday=\n", "2026-03-02T17:00",
    0, 0, "online 2026-03-03T01:00:00+00:00 null in-hours" },
  { "inside the home's maximum", LONDON "[Timetable]\nMonday=12:00-18:30\n",
    CHILD "[Timetable]\n" MONDAY ("16:00-20:00"), "2026-03-02T17:00", 0, 0,
    "online 2026-03-02T18:30:00+00:00 null in-hours" },
  { "outside the home's maximum", LONDON "[Timetable]\nMonday=12:00-18:30\n",
    CHILD "[Timetable]\n" MONDAY ("16:00-20:00"), "2026-03-02T18:30", 0, 0,
    "help-only 2026-03-09T16:00:00+00:00 null outside-hours home-maximum" },
  { "a missing day is the home's", LONDON "[Timetable]\nTuesday=10:00-11:00\n",
    CHILD "[Timetable]\nMonday=16:00-20:00\n", "2026-03-03T10:30", 0, 0,
    "online 2026-03-03T11:00:00+00:00 null in-hours" },

  /* windows past midnight */
  { "yesterday's window runs on", LONDON, CHILD "[Timetable]\n" FRIDAY ("22:00-02:00"),
    "2026-03-07T01:00", 0, 0, "online 2026-03-07T02:00:00+00:00 null in-hours" },
  { "the home's runs on too", LONDON "[Timetable]\nFriday=12:00-01:30\nSaturday=\n",
    CHILD "[Timetable]\n" FRIDAY ("22:00-02:00"), "2026-03-07T01:00", 0, 0,
    "online 2026-03-07T01:30:00+00:00 null in-hours" },
  { "after midnight the new day's allowance is drawn on", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("22:00-02:00") "[Allowance]\nFriday=60\nSaturday=30\n",
    "2026-03-06T23:30", 30, 30, "online 2026-03-07T00:30:00+00:00 1800 in-hours" },
  { "an allowance that lasts to midnight, and none after it", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("22:00-02:00") "[Allowance]\nFriday=60\nSaturday=0\n",
    "2026-03-06T23:30", 30, 30, "online 2026-03-07T00:00:00+00:00 1800 in-hours" },
  { "a used day ends at midnight", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("22:00-02:00") "[Allowance]\nFriday=60\n", "2026-03-06T23:30", 60,
    60, "help-only 2026-03-07T00:00:00+00:00 0 in-hours day-used" },
  { "a window of 24 hours", LONDON, CHILD "[Timetable]\n" FRIDAY ("16:00-16:00"),
    "2026-03-06T17:00", 0, 0, "online 2026-03-07T16:00:00+00:00 null in-hours" },

  /* allowances */
  { "the smaller rest counts", LONDON,
    CHILD "[Timetable]\n" MONDAY ("16:00-20:00") "[Allowance]\nMonday=120\nWeekly=100\n",
    "2026-03-02T16:30:10Z", 30, 30, "online 2026-03-02T17:40:10+00:00 4200 in-hours" },
  { "the week's allowance is used", LONDON,
    CHILD "[Timetable]\nMonday=16:00-20:00\n[Allowance]\nSaturday=120\nWeekly=600\n",
    "2026-03-07T16:00", 30, 601, "help-only 2026-03-09T16:00:00+00:00 0 in-hours week-used" },
  { "the week starts on Monday at midnight", LONDON, CHILD "[Allowance]\nWeekly=600\n",
    "2026-03-08T22:00", 0, 600, "help-only 2026-03-09T00:00:00+00:00 0 in-hours week-used" },
  { "a window across Sunday's midnight draws on the new week", LONDON,
    CHILD "[Timetable]\n" SUNDAY ("22:00-03:00") "[Allowance]\nWeekly=60\n", "2026-03-08T23:30", 0,
    30, "online 2026-03-09T01:00:00+00:00 1800 in-hours" },
  { "both are used, outside hours too", LONDON,
    CHILD "[Timetable]\n" MONDAY ("16:00-20:00") "[Allowance]\nMonday=0\nWeekly=600\n",
    "2026-03-02T10:00", 0, 700, "help-only null 0 outside-hours day-used week-used" },
  { "no allowance of today, but of the week", LONDON, CHILD "[Allowance]\nTuesday=5\nWeekly=600\n",
    "2026-03-02T10:00", 3, 3, "online 2026-03-02T19:57:00+00:00 35820 in-hours" },
  { "an allowance of another day sets none today", LONDON, CHILD "[Allowance]\nTuesday=5\n",
    "2026-03-02T10:00", 3, 3, "online 2026-03-03T00:05:00+00:00 null in-hours" },

  /* exceptions */
  { "an exception replaces the day's windows", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("16:00-20:00") "[Exceptions]\n2026-03-06=09:00-10:00\n",
    "2026-03-06T09:30", 0, 0, "online 2026-03-06T10:00:00+00:00 null in-hours exception" },
  { "and its closed hours", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("16:00-20:00") "[Exceptions]\n2026-03-06=09:00-10:00\n",
    "2026-03-06T17:00", 0, 0, "help-only 2026-03-13T16:00:00+00:00 null outside-hours exception" },
  { "still inside the home's maximum", LONDON "[Timetable]\nFriday=12:00-23:00\n",
    CHILD "[Exceptions]\n2026-12-25=09:00-23:30\n", "2026-12-25T10:00", 0, 0,
    "help-only 2026-12-25T12:00:00+00:00 null outside-hours home-maximum exception" },
  { "an exception of the home closes the day", LONDON "[Exceptions]\n2026-03-02=\n",
    CHILD "[Timetable]\n" MONDAY ("16:00-20:00"), "2026-03-02T17:00", 0, 0,
    "help-only 2026-03-09T16:00:00+00:00 null outside-hours home-maximum exception" },
  { "an exception of the home is a missing day's windows",
    LONDON "[Exceptions]\n2026-03-03=10:00-11:00\n", CHILD, "2026-03-03T10:30", 0, 0,
    "online 2026-03-03T11:00:00+00:00 null in-hours exception" },
  { "yesterday's exception runs past midnight", LONDON,
    CHILD "[Timetable]\n" NEVER "[Exceptions]\n2026-03-06=22:00-02:00\n", "2026-03-07T01:00", 0, 0,
    "online 2026-03-07T02:00:00+00:00 null in-hours exception" },
  { "today's exception is not in question in yesterday's window", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("22:00-02:00") "[Exceptions]\n2026-03-07=\n", "2026-03-07T01:00",
    0, 0, "online 2026-03-07T02:00:00+00:00 null in-hours" },
  { "but is after it", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("22:00-02:00") "[Exceptions]\n2026-03-07=\n", "2026-03-07T02:00",
    0, 0, "help-only 2026-03-13T22:00:00+00:00 null outside-hours exception" },

  /* Staying Close */
  { "a Staying Close device has no maximum",
    LONDON "[Timetable]\nMonday=12:00-14:00\n[Device]\nKind=staying-close\n",
    CHILD "[Timetable]\n" MONDAY ("16:00-20:00"), "2026-03-02T17:00", 0, 0,
    "online 2026-03-02T20:00:00+00:00 null in-hours" },
  { "unless it applies",
    LONDON "[Timetable]\nMonday=12:00-14:00\n[Device]\nKind=staying-close\nMaximum=applies\n",
    CHILD "[Timetable]\n" MONDAY ("16:00-20:00"), "2026-03-02T17:00", 0, 0,
    "help-only null null outside-hours home-maximum" },
  { "a missing day still reads the home's",
    LONDON "[Timetable]\nMonday=12:00-14:00\n[Device]\nKind=staying-close\n", CHILD,
    "2026-03-02T13:00", 0, 0, "online 2026-03-02T14:00:00+00:00 null in-hours" },
  { "the home's exception is not in question there",
    LONDON "[Exceptions]\n2026-03-02=\n[Device]\nKind=staying-close\n",
    CHILD "[Timetable]\n" MONDAY ("16:00-20:00"), "2026-03-02T17:00", 0, 0,
    "online 2026-03-02T20:00:00+00:00 null in-hours" },

  /* quiet time */
  { "quiet time cuts the day", LONDON,
    CHILD "[Timetable]\n" MONDAY ("16:00-23:00") "[Quiet]\nLightsOut=21:30\n", "2026-03-02T17:00",
    0, 0, "online 2026-03-02T20:00:00+00:00 null in-hours" },
  { "from then on it is quiet", LONDON,
    CHILD "[Timetable]\n" MONDAY ("16:00-23:00") "[Quiet]\nLightsOut=21:30\n", "2026-03-02T20:00",
    0, 0, "help-only 2026-03-09T16:00:00+00:00 null outside-hours quiet-time" },
  { "also after lights-out", LONDON,
    CHILD "[Timetable]\n" MONDAY ("16:00-23:00") "[Quiet]\nLightsOut=21:30\n", "2026-03-02T22:30",
    0, 0, "help-only 2026-03-09T16:00:00+00:00 null outside-hours quiet-time" },
  { "a weekday's own lights-out and minutes", LONDON,
    CHILD "[Timetable]\n" MONDAY ("16:00-23:00") "[Quiet]\nLightsOut=21:30\nMinutes=30\n"
                                                 "Monday=22:45\n",
    "2026-03-02T17:00", 0, 0, "online 2026-03-02T22:15:00+00:00 null in-hours" },
  { "no lights-out on one day", LONDON,
    CHILD "[Timetable]\n" MONDAY ("16:00-23:00") "[Quiet]\nLightsOut=21:30\nMonday=\n",
    "2026-03-02T21:00", 0, 0, "online 2026-03-02T23:00:00+00:00 null in-hours" },
  { "lights-out after midnight is the next day's", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("22:00-02:00") "[Quiet]\nFriday=00:30\n", "2026-03-06T22:30", 0,
    0, "online 2026-03-06T23:00:00+00:00 null in-hours" },
  { "and the window after midnight is quiet by it", LONDON,
    CHILD "[Timetable]\n" FRIDAY ("22:00-02:00") "[Quiet]\nFriday=00:30\n", "2026-03-07T01:00", 0,
    0, "help-only 2026-03-13T22:00:00+00:00 null outside-hours quiet-time" },
  { "lights-out at noon is the same day's", LONDON,
    CHILD "[Timetable]\n" MONDAY ("09:00-20:00") "[Quiet]\nLightsOut=12:00\n", "2026-03-02T09:00",
    0, 0, "online 2026-03-02T10:30:00+00:00 null in-hours" },
  { "quiet outside the home's hours is no maximum", LONDON "[Timetable]\nMonday=12:00-20:00\n",
    CHILD "[Timetable]\n" MONDAY ("16:00-23:00") "[Quiet]\nLightsOut=21:30\n", "2026-03-02T21:00",
    0, 0, "help-only 2026-03-09T16:00:00+00:00 null outside-hours quiet-time" },
  { "minutes before lights-out are elapsed ones, in spring", LONDON,
    CHILD "[Timetable]\n" SATURDAY ("22:00-04:00") "[Quiet]\nLightsOut=02:30\n", "2026-03-28T23:00",
    0, 0, "online 2026-03-29T00:00:00+00:00 null in-hours" },
  { "and in autumn", LONDON,
    CHILD "[Timetable]\n" SATURDAY ("22:00-04:00") "[Quiet]\nLightsOut=02:30\n", "2026-10-24T23:00",
    0, 0, "online 2026-10-25T01:00:00+00:00 null in-hours" },

  /* nights on which the clock changes */
  { "the night that is an hour short", LONDON, CHILD "[Timetable]\n" SATURDAY ("23:00-03:00"),
    "2026-03-28T23:30", 0, 0, "online 2026-03-29T03:00:00+01:00 null in-hours" },
  { "an end that does not occur", LONDON, CHILD "[Timetable]\n" SATURDAY ("23:00-01:30"),
    "2026-03-28T23:30", 0, 0, "online 2026-03-29T02:30:00+01:00 null in-hours" },
  { "a start that does not occur", LONDON, CHILD "[Timetable]\n" SUNDAY ("01:30-04:00"),
    "2026-03-29T00:30", 0, 0, "help-only 2026-03-29T02:30:00+01:00 null outside-hours" },
  { "a window that the clock change eats", LONDON, CHILD "[Timetable]\n" SUNDAY ("01:30-02:15"),
    "2026-03-29T00:30", 0, 0, "help-only 2026-04-05T01:30:00+01:00 null outside-hours" },
  { "an end that occurs twice is the first", LONDON, CHILD "[Timetable]\n" SATURDAY ("23:00-01:30"),
    "2026-10-24T23:30", 0, 0, "online 2026-10-25T01:30:00+01:00 null in-hours" },
  { "a start that occurs twice is the first", LONDON, CHILD "[Timetable]\n" SUNDAY ("01:30-02:30"),
    "2026-10-25T00:30", 0, 0, "help-only 2026-10-25T01:30:00+01:00 null outside-hours" },
  { "the second 01:45 is inside", LONDON, CHILD "[Timetable]\n" SUNDAY ("01:30-02:30"),
    "2026-10-25T01:45:00Z", 0, 0, "online 2026-10-25T02:30:00+00:00 null in-hours" },
  { "use in the repeated hour counts", LONDON,
    CHILD "[Timetable]\n" SUNDAY ("01:30-02:30") "[Allowance]\nSunday=60\n", "2026-10-25T01:30", 0,
    0, "online 2026-10-25T01:30:00+00:00 3600 in-hours" },
  { "half an hour back on Lord Howe", LORD_HOWE, CHILD "[Timetable]\n" SUNDAY ("01:00-02:00"),
    "2026-04-05T01:00", 0, 0, "online 2026-04-05T02:00:00+10:30 null in-hours" },
  { "half an hour forward", LORD_HOWE, CHILD "[Timetable]\n" SUNDAY ("01:00-02:15"),
    "2026-10-04T01:00", 0, 0, "online 2026-10-04T02:45:00+11:00 null in-hours" },
  { "two hours at Troll", TROLL, CHILD "[Timetable]\n" SUNDAY ("00:30-03:30"), "2026-03-29T00:30",
    0, 0, "online 2026-03-29T03:30:00+02:00 null in-hours" },

  /* birthdays */
  { "the 18th birthday ends control", LONDON,
    "[Child]\nBorn=2008-03-03\nLevel=supported\n[Timetable]\n" NEVER, "2026-03-02T12:00", 0, 0,
    "help-only 2026-03-03T00:00:00+00:00 null outside-hours" },
  { "online until then is online for good", LONDON,
    "[Child]\nBorn=2008-03-03\nLevel=supported\n[Timetable]\n" MONDAY ("12:00-24:00"),
    "2026-03-02T12:00", 0, 0, "online null null in-hours" },
  { "an adult's timetable and allowance say nothing", LONDON,
    "[Child]\nBorn=2008-03-03\nLevel=supported\n[Timetable]\n" NEVER "[Allowance]\nWeekly=0\n"
    "[Contact]\nmum=example.org\n",
    "2026-03-03T00:00", 500, 500, "online null null adult" },
  { "born on 29 February", LONDON, "[Child]\nBorn=2008-02-29\nLevel=supported\n[Timetable]\n" NEVER,
    "2026-02-27T12:00", 0, 0, "help-only 2026-03-01T00:00:00+00:00 null outside-hours" },
  { "agreed until after the birthday", LONDON,
    "[Child]\nBorn=2008-03-03\nLevel=supported\nAgreedUntil=2026-03-05\n[Timetable]\n" NEVER,
    "2026-03-04T12:00", 0, 0, "help-only 2026-03-05T00:00:00+00:00 null outside-hours" },
  { "agreed until before the birthday", LONDON,
    "[Child]\nBorn=2008-03-03\nLevel=supported\nAgreedUntil=2026-03-01\n[Timetable]\n" NEVER,
    "2026-03-02T12:00", 0, 0, "help-only 2026-03-03T00:00:00+00:00 null outside-hours" },

  /* contact */
  { "contact is open beside everything else", LONDON,
    CHILD "[Timetable]\n" NEVER "[Contact]\nmum=example.org\nmum.When=Monday 18:00-19:00\n",
    "2026-03-02T18:59", 0, 0, "help-only null null outside-hours contact" },
  { "and closes", LONDON,
    CHILD "[Timetable]\n" NEVER "[Contact]\nmum=example.org\nmum.When=Monday 18:00-19:00\n",
    "2026-03-02T19:00", 0, 0, "help-only null null outside-hours" },
  { "contact without times is always open", LONDON, CHILD "[Contact]\nmum=example.org\n",
    "2026-03-02T03:00", 0, 0, "online null null in-hours contact" },

  /* the horizon */
  { "336 hours ahead is told", LONDON,
    CHILD "[Timetable]\n" NEVER "[Exceptions]\n2026-03-16=12:00-13:00\n", "2026-03-02T12:00:00Z", 0,
    0, "help-only 2026-03-16T12:00:00+00:00 null outside-hours" },
  { "a second more is not", LONDON,
    CHILD "[Timetable]\n" NEVER "[Exceptions]\n2026-03-16=12:00-13:00\n", "2026-03-02T11:59:59Z", 0,
    0, "help-only null null outside-hours" },
  { "a birthday 336 hours ahead, too", LONDON,
    "[Child]\nBorn=2008-03-16\nLevel=supported\n[Timetable]\n" NEVER, "2026-03-02T00:00", 0, 0,
    "help-only 2026-03-16T00:00:00+00:00 null outside-hours" },
  { "hours are elapsed ones", LONDON,
    CHILD "[Timetable]\n" NEVER "[Exceptions]\n2026-04-05=13:00-14:00\n", "2026-03-22T12:00:00Z", 0,
    0, "help-only 2026-04-05T13:00:00+01:00 null outside-hours" },
};

typedef struct {
  PlHome *home;
  PlLevels *levels;
  PlProfile *profile;
} Family;

static void
family_clear (Family *family)
{
  pl_profile_free (family->profile);
  pl_levels_free (family->levels);
  pl_home_free (family->home);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Family, family_clear)

static void
family_init (Family *family, const char *home, const char *child)
{
  GError *error = NULL;

  family->home = pl_home_parse ("home.conf", home, strlen (home), &error);
  ck_assert_msg (error == NULL, "%s", error != NULL ? error->message : "");
  family->levels = pl_levels_new_shipped (family->home->categories);
  family->profile = pl_profile_parse (family->home, family->levels, "child.conf", child,
                                      strlen (child), NULL, &error);
  ck_assert_msg (error == NULL, "%s", error != NULL ? error->message : "");
}

static gint64
instant_of (const Family *family, const char *text)
{
  PlTimestamp timestamp;

  ck_assert_msg (pl_timestamp_parse (text, &timestamp), "%s", text);
  return pl_timestamp_instant (&timestamp, family->home->zone);
}

static char *
verdict_text (const PlVerdict *verdict, GTimeZone *zone)
{
  GString *text = g_string_new (verdict->online ? "online" : "help-only");
  g_autofree char *until = verdict->until != PL_INSTANT_NONE
                               ? pl_timestamp_format (verdict->until, zone)
                               : g_strdup ("null");

  g_string_append_printf (text, " %s", until);
  if (verdict->left_s == PL_NO_LIMIT)
    g_string_append (text, " null");
  else
    g_string_append_printf (text, " %" G_GINT64_FORMAT, verdict->left_s);
  for (guint reason = PL_REASON_IN_HOURS; reason <= PL_REASON_CLOCK_DOUBT; reason <<= 1)
    if (verdict->reasons & reason)
      g_string_append_printf (text, " %s", pl_reason_code (reason));
  return g_string_free (text, FALSE);
}

START_TEST (examples_worked_out_by_hand)
{
  g_auto (Family) family = { NULL };
  PlVerdict verdict;

  family_init (&family, examples[_i].home, examples[_i].child);
  const PlUsage usage = { examples[_i].used * 60, examples[_i].used_week * 60 };
  pl_verdict (family.home, family.profile, instant_of (&family, examples[_i].at), &usage, &verdict);
  g_autofree char *text = verdict_text (&verdict, family.home->zone);
  ck_assert_msg (g_str_equal (text, examples[_i].verdict), "%s: %s instead of %s",
                 examples[_i].name, text, examples[_i].verdict);
}
END_TEST

static const struct {
  const char *child, *at;
  gboolean blocked;
} ages[] = {
  { "[Child]\nBorn=2013-03-02\nLevel=independent\n", "2026-03-01T23:59", TRUE },
  { "[Child]\nBorn=2013-03-02\nLevel=independent\n", "2026-03-02T00:00", FALSE },
  { "[Child]\nBorn=2012-02-29\nLevel=independent\n", "2025-02-28T23:59", TRUE },
  { "[Child]\nBorn=2012-02-29\nLevel=independent\n", "2025-03-01T00:00", FALSE },
  { "[Child]\nBorn=2012-05-01\nLevel=independent\nSocialUntilReview=true\n", "2026-03-02T12:00",
    TRUE },
  { "[Child]\nBorn=2012-05-01\nLevel=independent\nSocialUntilReview=false\n", "2026-03-02T12:00",
    FALSE },
  { "[Child]\nBorn=2008-03-02\nLevel=independent\nSocialUntilReview=true\n", "2026-03-02T00:00",
    FALSE },
};

START_TEST (social_networks_wait_for_the_13th_birthday_and_the_review)
{
  g_auto (Family) family = { NULL };
  const PlUsage usage = { 0, 0 };
  PlVerdict verdict;

  family_init (&family, LONDON, ages[_i].child);
  pl_verdict (family.home, family.profile, instant_of (&family, ages[_i].at), &usage, &verdict);
  ck_assert_int_eq (verdict.social_blocked, ages[_i].blocked);
}
END_TEST

static const struct {
  const char *at, *names, *until;
} contacts[] = {
  { "2026-03-02T17:00", "always.example", "2026-03-02T18:00:00+00:00" },
  { "2026-03-02T18:00", "always.example call.example mum.example", "2026-03-02T18:30:00+00:00" },
  { "2026-03-02T18:30", "always.example call.example dad.example mum.example",
    "2026-03-02T19:00:00+00:00" },
  { "2026-03-02T19:00", "always.example call.example dad.example", "2026-03-02T20:00:00+00:00" },
  { "2026-03-02T20:00", "always.example", "2026-03-07T23:00:00+00:00" },
  { "2026-03-07T23:30", "always.example call.example dad.example", "2026-03-08T01:00:00+00:00" },
  { "2026-03-08T00:30", "always.example call.example dad.example", "2026-03-08T01:00:00+00:00" },
};

START_TEST (contact_opens_and_closes_by_the_clock)
{
  g_auto (Family) family = { NULL };
  const PlUsage usage = { 0, 0 };
  PlVerdict verdict;

  family_init (&family, LONDON,
               CHILD "[Contact]\n"
                     "mum=mum.example;call.example\nmum.When=Monday 18:00-19:00\n"
                     "dad=dad.example;call.example\n"
                     "dad.When=Monday 18:30-20:00;Saturday 23:00-24:00;Sunday 00:00-01:00\n"
                     "any=always.example\n");
  gint64 now = instant_of (&family, contacts[_i].at);
  g_autofree const char **names = pl_verdict_contact_names (family.home, family.profile, now);
  g_autofree char *joined = g_strjoinv (" ", (char **)names);
  ck_assert_str_eq (joined, contacts[_i].names);

  pl_verdict (family.home, family.profile, now, &usage, &verdict);
  g_autofree char *until = pl_timestamp_format (verdict.contact_until, family.home->zone);
  ck_assert_str_eq (until, contacts[_i].until);
}
END_TEST

START_TEST (of_two_possible_clocks_the_stricter_holds)
{
  static const PlUsage usage = { 1799, 1799 };
  g_auto (Family) family = { 0 };
  PlVerdict verdict, behind;

  family_init (&family, LONDON,
               CHILD "[Timetable]\n" MONDAY ("16:00-20:00") "[Allowance]\nMonday=30\n");
  gint64 now = instant_of (&family, "2026-03-02T17:30:00Z");
  gint64 hour_ago = now - 3600;
  pl_verdict (family.home, family.profile, now, &usage, &verdict);
  pl_verdict (family.home, family.profile, hour_ago, &usage, &behind);
  pl_verdict_take_stricter (&verdict, now, &behind, hour_ago);
  ck_assert (verdict.online && verdict.drawn && verdict.left_s == 1);
  ck_assert_msg (verdict.until == now + 1, "the last second can be used");
  ck_assert (verdict.reasons & PL_REASON_CLOCK_DOUBT);

  gint64 before_hours = now - 2 * 3600;
  pl_verdict (family.home, family.profile, before_hours, &usage, &behind);
  pl_verdict_take_stricter (&verdict, now, &behind, before_hours);
  ck_assert (!verdict.online && !verdict.drawn);
  ck_assert (verdict.reasons & PL_REASON_OUTSIDE_HOURS);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("verdict");
  TCase *tcase = tcase_create ("verdict");

  tcase_add_loop_test (tcase, examples_worked_out_by_hand, 0, G_N_ELEMENTS (examples));
  tcase_add_loop_test (tcase, social_networks_wait_for_the_13th_birthday_and_the_review, 0,
                       G_N_ELEMENTS (ages));
  tcase_add_loop_test (tcase, contact_opens_and_closes_by_the_clock, 0, G_N_ELEMENTS (contacts));
  tcase_add_test (tcase, of_two_possible_clocks_the_stricter_holds);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
