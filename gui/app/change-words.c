/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/change-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "gui/app/clock.h"
#include "gui/app/english.h"
#include "gui/app/over-blocking.h"
#include "gui/app/time-words.h"
#include "gui/widgets/list-words.h"
#include "policy/people/profile-value.h"
#include "policy/sites/site-reason.h"

#define WEEKDAYS 7

/* One thing that changed; the texts are the variant's. */
typedef struct {
  const char *field, *day, *name, *before, *after;
  gint64 weekday;
  gboolean more, less;
  guint days; /* the weekdays that it is of, a bit each */
} Change;

static void
words_free (gpointer data)
{
  PlChangeWords *words = data;

  g_free (words->title);
  g_free (words->before);
  g_free (words);
}

/* Days. */

static char *
days_from_to (guint first, guint last)
{
  /* Translators: two days of the week. */
  return g_strdup_printf (C_ ("changes", "%1$s to %2$s"), pl_words_weekday (first),
                          pl_words_weekday (last));
}

static char *
days_list (guint days)
{
  GStrvBuilder *list = g_strv_builder_new ();

  for (guint i = 0; i < WEEKDAYS; i++) {
    if (days & 1u << i)
      g_strv_builder_add (list, pl_words_weekday (i));
  }
  return pl_list_words_end (list);
}

static char *
days_words (guint days)
{
  guint first = 0, last = WEEKDAYS - 1;

  if (days == (1u << WEEKDAYS) - 1)
    return g_strdup (C_ ("changes", "Every day"));
  while (!(days & 1u << first))
    first++;
  while (!(days & 1u << last))
    last--;
  gboolean in_one = days == ((2u << last) - (1u << first));
  return in_one && last > first + 1 ? days_from_to (first, last) : days_list (days);
}

/* Values. */

static char *
time_words (guint hour, guint minute)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2001, 1, 1, (int)hour % 24, (int)minute, 0);

  return pl_words_time (time);
}

/* "16:00-20:00" */
static char *
window_words (const char *window)
{
  guint hour, minute, end_hour, end_minute;

  if (sscanf (window, "%u:%u-%u:%u", &hour, &minute, &end_hour, &end_minute) != 4)
    return g_strdup (window);
  g_autofree char *from = time_words (hour, minute);
  g_autofree char *to = time_words (end_hour, end_minute);
  return g_strdup_printf (C_ ("hours", "%1$s to %2$s"), from, to);
}

/* "Monday 16:00-20:00", the weekday's name as in a profile. */
static char *
contact_time_words (const char *time)
{
  static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (!g_str_has_prefix (time, names[i]))
      continue;
    g_autofree char *window = window_words (time + strlen (names[i]) + 1);
    return g_strconcat (pl_words_weekday (i), " ", window, NULL);
  }
  return window_words (time);
}

static char *
windows_words (const char *windows)
{
  g_auto (GStrv) parts = g_strsplit (windows, ";", -1);
  GStrvBuilder *words = g_strv_builder_new ();

  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *one = contact_time_words (*part);
    g_strv_builder_add (words, one);
  }
  return pl_list_words_end (words);
}

/* Each value in a few words, that stand in a title and after "Before: ". */

static char *
hours_value (const char *value)
{
  if (*value == '\0')
    return g_strdup (C_ ("changes", "off all day"));
  return g_str_equal (value, "00:00-24:00") ? g_strdup (C_ ("changes", "on all day"))
                                            : windows_words (value);
}

static char *
quiet_value (const char *value)
{
  return *value == '\0' ? g_strdup (C_ ("changes", "none")) : windows_words (value);
}

static char *
minutes_value (const char *value)
{
  return *value == '\0' ? g_strdup (C_ ("changes", "no limit"))
                        : pl_words_used (60 * g_ascii_strtoll (value, NULL, 10));
}

static char *
date_value (const char *value)
{
  g_autoptr (GDateTime) day = pl_app_day (value);

  return day != NULL ? pl_words_long_date (day) : g_strdup (C_ ("changes", "none"));
}

static char *
contact_value (const char *value)
{
  if (*value == '\0')
    return g_strdup (C_ ("changes", "not agreed"));
  return g_str_equal (value, "always") ? g_strdup (C_ ("changes", "at any time"))
                                       : windows_words (value);
}

static char *
end_value (const char *value)
{
  if (g_str_equal (value, "lock"))
    return g_strdup (C_ ("changes", "the screen is locked"));
  return g_strdup (g_str_equal (value, "end-session") ? C_ ("changes", "you are signed out")
                                                      : C_ ("changes", "the internet goes off"));
}

/* "language-pl", by what those who speak it call it. */
static void
add_language (GStrvBuilder *words, const char *code)
{
  const PlLanguage *language = g_str_has_prefix (code, PL_NEED_LANGUAGE)
                                   ? pl_language_find (code + strlen (PL_NEED_LANGUAGE))
                                   : NULL;

  if (language != NULL)
    g_strv_builder_add (words, pl_language_name (language));
}

static char *
needs_value (const char *value)
{
  static const struct {
    const char *code, *words;
  } needs[] = { { "easy-read", NC_ ("changes", "easier words") },
                { "large-type", NC_ ("changes", "larger letters") },
                { "read-aloud", NC_ ("changes", "read aloud") } };
  g_auto (GStrv) codes = g_strsplit (value, ";", -1);
  GStrvBuilder *words = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (g_strv_contains ((const char *const *)codes, needs[i].code))
      g_strv_builder_add (words, g_dpgettext2 (NULL, "changes", needs[i].words));
  for (char **code = codes; *code != NULL; code++)
    add_language (words, *code);
  g_autofree char *list = pl_list_words_end (words);
  return g_strdup (*list != '\0' ? list : C_ ("changes", "as usual"));
}

static char *
mode_value (const char *value)
{
  return g_strdup (g_str_equal (value, "chosen-only")
                       ? C_ ("changes", "only sites that were chosen with you")
                       : C_ ("changes", "open, apart from what is closed for you"));
}

static char *
strictness_value (const char *value)
{
  if (g_str_equal (value, "strict"))
    return g_strdup (C_ ("changes", "strict"));
  return g_strdup (g_str_equal (value, "moderate") ? C_ ("changes", "medium")
                                                   : C_ ("changes", "off"));
}

/* "tcp/993;udp/3478" */
static char *
ports_value (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);

  return *value == '\0' ? g_strdup (C_ ("changes", "none"))
                        : pl_list_words ((const char *const *)parts);
}

static char *
decides_value (const char *value)
{
  if (g_str_equal (value, "placing-authority"))
    return g_strdup (C_ ("changes", "the authority that placed you"));
  if (g_str_equal (value, "parents"))
    return g_strdup (C_ ("changes", "your parents"));
  return g_strdup (g_str_equal (value, "home") ? C_ ("changes", "staff here, with you")
                                               : C_ ("changes", "not written down"));
}

static char *
plain_value (const char *value)
{
  return g_strdup (value);
}

/* What is said of each field. %s: days, day or name, where there is one; then the value. */
static const struct {
  const char *field;
  const char *words; /* of a value; with what it is of in front, where there is such */
  char *(*value) (const char *value);
  const char *set, *cleared; /* of what only is, or is not */
} fields[] = {
  { "name", NC_ ("changes", "Your name here: %s"), plain_value, NULL, NULL },
  { "born", NC_ ("changes", "Your date of birth: %s"), date_value, NULL, NULL },
  { "level", NC_ ("changes", "What is open for you: as in %s"), plain_value, NULL, NULL },
  { "social", NULL, NULL, NC_ ("changes", "Social networks are closed until your review"),
    NC_ ("changes", "Social networks no longer wait for a review") },
  { "agreed", NC_ ("changes", "You agreed that Porchlight stays on until: %s"), date_value, NULL,
    NULL },
  { "timetable", NC_ ("changes", "%1$s: internet %2$s"), hours_value, NULL, NULL },
  { "exception", NC_ ("changes", "%1$s: internet %2$s"), hours_value, NULL, NULL },
  { "allowance", NC_ ("changes", "%1$s: time online %2$s"), minutes_value, NULL, NULL },
  { "allowance-week", NC_ ("changes", "Time online in a week: %s"), minutes_value, NULL, NULL },
  { "quiet", NC_ ("changes", "%1$s: quiet time %2$s"), quiet_value, NULL, NULL },
  { "allow", NULL, NULL, NC_ ("changes", "%s is open for you"),
    NC_ ("changes", "%s is no longer open just for you") },
  { "block", NULL, NULL, NC_ ("changes", "%s is closed for you"),
    NC_ ("changes", "%s is no longer closed just for you") },
  { "contact", NC_ ("changes", "%1$s for agreed contact: %2$s"), contact_value, NULL, NULL },
  { "time-up", NC_ ("changes", "When your time is up: %s"), end_value, NULL, NULL },
  { "needs", NC_ ("changes", "How you read: %s"), needs_value, NULL, NULL },
  { "decides-contact", NC_ ("changes", "Who decides about your agreed contact: %s"), decides_value,
    NULL, NULL },
  { "decides-social", NC_ ("changes", "Who decides about social media: %s"), decides_value, NULL,
    NULL },
  { "level-name", NC_ ("changes", "What is open for you: as in %s"), plain_value, NULL, NULL },
  { "level-mode", NC_ ("changes", "The web: %s"), mode_value, NULL, NULL },
  /* Translators: %s is a kind of sites, for example "Game sites". */
  { "level-sites", NULL, NULL, NC_ ("changes", "%s are closed for you now"),
    NC_ ("changes", "%s are open for you now") },
  { "level-search", NC_ ("changes", "Safe search: %s"), strictness_value, NULL, NULL },
  { "level-youtube", NC_ ("changes", "Safe YouTube: %s"), strictness_value, NULL, NULL },
  { "level-ports", NC_ ("changes", "Programs beside the web may use: %s"), ports_value, NULL,
    NULL },
  { "level-tethering", NULL, NULL,
    NC_ ("changes", "You can use a phone’s internet on this computer"),
    NC_ ("changes", "A phone’s internet is closed on this computer") },
};

/* What a change is of; NULL: it is of everything. Transfer full. */
static char *
subject_of (const Change *change)
{
  if (change->days != 0)
    return days_words (change->days);
  if (*change->day != '\0')
    return pl_words_date (change->day);
  if (g_str_equal (change->field, "level-sites")) {
    return pl_site_category_text (change->name, pl_screen_policy_language ());
  }
  return *change->name != '\0' ? g_strdup (change->name) : NULL;
}

/* Puts one or two texts where a translated text has %s, or %1$s and %2$s. */
static char *
fill (const char *words, const char *first, const char *second)
{
  g_autoptr (GString) text = g_string_new (words);

  g_string_replace (text, "%1$s", first, 1);
  g_string_replace (text, "%2$s", second, 1);
  g_string_replace (text, "%s", first, 1);
  return g_strdup (text->str);
}

/* Of a site that stands in a list up to a day: that day. Transfer full; NULL: it is of no such thing. */
static char *
last_day (const Change *change)
{
  gboolean site = g_str_equal (change->field, "allow") || g_str_equal (change->field, "block");

  return site && g_ascii_isdigit (*change->after) ? date_value (change->after) : NULL;
}

/* What else holds of a site that is closed for one child: help stays open, whatever a list says (F5). Transfer full, nullable. */
static char *
what_stays (const Change *change)
{
  g_autofree char *examples = NULL;

  if (!g_str_equal (change->field, "block") || *change->after == '\0' ||
      pl_over_blocking (change->name, &examples) != PL_NEEDED_HELP)
    return NULL;
  return g_strdup (C_ ("help", "Help sites are always open, and nobody sees that you looked."));
}

static PlChangeWords *
words_of (const Change *change, guint i)
{
  PlChangeWords *words = g_new0 (PlChangeWords, 1);
  g_autofree char *subject = subject_of (change);

  words->more = change->more;
  words->less = change->less;
  if (fields[i].value == NULL) {
    const char *said = *change->after != '\0' ? fields[i].set : fields[i].cleared;
    g_autofree char *last = last_day (change);
    words->before = what_stays (change);
    if (g_str_equal (change->field, "block") && pl_is_help_site (change->name)) {
      words->title = fill (C_ ("changes", "%s stays open for you: it is a help site"), subject, "");
      return words;
    }
    if (last != NULL) {
      said = g_str_equal (change->field, "allow")
                 ? NC_ ("changes", "%1$s is open for you until %2$s")
                 : NC_ ("changes", "%1$s is closed for you until %2$s");
      words->title = fill (g_dpgettext2 (NULL, "changes", said), subject, last);
      return words;
    }
    words->title = fill (g_dpgettext2 (NULL, "changes", said), subject != NULL ? subject : "", "");
    return words;
  }
  g_autofree char *after = fields[i].value (change->after);
  g_autofree char *before = fields[i].value (change->before);
  const char *said = g_dpgettext2 (NULL, "changes", fields[i].words);
  words->title = fill (said, subject != NULL ? subject : after, after);
  /* Translators: what held before a change: "4 pm to 8 pm", "no limit". */
  words->before = g_strdup_printf (C_ ("changes", "Before: %s"), before);
  return words;
}

static void
read_change (GVariant *row, Change *change)
{
  *change = (Change){ "", "", "", "", "", -1, FALSE, FALSE, 0 };
  g_variant_lookup (row, "field", "&s", &change->field);
  g_variant_lookup (row, "day", "&s", &change->day);
  g_variant_lookup (row, "name", "&s", &change->name);
  g_variant_lookup (row, "before", "&s", &change->before);
  g_variant_lookup (row, "after", "&s", &change->after);
  g_variant_lookup (row, "weekday", "x", &change->weekday);
  g_variant_lookup (row, "more", "b", &change->more);
  g_variant_lookup (row, "less", "b", &change->less);
  if (change->weekday >= 0 && change->weekday < WEEKDAYS)
    change->days = 1u << change->weekday;
}

/* Of another day, and else the same. */
static gboolean
is_alike (const Change *a, const Change *b)
{
  return a->days != 0 && b->days != 0 && g_str_equal (a->field, b->field) &&
         g_str_equal (a->before, b->before) && g_str_equal (a->after, b->after);
}

static void
take_change (GArray *changes, const Change *change)
{
  for (guint i = 0; i < changes->len; i++) {
    Change *other = &g_array_index (changes, Change, i);

    if (!is_alike (other, change))
      continue;
    other->days |= change->days;
    return;
  }
  g_array_append_val (changes, *change);
}

GPtrArray *
pl_change_words (GVariant *what)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (words_free);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);

  for (gsize i = 0; i < g_variant_n_children (what); i++) {
    GVariant *row = g_variant_get_child_value (what, i);
    Change change;
    g_ptr_array_add (rows, row);
    read_change (row, &change);
    take_change (changes, &change);
  }
  for (guint i = 0; i < changes->len; i++)
    for (guint n = 0; n < G_N_ELEMENTS (fields); n++) {
      const Change *change = &g_array_index (changes, Change, i);
      if (g_str_equal (fields[n].field, change->field))
        g_ptr_array_add (all, words_of (change, n));
    }
  return all;
}
