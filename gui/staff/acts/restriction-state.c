/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/restriction-state.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "gui/staff/today/duty-words.h"
#include "gui/staff/today/today-words.h"

gboolean
pl_restriction_in_force (PlRecord *restriction, PlRecord *today)
{
  return pl_record_number (restriction, "ended") <= 0 &&
         pl_record_number (restriction, "until") > pl_record_number (today, "now");
}

char *
pl_restriction_state_words (PlRecord *restriction, PlRecord *today)
{
  gint64 ended = pl_record_number (restriction, "ended");
  g_autofree char *end =
      pl_words_short_moment (ended > 0 ? ended : pl_record_number (restriction, "until"));

  if (ended > 0)
    /* Translators: when, and by whom. */
    return g_strdup_printf (C_ ("restriction", "Ended %1$s by %2$s"), end,
                            pl_record_person (restriction, "ended-by"));
  /* Translators: when. */
  return g_strdup_printf (pl_restriction_in_force (restriction, today)
                              ? C_ ("restriction", "Until %s")
                              : C_ ("restriction", "It was over %s"),
                          end);
}

char *
pl_restriction_next_words (PlRecord *restriction, PlRecord *today)
{
  g_autoptr (GVariant) duties = pl_record_value (restriction, "duties", G_VARIANT_TYPE ("a(sxs)"));
  const char *code, *state, *next = NULL;
  gint64 due, soonest = G_MAXINT64;
  GVariantIter iter;

  if (duties == NULL)
    return NULL;
  g_variant_iter_init (&iter, duties);
  while (g_variant_iter_next (&iter, "(&sx&s)", &code, &due, &state))
    if ((g_str_equal (state, "open") || g_str_equal (state, "overdue")) && due < soonest) {
      soonest = due;
      next = code;
    }
  if (next == NULL)
    return NULL;
  g_autofree char *left = pl_staff_due (today, soonest);
  /* Translators: how long there is for it, and what is to be done. */
  return g_strdup_printf (C_ ("restriction", "%1$s: %2$s"), left, pl_duty_words (next));
}
