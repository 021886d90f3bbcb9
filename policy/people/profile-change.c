/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/profile-change.h"

#include <string.h>

#include "policy/time/calendar.h"

/* No limit is more than any. */
#define UNLIMITED G_MAXINT

/* Windows of one day, minute by minute: they end on the next day at the latest. */
typedef struct {
  gboolean open[2 * PL_MINUTES_A_DAY];
} Minutes;

typedef struct {
  const PlHome *home;
  const PlProfile *before;
  const PlProfile *after;
  GPtrArray *changes;
} Comparison;

static void
change_free (gpointer data)
{
  PlProfileChange *change = data;

  g_free (change->name);
  g_free (change);
}

static void
add (const Comparison *comparison, const PlProfileChange *change)
{
  PlProfileChange *copy = g_memdup2 (change, sizeof *change);

  copy->name = g_strdup (change->name);
  g_ptr_array_add (comparison->changes, copy);
}

/* More of it is more access. */
static guint
direction_of (int before, int after)
{
  return after > before ? PL_LOOSENS : after < before ? PL_TIGHTENS : 0;
}

static void
compare_amount (
    const Comparison *comparison, PlProfileField field, int weekday, int before, int after)
{
  PlProfileChange change = { .field = field, .weekday = weekday };

  change.direction = direction_of (before, after);
  if (change.direction != 0)
    add (comparison, &change);
}

static void
compare_name (const Comparison *comparison)
{
  const PlProfileChange change = { .field = PL_PROFILE_NAME, .weekday = -1 };

  if (g_strcmp0 (comparison->before->name, comparison->after->name) != 0)
    add (comparison, &change);
}

/* Who decides gives and takes nothing by itself. */
static void
compare_authority (const Comparison *comparison)
{
  const PlProfile *before = comparison->before, *after = comparison->after;
  PlProfileChange change = { .field = PL_PROFILE_DECIDES_CONTACT, .weekday = -1 };

  if (before->decides_contact != after->decides_contact)
    add (comparison, &change);
  change.field = PL_PROFILE_DECIDES_SOCIAL;
  if (before->decides_social != after->decides_social)
    add (comparison, &change);
}

static void
compare_needs (const Comparison *comparison)
{
  const PlNeeds *before = &comparison->before->needs, *after = &comparison->after->needs;
  const PlProfileChange change = { .field = PL_PROFILE_NEEDS, .weekday = -1 };

  if (before->easy_read != after->easy_read || before->large_type != after->large_type ||
      before->read_aloud != after->read_aloud || before->language != after->language)
    add (comparison, &change);
}

/* Windows. */

static void
open_minutes (Minutes *minutes, const PlWindows *windows)
{
  /* A day on which neither child nor home says anything is open from midnight to midnight. */
  static const PlWindow whole = { 0, PL_MINUTES_A_DAY };
  const PlWindow *window = windows != NULL ? windows->windows : &whole;

  memset (minutes, 0, sizeof *minutes);
  for (guint n = windows != NULL ? windows->n : 1; n > 0; n--, window++)
    for (guint i = window->start; i < window->end; i++)
      minutes->open[i] = TRUE;
}

static guint
direction_of_minutes (const Minutes *before, const Minutes *after)
{
  guint direction = 0;

  for (guint i = 0; i < G_N_ELEMENTS (before->open); i++)
    direction |= direction_of (before->open[i], after->open[i]);
  return direction;
}

const PlWindows *
pl_profile_windows (const PlHome *home, const PlProfile *profile, guint weekday)
{
  const PlWindows *own = profile->timetable.weekday[weekday];

  return own != NULL ? own : home->maximum.weekday[weekday];
}

static void
compare_windows (const Comparison *comparison, guint weekday)
{
  PlProfileChange change = { .field = PL_PROFILE_TIMETABLE, .weekday = (int)weekday };
  Minutes before, after;

  open_minutes (&before, pl_profile_windows (comparison->home, comparison->before, weekday));
  open_minutes (&after, pl_profile_windows (comparison->home, comparison->after, weekday));
  change.direction = direction_of_minutes (&before, &after);
  if (change.direction != 0)
    add (comparison, &change);
}

const PlWindows *
pl_profile_windows_on (const PlHome *home, const PlProfile *profile, guint32 day)
{
  gpointer key = GUINT_TO_POINTER (day);
  const PlWindows *own = g_hash_table_lookup (profile->timetable.exceptions, key);
  guint weekday = pl_calendar_weekday (day);

  if (own != NULL || profile->timetable.weekday[weekday] != NULL)
    return own != NULL ? own : profile->timetable.weekday[weekday];
  const PlWindows *homes = g_hash_table_lookup (home->maximum.exceptions, key);
  return homes != NULL ? homes : home->maximum.weekday[weekday];
}

static void
compare_exception (const Comparison *comparison, guint32 day)
{
  PlProfileChange change = { .field = PL_PROFILE_EXCEPTION, .weekday = -1, .day = day };
  Minutes before, after;

  open_minutes (&before, pl_profile_windows_on (comparison->home, comparison->before, day));
  open_minutes (&after, pl_profile_windows_on (comparison->home, comparison->after, day));
  change.direction = direction_of_minutes (&before, &after);
  if (change.direction != 0)
    add (comparison, &change);
}

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  guint one = GPOINTER_TO_UINT (a), other = GPOINTER_TO_UINT (b);

  return one < other ? -1 : one > other;
}

static void
compare_exceptions (const Comparison *comparison)
{
  g_autoptr (GList) days = g_hash_table_get_keys (comparison->before->timetable.exceptions);
  g_autoptr (GList) others = g_hash_table_get_keys (comparison->after->timetable.exceptions);

  for (GList *item = others; item != NULL; item = item->next)
    if (!g_hash_table_contains (comparison->before->timetable.exceptions, item->data))
      days = g_list_prepend (days, item->data);
  days = g_list_sort (days, compare_days);
  for (GList *item = days; item != NULL; item = item->next)
    compare_exception (comparison, GPOINTER_TO_UINT (item->data));
}

/* Amounts that are set by weekday. */

static int
limit_of (int minutes)
{
  return minutes < 0 ? UNLIMITED : minutes;
}

/* The minute, from the day's midnight, at which quiet time begins. */
static int
quiet_from (const PlQuiet *quiet, guint weekday)
{
  int lights_out = quiet->lights_out[weekday];

  if (lights_out < 0)
    return UNLIMITED;
  if (lights_out < PL_MINUTES_A_DAY / 2)
    lights_out += PL_MINUTES_A_DAY;
  return lights_out - quiet->minutes;
}

/* Day by day, as a week is read. */
static void
compare_weekdays (const Comparison *comparison)
{
  const PlProfile *before = comparison->before, *after = comparison->after;

  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    compare_windows (comparison, i);
    compare_amount (comparison, PL_PROFILE_ALLOWANCE, (int)i,
                    limit_of (before->allowance.weekday[i]),
                    limit_of (after->allowance.weekday[i]));
    compare_amount (comparison, PL_PROFILE_QUIET, (int)i, quiet_from (&before->quiet, i),
                    quiet_from (&after->quiet, i));
  }
  compare_exceptions (comparison);
  compare_amount (comparison, PL_PROFILE_ALLOWANCE_WEEK, -1, limit_of (before->allowance.week),
                  limit_of (after->allowance.week));
}

/* Names. */

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Every name of both lists once, sorted. The strings are the lists'. */
static GPtrArray *
join_names (char **before, char **after)
{
  GPtrArray *names = g_ptr_array_new ();

  for (; before != NULL && *before != NULL; before++)
    if (!g_ptr_array_find_with_equal_func (names, *before, g_str_equal, NULL))
      g_ptr_array_add (names, *before);
  for (; after != NULL && *after != NULL; after++)
    if (!g_ptr_array_find_with_equal_func (names, *after, g_str_equal, NULL))
      g_ptr_array_add (names, *after);
  g_ptr_array_sort (names, compare_texts);
  return names;
}

static gboolean
has_name (char **names, const char *name)
{
  return names != NULL && g_strv_contains ((const char *const *)names, name);
}

/* How long a name stands in a list: 0: it does not; for good is longer than any day. */
static int
stands_until (const PlProfile *profile, char **names, const char *name)
{
  if (!has_name (names, name))
    return 0;
  guint32 last = pl_site_end (profile->site_ends, name);
  return last != 0 ? (int)last : UNLIMITED;
}

static void
compare_sites (const Comparison *comparison, PlProfileField field, char **before, char **after)
{
  g_autoptr (GPtrArray) names = join_names (before, after);

  for (guint i = 0; i < names->len; i++) {
    PlProfileChange change = { .field = field, .weekday = -1, .name = names->pdata[i] };
    int was = stands_until (comparison->before, before, change.name);
    int is = stands_until (comparison->after, after, change.name);

    change.direction = field == PL_PROFILE_BLOCK ? direction_of (is, was) : direction_of (was, is);
    if (change.direction != 0)
      add (comparison, &change);
  }
}

/* Agreed contact: for each service, the minutes of each weekday at which it is open. */

static void
open_contact (Minutes *minutes, const PlContact *contact, guint weekday)
{
  for (guint i = 0; i < contact->n_times; i++)
    for (guint at = contact->times[i].window.start;
         contact->times[i].weekday == weekday && at < contact->times[i].window.end; at++)
      minutes->open[at] = TRUE;
}

static void
open_service (Minutes *minutes, const PlProfile *profile, const char *name, guint weekday)
{
  memset (minutes, 0, sizeof *minutes);
  for (guint i = 0; i < profile->contacts->len; i++) {
    const PlContact *contact = profile->contacts->pdata[i];

    if (!has_name (contact->names, name))
      continue;
    open_contact (minutes, contact, weekday);
    for (guint at = 0; contact->always && at < G_N_ELEMENTS (minutes->open); at++)
      minutes->open[at] = TRUE;
  }
}

static void
compare_service (const Comparison *comparison, const char *name)
{
  PlProfileChange change = { .field = PL_PROFILE_CONTACT, .weekday = -1, .name = (char *)name };

  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    Minutes before, after;
    open_service (&before, comparison->before, name, i);
    open_service (&after, comparison->after, name, i);
    change.direction |= direction_of_minutes (&before, &after);
  }
  if (change.direction != 0)
    add (comparison, &change);
}

static void
add_services (GPtrArray *services, const PlProfile *profile)
{
  for (guint i = 0; i < profile->contacts->len; i++) {
    const PlContact *contact = profile->contacts->pdata[i];

    for (char **name = contact->names; *name != NULL; name++)
      if (!g_ptr_array_find_with_equal_func (services, *name, g_str_equal, NULL))
        g_ptr_array_add (services, *name);
  }
}

static void
compare_contacts (const Comparison *comparison)
{
  g_autoptr (GPtrArray) services = g_ptr_array_new ();

  add_services (services, comparison->before);
  add_services (services, comparison->after);
  g_ptr_array_sort (services, compare_texts);
  for (guint i = 0; i < services->len; i++)
    compare_service (comparison, services->pdata[i]);
}

GPtrArray *
pl_profile_changes (const PlHome *home, const PlProfile *before, const PlProfile *after)
{
  const Comparison comparison = { home, before, after,
                                  g_ptr_array_new_with_free_func (change_free) };

  compare_name (&comparison);
  compare_needs (&comparison);
  /* Who is born earlier is older: age opens, and never closes. */
  compare_amount (&comparison, PL_PROFILE_BORN, -1, (int)after->born, (int)before->born);
  compare_amount (&comparison, PL_PROFILE_LEVEL, -1, before->level->order, after->level->order);
  compare_amount (&comparison, PL_PROFILE_SOCIAL, -1, !before->social_until_review,
                  !after->social_until_review);
  compare_amount (&comparison, PL_PROFILE_AGREED, -1, (int)after->agreed_until,
                  (int)before->agreed_until);
  compare_weekdays (&comparison);
  compare_sites (&comparison, PL_PROFILE_ALLOW, before->allow, after->allow);
  compare_sites (&comparison, PL_PROFILE_BLOCK, before->block, after->block);
  compare_contacts (&comparison);
  compare_authority (&comparison);
  compare_amount (&comparison, PL_PROFILE_TIME_UP, -1, after->time_up, before->time_up);
  return comparison.changes;
}

guint
pl_profile_changes_direction (const GPtrArray *changes)
{
  guint direction = 0;

  for (guint i = 0; i < changes->len; i++)
    direction |= ((const PlProfileChange *)changes->pdata[i])->direction;
  return direction;
}
