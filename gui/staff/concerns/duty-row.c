/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/duty-row.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "gui/staff/concerns/concern-words.h"
#include "gui/staff/row.h"

/* By policy/care/deadlines.h's states. pill: NULL: none is needed. */
static const struct {
  const char *icon, *pill, *style;
} looks[] = {
  [PL_DUTY_OPEN] = { "porchlight-clock-symbolic", NULL, NULL },
  [PL_DUTY_DONE] = { "porchlight-done-symbolic", NULL, NULL },
  [PL_DUTY_LATE] = { "porchlight-done-symbolic", NC_ ("told duty", "Late"), "soon-now" },
  [PL_DUTY_OVERDUE] = { "porchlight-overdue-symbolic", NC_ ("told duty", "Overdue"), "bad-now" },
  [PL_DUTY_HELD] = { "porchlight-clock-symbolic", NC_ ("told duty", "On hold"), "closed-now" },
};

/* When no time can be said: by policy/care/told.h's order. */
static const char *const whens[] = {
  [PL_TOLD_FIRST] = NC_ ("told duty", "First of all: ask for their advice"),
  [PL_TOLD_NOW] = NC_ ("told duty", "Without delay"),
  [PL_TOLD_DAY] = NC_ ("told duty", "Within a day"),
  [PL_TOLD_AFTER_POLICE] = NC_ ("told duty", "Once the police have advised"),
  [PL_TOLD_DECIDE] = NC_ ("told duty", "Decide whether, and write down why"),
  [PL_TOLD_NO] = NC_ ("told duty", "Told besides"),
};

gboolean
pl_duty_is_to_do (const PlToldDuty *duty)
{
  return duty->at == 0;
}

static char *
told_words (const PlToldDuty *duty)
{
  g_autofree char *at = pl_words_short_moment (duty->at);

  if (*duty->reference == '\0')
    /* Translators: %s is a day and a time. */
    return g_strdup_printf (C_ ("told duty", "Told: %s"), at);
  /* Translators: a day and a time, and the reference number that they gave. */
  return g_strdup_printf (C_ ("told duty", "Told: %1$s. Reference: %2$s"), at, duty->reference);
}

static char *
stands (const PlToldDuty *duty)
{
  g_autofree char *due = pl_words_short_moment (duty->status.due);

  if (!pl_duty_is_to_do (duty))
    return told_words (duty);
  if (duty->status.due == 0)
    return g_strdup (g_dpgettext2 (NULL, "told duty", whens[duty->when]));
  if (duty->status.state == PL_DUTY_OVERDUE)
    /* Translators: %s is a day and a time. */
    return g_strdup_printf (C_ ("told duty", "Should have been told by %s"), due);
  if (duty->when == PL_TOLD_FIRST)
    /* Translators: %s is a day and a time. */
    return g_strdup_printf (C_ ("told duty", "First of all, and by %s: ask for their advice"), due);
  /* Translators: %s is a day and a time. */
  return g_strdup_printf (C_ ("told duty", "By %s"), due);
}

AdwActionRow *
pl_duty_row_new (const PlToldDuty *duty)
{
  const char *pill = looks[duty->status.state].pill;
  g_autofree char *now = stands (duty);
  g_autofree char *why = g_strjoinv ("; ", duty->sources);
  g_autofree char *below = *why != '\0' ? g_strdup_printf ("%s\n%s", now, why) : g_strdup (now);
  AdwActionRow *row = pl_staff_row_new (
      pill != NULL ? g_dpgettext2 (NULL, "told duty", pill) : NULL, looks[duty->status.state].style,
      g_dpgettext2 (NULL, "told", pl_told_name (duty->party)), below);

  adw_action_row_add_prefix (row, gtk_image_new_from_icon_name (looks[duty->status.state].icon));
  return row;
}
