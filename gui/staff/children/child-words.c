/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/child-words.h"

#include <glib/gi18n.h>

#include "gui/app/clock.h"
#include "gui/child/day-words.h"
#include "gui/staff/children/level-words.h"

/* As Staff.ListFlags has them. */
static const struct {
  const char *code, *words;
} flags[] = {
  { "no-profile", NC_ ("flag", "No profile yet: help sites only") },
  { "turns-13", NC_ ("flag", "Turns 13 soon: review social networks") },
  { "is-13", NC_ ("flag", "Is 13 now: social networks stay closed until a review") },
  { "turns-18", NC_ ("flag", "Turns 18 soon: control ends unless they agree") },
  { "is-18", NC_ ("flag", "Is 18") },
  { "agreement-ends", NC_ ("flag", "What they agreed to at 18 ends soon") },
  { "emergency-review", NC_ ("flag", "The level is provisional: a review is due") },
  { "review-soon", NC_ ("flag", "The placement review is due this week") },
  { "review-past", NC_ ("flag", "The placement review is overdue") },
  { "no-review", NC_ ("flag", "No placement review is on record") },
  { "no-consent", NC_ ("flag", "The placing authority's consent to monitoring is not on record") },
  { "stay-ends", NC_ ("flag", "The stay ends soon") },
  { "stay-ended", NC_ ("flag", "The stay has ended") },
};

/* Flags of one account: "a(sx)", floating. */
static GVariant *
flags_of (GVariant *all, const char *account)
{
  GVariantBuilder rows;
  GVariantIter iter;
  const char *whose, *code;
  gint64 day;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sx)"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "(&s&sx)", &whose, &code, &day))
    if (g_str_equal (whose, account))
      g_variant_builder_add (&rows, "(sx)", code, day);
  return g_variant_builder_end (&rows);
}

PlRecord *
pl_child_record_new (GVariant *row, GVariant *all, const char *name)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  const char *account, *level;
  gboolean online;
  gint64 until, left;

  g_variant_get (row, "(&s&sbxx@as)", &account, &level, &online, &until, &left, NULL);
  g_variant_dict_insert (&fields, "account", "s", account);
  g_variant_dict_insert (&fields, "name", "s", name != NULL ? name : account);
  g_variant_dict_insert (&fields, "level", "s", level);
  g_variant_dict_insert (&fields, "online", "b", online);
  g_variant_dict_insert (&fields, "until", "x", until);
  g_variant_dict_insert (&fields, "left", "x", left);
  g_variant_dict_insert_value (&fields, "flags", flags_of (all, account));
  g_variant_dict_insert_value (&fields, "row", row);
  return pl_record_new (g_variant_dict_end (&fields));
}

PlRecord *
pl_child_record_new_arrived (const char *account, const char *name, const char *level)
{
  g_autoptr (GVariant) row = g_variant_ref_sink (g_variant_new (
      "(ssbxx@as)", account, level, FALSE, (gint64)0, (gint64)-1, g_variant_new_strv (NULL, 0)));
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new ("a(ssx)", NULL));

  return pl_child_record_new (row, none, name);
}

static void
append (GString *text, const char *part)
{
  if (text->len > 0)
    g_string_append (text, C_ ("between the parts of a list", ", "));
  g_string_append (text, part);
}

char *
pl_child_time_words (gint64 instant)
{
  g_autoptr (GDateTime) now = pl_app_time (pl_app_now ());
  g_autoptr (GDateTime) at = pl_app_time (instant);
  g_autofree char *time = pl_words_time (at);
  g_autofree char *weekday = g_date_time_format (at, "%A");

  if (g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (at))
    return g_steal_pointer (&time);
  /* Translators: a weekday and a time. */
  return g_strdup_printf (C_ ("child", "%1$s %2$s"), weekday, time);
}

char *
pl_child_until_words (PlRecord *child)
{
  gint64 until = pl_record_number (child, "until"), left = pl_record_number (child, "left");
  g_autoptr (GString) words = g_string_new (NULL);

  if (until > 0) {
    g_autofree char *time = pl_child_time_words (until);
    /* Translators: a time of day, or a weekday and a time. */
    g_autofree char *sentence = g_strdup_printf (C_ ("child", "until %s"), time);
    append (words, sentence);
  }
  if (left >= 0) {
    g_autofree char *duration = pl_words_duration (left);
    /* Translators: hours and minutes of an allowance. */
    g_autofree char *sentence = g_strdup_printf (C_ ("child", "%s left"), duration);
    append (words, sentence);
  }
  return g_strdup (words->str);
}

static const char *
flag_words (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (g_str_equal (flags[i].code, code))
      return g_dpgettext2 (NULL, "flag", flags[i].words);
  return code;
}

char *
pl_child_flag_words (PlRecord *child)
{
  g_autoptr (GVariant) rows = pl_record_value (child, "flags", G_VARIANT_TYPE ("a(sx)"));
  g_autoptr (GString) words = g_string_new (NULL);
  const char *code;
  GVariantIter iter;

  if (rows == NULL)
    return g_strdup ("");
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&sx)", &code, NULL)) {
    if (words->len > 0)
      g_string_append_c (words, '\n');
    g_string_append (words, flag_words (code));
  }
  return g_strdup (words->str);
}

char *
pl_child_about_words (PlRecord *child)
{
  g_autofree char *until = pl_child_until_words (child);
  g_autofree char *prompts = pl_child_flag_words (child);
  g_autoptr (GString) words = g_string_new (pl_level_words (pl_record_text (child, "level")));

  if (*until != '\0')
    append (words, until);
  if (*prompts != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", prompts);
  return g_strdup (words->str);
}
