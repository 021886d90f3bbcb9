/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/policy/verdict-oracle.h"

#define DAY_MIN    1440
#define BEFORE_MIN (5 * DAY_MIN)
#define AFTER_MIN  (18 * DAY_MIN)
#define N_MINUTES  (BEFORE_MIN + AFTER_MIN)

/* What a minute is painted with. */
enum {
  OWN = 1 << 0,
  OWN_EXCEPTION = 1 << 1,
  KEPT = 1 << 2, /* after the quiet cut */
  KEPT_EXCEPTION = 1 << 3,
  HOME = 1 << 4,
  HOME_EXCEPTION = 1 << 5,
};

typedef struct {
  gint64 first; /* the minute since the epoch of element 0 */
  guint8 paint[N_MINUTES];
  guint64 contacts[N_MINUTES]; /* a bit a contact */
  gint64 local[N_MINUTES];     /* what the wall clock shows, in minutes as if it were UTC */
} Canvas;

static gint64
day_of_local (gint64 local)
{
  return (local >= 0 ? local / DAY_MIN : -((-local + DAY_MIN - 1) / DAY_MIN)) + 719163;
}

static guint
weekday_of (gint64 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)day);
  return g_date_get_weekday (&date) - 1;
}

/* The element of the minute at which a local time is, looking at the clock minute by minute. */
static gint64
element_of_local (const Canvas *canvas, gint64 day, int minutes)
{
  gint64 wanted = (day - 719163) * DAY_MIN + minutes;

  /* No wall clock is 30 hours ahead of UTC. */
  for (gint64 i = MAX (1, wanted - canvas->first - 30 * 60); i < N_MINUTES; i++) {
    if (canvas->local[i] == wanted)
      return i;
    if (canvas->local[i] > wanted) {
      gint64 ahead = canvas->local[i - 1] - (canvas->first + i - 1);
      return wanted - ahead - canvas->first;
    }
  }
  return N_MINUTES;
}

static void
paint (Canvas *canvas, gint64 from, gint64 to, guint8 colour)
{
  for (gint64 i = MAX (from, 0); i < MIN (to, N_MINUTES); i++)
    canvas->paint[i] |= colour;
}

static const PlWindows *
exception_of (const PlTimetable *timetable, gint64 day)
{
  return g_hash_table_lookup (timetable->exceptions, GUINT_TO_POINTER ((guint)day));
}

static void
paint_home_day (Canvas *canvas, const PlHome *home, gint64 day)
{
  const PlWindows *exception = exception_of (&home->maximum, day);
  const PlWindows *windows =
      exception != NULL ? exception : home->maximum.weekday[weekday_of (day)];
  guint8 colour = exception != NULL ? HOME | HOME_EXCEPTION : HOME;

  if (windows == NULL)
    paint (canvas, element_of_local (canvas, day, 0), element_of_local (canvas, day + 1, 0),
           colour);
  else
    for (guint i = 0; i < windows->n; i++)
      paint (canvas, element_of_local (canvas, day, windows->windows[i].start),
             element_of_local (canvas, day, windows->windows[i].end), colour);
}

static gint64
cut_of_day (const Canvas *canvas, const PlQuiet *quiet, gint64 day)
{
  int lights_out = quiet->lights_out[weekday_of (day)];

  if (lights_out < 0)
    return N_MINUTES;
  return element_of_local (canvas, lights_out < 720 ? day + 1 : day, lights_out) - quiet->minutes;
}

static void
paint_child_window (
    Canvas *canvas, const PlProfile *profile, gint64 day, int start, int end, gboolean exception)
{
  gint64 from = element_of_local (canvas, day, start), to = element_of_local (canvas, day, end);
  gint64 cut = cut_of_day (canvas, &profile->quiet, day);

  paint (canvas, from, to, exception ? OWN | OWN_EXCEPTION : OWN);
  paint (canvas, from, MIN (to, cut), exception ? KEPT | KEPT_EXCEPTION : KEPT);
}

/* The child's own word on a day, else the home's; where the home has none either, the whole day. */
static const PlWindows *
child_windows (const PlHome *home, const PlProfile *profile, gint64 day, gboolean *exception)
{
  const PlWindows *own = exception_of (&profile->timetable, day);

  *exception = own != NULL;
  if (own == NULL)
    own = profile->timetable.weekday[weekday_of (day)];
  if (own == NULL) {
    own = exception_of (&home->maximum, day);
    *exception = own != NULL;
  }
  return own != NULL ? own : home->maximum.weekday[weekday_of (day)];
}

static void
paint_child_day (Canvas *canvas, const PlHome *home, const PlProfile *profile, gint64 day)
{
  gboolean exception;
  const PlWindows *windows = child_windows (home, profile, day, &exception);

  if (windows == NULL)
    paint_child_window (canvas, profile, day, 0, DAY_MIN, exception);
  else
    for (guint i = 0; i < windows->n; i++)
      paint_child_window (canvas, profile, day, windows->windows[i].start, windows->windows[i].end,
                          exception);
}

static void
paint_contact (Canvas *canvas, gint64 from, gint64 to, guint contact)
{
  for (gint64 i = MAX (from, 0); i < MIN (to, N_MINUTES); i++)
    canvas->contacts[i] |= G_GUINT64_CONSTANT (1) << contact;
}

static void
paint_contacts (Canvas *canvas, const PlProfile *profile, gint64 day)
{
  for (guint c = 0; c < profile->contacts->len; c++) {
    const PlContact *contact = g_ptr_array_index (profile->contacts, c);

    for (guint t = 0; t < contact->n_times; t++) {
      const PlWindow *window = &contact->times[t].window;

      if (contact->times[t].weekday == weekday_of (day))
        paint_contact (canvas, element_of_local (canvas, day, window->start),
                       element_of_local (canvas, day, window->end), c);
    }
    if (contact->always)
      paint_contact (canvas, 0, N_MINUTES, c);
  }
}

static Canvas *
canvas_new (const PlHome *home, const PlProfile *profile, gint64 now)
{
  Canvas *canvas = g_new0 (Canvas, 1);

  canvas->first = now / 60 - BEFORE_MIN;
  for (gint64 i = 0; i < N_MINUTES; i++) {
    gint interval =
        g_time_zone_find_interval (home->zone, G_TIME_TYPE_UNIVERSAL, (canvas->first + i) * 60);
    canvas->local[i] = canvas->first + i + g_time_zone_get_offset (home->zone, interval) / 60;
  }
  for (gint64 day = day_of_local (canvas->local[0]) + 1;
       day < day_of_local (canvas->local[N_MINUTES - 1]) - 1; day++) {
    paint_home_day (canvas, home, day);
    paint_child_day (canvas, home, profile, day);
    if (profile->contacts->len > 0)
      paint_contacts (canvas, profile, day);
  }
  return canvas;
}

/* TRUE if somebody born on a day is so many years old on another. */
static gboolean
is_aged (guint32 born, int years, gint64 day)
{
  GDate b, d;

  g_date_clear (&b, 1);
  g_date_clear (&d, 1);
  g_date_set_julian (&b, born);
  g_date_set_julian (&d, (guint32)day);

  int age = g_date_get_year (&d) - g_date_get_year (&b);
  int birthday = g_date_get_month (&b) * 100 + g_date_get_day (&b);
  int today = g_date_get_month (&d) * 100 + g_date_get_day (&d);
  return age > years || (age == years && today >= birthday);
}

static gboolean
is_adult (const PlProfile *profile, gint64 day)
{
  return is_aged (profile->born, 18, day) && day >= profile->agreed_until;
}

static gboolean
has_rest (const PlAllowance *allowance, guint weekday, const PlUsage *usage)
{
  int today = allowance->weekday[weekday];

  return (today < 0 || usage->today_s < today * 60) &&
         (allowance->week < 0 || usage->week_s < allowance->week * 60);
}

static gint64
element_at (const Canvas *canvas, gint64 instant)
{
  return instant / 60 - canvas->first;
}

static gboolean
in_hours (const Canvas *canvas, const PlHome *home, gint64 i)
{
  return (canvas->paint[i] & KEPT) && (!home->maximum_applies || (canvas->paint[i] & HOME));
}

static void
walk (const Canvas *canvas,
      const PlHome *home,
      const PlProfile *profile,
      gint64 now,
      const PlUsage *usage,
      PlVerdict *verdict)
{
  PlUsage used = *usage;
  gint64 day = day_of_local (canvas->local[element_at (canvas, now)]);
  gboolean adult = is_adult (profile, day);
  guint weekday = weekday_of (day);

  verdict->until = PL_INSTANT_NONE;
  for (gint64 t = now; t <= now + 336 * 3600; t++) {
    gint64 i = element_at (canvas, t), today = day_of_local (canvas->local[i]);

    if (today != day) {
      used.today_s = 0;
      for (; day < today; day++)
        if (weekday_of (day + 1) == 0)
          used.week_s = 0;
      adult = is_adult (profile, day);
      weekday = weekday_of (day);
    }

    gboolean rest = has_rest (&profile->allowance, weekday, &used);
    gboolean online = adult || (rest && in_hours (canvas, home, i));
    if (t == now)
      verdict->online = online;
    else if (online != verdict->online) {
      verdict->until = t;
      return;
    }
    used.today_s += online;
    used.week_s += online;
  }
}

static gboolean
is_exception (const Canvas *canvas, const PlHome *home, const PlProfile *profile, gint64 i)
{
  gint64 day = day_of_local (canvas->local[i]);
  guint8 colours = canvas->paint[i];
  gboolean child, of_home = exception_of (&home->maximum, day) != NULL;

  child_windows (home, profile, day, &child);
  if (colours & KEPT)
    child = (colours & KEPT_EXCEPTION) != 0;
  else if (colours & OWN)
    child = (colours & OWN_EXCEPTION) != 0;
  if (colours & HOME)
    of_home = (colours & HOME_EXCEPTION) != 0;
  return child || (home->maximum_applies && of_home);
}

static guint
reasons_of (const Canvas *canvas,
            const PlHome *home,
            const PlProfile *profile,
            gint64 now,
            const PlUsage *usage)
{
  gint64 i = element_at (canvas, now), day = day_of_local (canvas->local[i]);
  guint8 colours = canvas->paint[i];
  int today = profile->allowance.weekday[weekday_of (day)], week = profile->allowance.week;
  guint reasons = in_hours (canvas, home, i) ? PL_REASON_IN_HOURS : PL_REASON_OUTSIDE_HOURS;

  if (home->maximum_applies && (colours & KEPT) && !(colours & HOME))
    reasons |= PL_REASON_HOME_MAXIMUM;
  if (is_exception (canvas, home, profile, i))
    reasons |= PL_REASON_EXCEPTION;
  if ((colours & OWN) && !(colours & KEPT))
    reasons |= PL_REASON_QUIET_TIME;
  if (today >= 0 && usage->today_s >= today * 60)
    reasons |= PL_REASON_DAY_USED;
  if (week >= 0 && usage->week_s >= week * 60)
    reasons |= PL_REASON_WEEK_USED;
  if (canvas->contacts[i] != 0)
    reasons |= PL_REASON_CONTACT;
  return reasons;
}

static gint64
left_of (const PlAllowance *allowance, guint weekday, const PlUsage *usage)
{
  gint64 left = G_MAXINT64;

  if (allowance->weekday[weekday] >= 0)
    left = MIN (left, MAX (0, allowance->weekday[weekday] * 60 - usage->today_s));
  if (allowance->week >= 0)
    left = MIN (left, MAX (0, allowance->week * 60 - usage->week_s));
  return left == G_MAXINT64 ? -1 : left;
}

static gint64
contact_change (const Canvas *canvas, gint64 now)
{
  gint64 i = element_at (canvas, now);

  for (gint64 j = i + 1; (canvas->first + j) * 60 <= now + 336 * 3600; j++)
    if (canvas->contacts[j] != canvas->contacts[i])
      return (canvas->first + j) * 60;
  return PL_INSTANT_NONE;
}

void
verdict_oracle (const PlHome *home,
                const PlProfile *profile,
                gint64 now,
                const PlUsage *usage,
                PlVerdict *verdict)
{
  g_autofree Canvas *canvas = canvas_new (home, profile, now);
  gint64 day = day_of_local (canvas->local[element_at (canvas, now)]);

  *verdict = (PlVerdict){ .adult = is_adult (profile, day) };
  walk (canvas, home, profile, now, usage, verdict);
  if (verdict->adult) {
    verdict->left_s = -1;
    verdict->reasons = PL_REASON_ADULT;
    verdict->contact_until = PL_INSTANT_NONE;
    return;
  }
  verdict->left_s = left_of (&profile->allowance, weekday_of (day), usage);
  verdict->reasons = reasons_of (canvas, home, profile, now, usage);
  verdict->social_blocked = profile->social_until_review || !is_aged (profile->born, 13, day);
  verdict->contact_until = contact_change (canvas, now);
}
