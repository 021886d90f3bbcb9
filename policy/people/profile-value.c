/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/profile-value.h"

#include "policy/people/key-file.h"
#include "policy/people/key-value.h"
#include "policy/time/calendar.h"

const char *
pl_profile_field_code (PlProfileField field)
{
  static const char *const codes[] = {
    [PL_PROFILE_NAME] = "name",
    [PL_PROFILE_BORN] = "born",
    [PL_PROFILE_LEVEL] = "level",
    [PL_PROFILE_SOCIAL] = "social",
    [PL_PROFILE_AGREED] = "agreed",
    [PL_PROFILE_TIMETABLE] = "timetable",
    [PL_PROFILE_EXCEPTION] = "exception",
    [PL_PROFILE_ALLOWANCE] = "allowance",
    [PL_PROFILE_ALLOWANCE_WEEK] = "allowance-week",
    [PL_PROFILE_QUIET] = "quiet",
    [PL_PROFILE_ALLOW] = "allow",
    [PL_PROFILE_BLOCK] = "block",
    [PL_PROFILE_CONTACT] = "contact",
    [PL_PROFILE_TIME_UP] = "time-up",
    [PL_PROFILE_NEEDS] = "needs",
    [PL_PROFILE_DECIDES_CONTACT] = "decides-contact",
    [PL_PROFILE_DECIDES_SOCIAL] = "decides-social",
  };

  return codes[field];
}

/* More than a day is the next day's: 25:00 is written 01:00, as in the file. */
static void
append_window (GString *text, guint start, guint end)
{
  guint last = end > PL_MINUTES_A_DAY ? end - PL_MINUTES_A_DAY : end;

  start %= PL_MINUTES_A_DAY;
  g_string_append_printf (text, "%02u:%02u-%02u:%02u", start / 60, start % 60, last / 60,
                          last % 60);
}

static void
separate (GString *text)
{
  if (text->len > 0)
    g_string_append_c (text, ';');
}

static char *
windows_text (const PlWindows *windows)
{
  GString *text = g_string_new (NULL);

  if (windows == NULL)
    append_window (text, 0, PL_MINUTES_A_DAY);
  for (guint i = 0; windows != NULL && i < windows->n; i++) {
    separate (text);
    append_window (text, windows->windows[i].start, windows->windows[i].end);
  }
  return g_string_free (text, FALSE);
}

/* Lights-out before noon belongs to the following day. */
static char *
quiet_text (const PlQuiet *quiet, int weekday)
{
  int end = quiet->lights_out[weekday];
  GString *text = g_string_new (NULL);

  if (end >= 0) {
    if (end < PL_MINUTES_A_DAY / 2)
      end += PL_MINUTES_A_DAY;
    append_window (text, (guint)MAX (end - quiet->minutes, 0), (guint)end);
  }
  return g_string_free (text, FALSE);
}

static char *
minutes_text (int minutes)
{
  return minutes < 0 ? g_strdup ("") : g_strdup_printf ("%d", minutes);
}

static char *
day_text (guint32 day)
{
  char text[sizeof "YYYY-MM-DD" + 8] = "";
  GDate date;

  g_date_clear (&date, 1);
  if (day != 0) {
    g_date_set_julian (&date, day);
    g_date_strftime (text, sizeof text, "%Y-%m-%d", &date);
  }
  return g_strdup (text);
}

static char *
flag_text (gboolean on)
{
  return g_strdup (on ? "yes" : "");
}

static gboolean
has_name (char **names, const char *name)
{
  return names != NULL && g_strv_contains ((const char *const *)names, name);
}

/* "yes", or the last day; "": it is not there. */
static char *
site_text (const PlProfile *profile, char **names, const char *name)
{
  guint32 last = pl_site_end (profile->site_ends, name);

  return has_name (names, name) && last != 0 ? day_text (last) : flag_text (has_name (names, name));
}

static gint
compare_times (gconstpointer a, gconstpointer b)
{
  const PlContactTime *one = a, *other = b;

  return one->weekday != other->weekday ? one->weekday - other->weekday
                                        : one->window.start - other->window.start;
}

/* "always" says it all, and stands alone; else as a week goes, however the file has it. */
static char *
contact_text (const PlProfile *profile, const char *service)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (PlContactTime));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < profile->contacts->len; i++) {
    const PlContact *contact = profile->contacts->pdata[i];

    if (!has_name (contact->names, service))
      continue;
    if (contact->always)
      return g_strdup ("always");
    g_array_append_vals (times, contact->times, contact->n_times);
  }
  g_array_sort (times, compare_times);
  for (guint i = 0; i < times->len; i++) {
    const PlContactTime *time = &g_array_index (times, PlContactTime, i);
    separate (text);
    g_string_append_printf (text, "%s ", pl_weekday_name (time->weekday));
    append_window (text, time->window.start, time->window.end);
  }
  return g_strdup (text->str);
}

static char *
needs_text (const PlNeeds *needs)
{
  const char *codes[5] = { NULL };
  g_autofree char *language = NULL;
  guint n = 0;

  if (needs->easy_read)
    codes[n++] = "easy-read";
  if (needs->large_type)
    codes[n++] = "large-type";
  if (needs->read_aloud)
    codes[n++] = "read-aloud";
  if (needs->language != NULL)
    codes[n++] = language = g_strconcat (PL_NEED_LANGUAGE, pl_language_tag (needs->language), NULL);
  return g_strjoinv (";", (char **)codes);
}

char *
pl_profile_value (const PlHome *home, const PlProfile *profile, const PlProfileChange *change)
{
  switch (change->field) {
    case PL_PROFILE_NAME:
      return g_strdup (profile->name != NULL ? profile->name : "");
    case PL_PROFILE_BORN:
      return day_text (profile->born);
    case PL_PROFILE_LEVEL:
      return g_strdup (profile->level->name);
    case PL_PROFILE_SOCIAL:
      return flag_text (profile->social_until_review);
    case PL_PROFILE_AGREED:
      return day_text (profile->agreed_until);
    case PL_PROFILE_TIMETABLE:
      return windows_text (pl_profile_windows (home, profile, (guint)change->weekday));
    case PL_PROFILE_EXCEPTION:
      return windows_text (pl_profile_windows_on (home, profile, change->day));
    case PL_PROFILE_ALLOWANCE:
      return minutes_text (profile->allowance.weekday[change->weekday]);
    case PL_PROFILE_ALLOWANCE_WEEK:
      return minutes_text (profile->allowance.week);
    case PL_PROFILE_QUIET:
      return quiet_text (&profile->quiet, change->weekday);
    case PL_PROFILE_ALLOW:
      return site_text (profile, profile->allow, change->name);
    case PL_PROFILE_BLOCK:
      return site_text (profile, profile->block, change->name);
    case PL_PROFILE_CONTACT:
      return contact_text (profile, change->name);
    case PL_PROFILE_TIME_UP:
      return g_strdup (pl_time_up_names[profile->time_up]);
    case PL_PROFILE_NEEDS:
      return needs_text (&profile->needs);
    case PL_PROFILE_DECIDES_CONTACT:
      return g_strdup (pl_decides_names[profile->decides_contact]);
    case PL_PROFILE_DECIDES_SOCIAL:
      return g_strdup (pl_decides_names[profile->decides_social]);
  }
  return g_strdup ("");
}
