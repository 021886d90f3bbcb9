/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/day-words.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "gui/widgets/list-words.h"

/* A night that ends before this hour belongs to the evening before it. */
#define MORNING_HOUR 5

char *
pl_words_when (const PlToday *today, gint64 instant)
{
  g_autoptr (GDateTime) local = pl_today_local (today, instant);
  g_autofree char *time = pl_words_time (local);

  if (instant <= today->next ||
      (instant < today->end && g_date_time_get_hour (local) < MORNING_HOUR && today->online))
    return g_steal_pointer (&time);
  if (instant < today->end)
    return g_strdup_printf (C_ ("when", "tomorrow at %s"), time);
  /* Translators: a weekday and a time. */
  return g_strdup_printf (C_ ("when", "on %1$s at %2$s"), pl_words_weekday_of (local), time);
}

char *
pl_words_day (const PlToday *today, gint64 instant)
{
  g_autoptr (GDateTime) local = pl_today_local (today, instant);

  return pl_words_full_day (local);
}

char *
pl_words_moment (const PlToday *today, gint64 instant)
{
  g_autoptr (GDateTime) local = pl_today_local (today, instant);
  g_autofree char *day = pl_words_day (today, instant);
  g_autofree char *time = pl_words_time (local);
  GString *words = g_string_new (NULL);

  pl_list_words_add (words, day);
  pl_list_words_add (words, time);
  return g_string_free (words, FALSE);
}

/* When the hours that hold now end; -1: not before the end of tomorrow. */
static gint64
open_until (const PlToday *today)
{
  for (guint i = 0; i < today->open->len; i++) {
    const PlTodaySpan *span = pl_today_span_nth (today->open, i);

    if (span->start <= today->now && today->now < span->end)
      return span->end < today->end ? span->end : -1;
  }
  return today->until;
}

/* A sentence of when the internet goes or comes back. */
static char *
now_until (const PlToday *today, gint64 until)
{
  g_autofree char *when = pl_words_when (today, until);

  if (today->online)
    /* Translators: %s is a time: "8 pm", "tomorrow at noon". Keep <b> and </b> around it. */
    return g_markup_printf_escaped (C_ ("today", "Internet until <b>%s</b>"), when);
  if (until <= today->next)
    /* Translators: %s is a time of this day: "4 pm", "midnight". */
    return g_markup_printf_escaped (C_ ("today", "The internet is back at <b>%s</b>"), when);
  /* Translators: %s is a time: "tomorrow at noon", "on Thursday at 4 pm". */
  return g_markup_printf_escaped (C_ ("today", "The internet is back <b>%s</b>"), when);
}

char *
pl_words_now (const PlToday *today)
{
  gint64 until = today->online ? open_until (today) : today->until;

  if (pl_today_has_reason (today, "adult"))
    return g_strdup (C_ ("today", "The internet is yours"));
  if (until >= 0)
    return now_until (today, until);
  return g_strdup (today->online ? C_ ("today", "The internet is on")
                                 : C_ ("today", "The internet is off for now"));
}

/* When the quiet time began that holds now; -1: none does. */
static gint64
quiet_since (const PlToday *today)
{
  for (guint i = 0; i < today->quiet->len; i++) {
    const PlTodaySpan *span = pl_today_span_nth (today->quiet, i);

    if (span->start <= today->now && today->now < span->end)
      return span->start;
  }
  return -1;
}

static char *
why_quiet (const PlToday *today)
{
  gint64 since = quiet_since (today);

  if (since < 0)
    return g_strdup (C_ ("today", "It is quiet time, as agreed at your review."));
  g_autoptr (GDateTime) local = pl_today_local (today, since);
  g_autofree char *time = pl_words_time (local);
  return g_strdup_printf (C_ ("today", "Quiet time started at %s, as agreed at your review."),
                          time);
}

/* Why the internet is off: the first that holds. */
static const struct {
  const char *code, *words;
} whys[] = {
  { "restricted", NC_ ("today",
                       "Staff have stopped the internet for you for a while. "
                       "They will talk with you about why.") },
  { "clock-doubt", NC_ ("today", "The clock of this computer was changed. Staff have been told.") },
  { "week-used", NC_ ("today", "You have used your time for this week.") },
  { "day-used", NC_ ("today", "You have used your time for today.") },
  { "home-maximum", NC_ ("today", "The internet is off for everyone at home now.") },
  { "outside-hours", NC_ ("today", "It is outside your internet hours.") },
};

static char *
why_off (const PlToday *today)
{
  for (guint i = 0; i < G_N_ELEMENTS (whys); i++) {
    if (i == 2 && pl_today_has_reason (today, "quiet-time"))
      return why_quiet (today);
    if (pl_today_has_reason (today, whys[i].code))
      return g_strdup (g_dpgettext2 (NULL, "today", whys[i].words));
  }
  return NULL;
}

char *
pl_words_why (const PlToday *today)
{
  if (!today->online)
    return why_off (today);
  if (pl_today_has_reason (today, "adult"))
    return g_strdup (C_ ("today", "You are 18. Porchlight closes nothing for you any more."));
  if (today->left_s < 0)
    return NULL;
  g_autofree char *left = pl_words_duration (today->left_s);
  return g_strdup_printf (C_ ("today", "%s of your time left on this computer"), left);
}

/* "noon to 8 pm", of today only. */
static char *
span_words (const PlToday *today, const PlTodaySpan *span)
{
  g_autoptr (GDateTime) start = pl_today_local (today, MAX (span->start, today->start));
  g_autoptr (GDateTime) end = pl_today_local (today, MIN (span->end, today->next));
  g_autofree char *from = pl_words_time (start);
  g_autofree char *to = pl_words_time (end);

  /* Translators: two times of day. */
  return g_strdup_printf (C_ ("hours", "%1$s to %2$s"), from, to);
}

/* The spans of today, one behind the other; NULL: there is none. */
static char *
spans_words (const PlToday *today, const GArray *spans)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  for (guint i = 0; i < spans->len; i++) {
    const PlTodaySpan *span = pl_today_span_nth (spans, i);

    if (span->end <= today->start || span->start >= today->next)
      continue;
    g_autofree char *one = span_words (today, span);
    g_strv_builder_add (builder, one);
  }
  g_autofree char *words = pl_list_words_end (builder);
  return *words != '\0' ? g_steal_pointer (&words) : NULL;
}

static gboolean
is_whole_day (const PlToday *today, const PlTodaySpan *span)
{
  return span->start <= today->start && span->end >= today->next;
}

static void
append (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

static void
append_open (GString *text, const PlToday *today)
{
  g_autofree char *open = spans_words (today, today->open);
  g_autofree char *sentence =
      open != NULL ? g_strdup_printf (C_ ("hours", "Open %s."), open) : NULL;

  if (open == NULL)
    append (text, C_ ("hours", "The internet is off all day."));
  else if (is_whole_day (today, pl_today_span_nth (today->open, 0)))
    append (text, C_ ("hours", "Open all day."));
  else
    append (text, sentence);
}

static void
append_quiet (GString *text, const PlToday *today)
{
  g_autofree char *quiet = spans_words (today, today->quiet);

  if (quiet == NULL)
    return;
  g_autofree char *sentence = g_strdup_printf (C_ ("hours", "Quiet time %s."), quiet);
  append (text, sentence);
}

static void
append_contact (GString *text, const PlToday *today, const PlTodayContact *contact)
{
  g_autofree char *sentence = NULL;

  if (contact->span.start >= today->next || contact->span.end <= today->start)
    return;
  g_autofree char *when = span_words (today, &contact->span);
  if (is_whole_day (today, &contact->span))
    /* Translators: who, as staff wrote it: "mum". */
    sentence = g_strdup_printf (C_ ("hours", "Contact with %s always works."), contact->who);
  else
    /* Translators: who, as staff wrote it: "mum"; and when. */
    sentence = g_strdup_printf (C_ ("hours", "Contact with %1$s works %2$s."), contact->who, when);
  append (text, sentence);
}

char *
pl_words_hours (const PlToday *today)
{
  GString *text = g_string_new (NULL);

  append_open (text, today);
  append_quiet (text, today);
  for (guint i = 0; i < today->contacts->len; i++)
    append_contact (text, today, today->contacts->pdata[i]);
  return g_string_free (text, FALSE);
}
