/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/restriction-words.h"

#include <glib/gi18n.h>

#include "gui/child/day-words.h"

static gboolean
was_ended (PlRecord *restriction)
{
  return pl_record_number (restriction, "ended") > 0;
}

gboolean
pl_restriction_holds (PlRecord *restriction, const PlToday *today)
{
  return !was_ended (restriction) && pl_record_number (restriction, "until") > today->now;
}

gint64
pl_restriction_moved (PlRecord *restriction, const PlToday *today)
{
  if (was_ended (restriction))
    return pl_record_number (restriction, "ended");
  return pl_record_number (restriction,
                           pl_restriction_holds (restriction, today) ? "made" : "until");
}

char *
pl_restriction_title (PlRecord *restriction, const PlToday *today)
{
  const char *what = pl_record_text (restriction, "what");

  if (pl_restriction_holds (restriction, today))
    return g_strdup (what);
  /* Translators: %s is what staff had taken away for a time, in their own words. */
  return g_strdup_printf (C_ ("restriction", "This is over: %s"), what);
}

char *
pl_restriction_until (PlRecord *restriction, const PlToday *today)
{
  const char *by = pl_record_text (restriction, "ended-by");
  g_autofree char *until = pl_words_when (today, pl_record_number (restriction, "until"));

  if (pl_restriction_holds (restriction, today))
    /* Translators: %s is "8 pm", "tomorrow at noon". */
    return g_strdup_printf (C_ ("restriction", "Until %s."), until);
  g_autofree char *day = pl_words_day (today, pl_restriction_moved (restriction, today));
  if (was_ended (restriction) && *by != '\0')
    /* Translators: who of staff, and a date. */
    return g_strdup_printf (C_ ("restriction", "%1$s ended it early, on %2$s."), by, day);
  /* Translators: %s is a date. */
  return g_strdup_printf (C_ ("restriction", "It ended on %s."), day);
}

char *
pl_restriction_why (PlRecord *restriction)
{
  /* Translators: who of staff decided, and why, in their own words. */
  return g_strdup_printf (C_ ("restriction", "%1$s decided this. Why: %2$s"),
                          pl_record_text (restriction, "by"), pl_record_text (restriction, "why"));
}
