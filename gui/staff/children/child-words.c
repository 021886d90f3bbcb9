/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/child-words.h"

#include <glib/gi18n.h>

#include "gui/app/clock.h"
#include "gui/app/time-words.h"
#include "gui/staff/children/level-words.h"
#include "gui/widgets/list-words.h"

/* As Staff.ListFlags has them. */
static const struct {
  const char *code, *words;
  const char *style; /* of a pill */
} flags[] = {
  { "no-profile", NC_ ("flag", "No profile yet: help sites only"), "soon-now" },
  { "turns-13", NC_ ("flag", "Turns 13 soon: review social networks"), "soon-now" },
  { "is-13", NC_ ("flag", "Is 13 now: social networks stay closed until a review"), "soon-now" },
  { "turns-18", NC_ ("flag", "Turns 18 soon: control ends unless they agree"), "soon-now" },
  { "is-18", NC_ ("flag", "Is 18"), "closed-now" },
  { "agreement-ends", NC_ ("flag", "What they agreed to at 18 ends soon"), "soon-now" },
  { "emergency-review", NC_ ("flag", "The level is provisional: a review is due"), "soon-now" },
  { "review-soon", NC_ ("flag", "The placement review is due this week"), "soon-now" },
  { "review-past", NC_ ("flag", "The placement review is overdue"), "bad-now" },
  { "no-review", NC_ ("flag", "No placement review is on record"), "soon-now" },
  { "no-consent", NC_ ("flag", "The placing authority's consent to monitoring is not on record"),
    "soon-now" },
  { "stay-ends", NC_ ("flag", "The stay ends soon"), "soon-now" },
  { "stay-ended", NC_ ("flag", "The stay has ended"), "bad-now" },
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
  while (g_variant_iter_next (&iter, "(&s&sx&s)", &whose, &code, &day, NULL))
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
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new ("a(ssxs)", NULL));

  return pl_child_record_new (row, none, name);
}

char *
pl_child_time_words (gint64 instant)
{
  g_autoptr (GDateTime) now = pl_app_time (pl_app_now ());
  g_autoptr (GDateTime) at = pl_app_time (instant);
  g_autofree char *time = pl_words_time (at);

  if (g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (at))
    return g_steal_pointer (&time);
  /* Translators: a weekday and a time. */
  return g_strdup_printf (C_ ("child", "%1$s %2$s"), pl_words_weekday_of (at), time);
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
    pl_list_words_add (words, sentence);
  }
  if (left >= 0) {
    g_autofree char *duration = pl_words_duration (left);
    /* Translators: hours and minutes of an allowance. */
    g_autofree char *sentence = g_strdup_printf (C_ ("child", "%s left"), duration);
    pl_list_words_add (words, sentence);
  }
  return g_strdup (words->str);
}

void
pl_child_for_each_flag (PlRecord *child,
                        void (*each) (const char *words, const char *style, gpointer data),
                        gpointer data)
{
  g_autoptr (GVariant) rows = pl_record_value (child, "flags", G_VARIANT_TYPE ("a(sx)"));
  const char *code;

  for (gsize row = 0; rows != NULL && row < g_variant_n_children (rows); row++) {
    g_variant_get_child (rows, row, "(&sx)", &code, NULL);
    for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
      if (g_str_equal (flags[i].code, code))
        each (g_dpgettext2 (NULL, "flag", flags[i].words), flags[i].style, data);
  }
}

static void
append_line (const char *words, const char *style, gpointer data)
{
  GString *text = data;

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
}

char *
pl_child_flag_words (PlRecord *child)
{
  GString *words = g_string_new (NULL);

  pl_child_for_each_flag (child, append_line, words);
  return g_string_free (words, FALSE);
}

char *
pl_child_about_words (PlRecord *child)
{
  g_autofree char *until = pl_child_until_words (child);
  GString *words = g_string_new (pl_level_words (pl_record_text (child, "level")));

  if (*until != '\0')
    pl_list_words_add (words, until);
  return g_string_free (words, FALSE);
}
