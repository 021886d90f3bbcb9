/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/duty-words.h"

#include <glib/gi18n.h>

#include "gui/app/initial.h"

/* As policy/care/deadlines.h has them. */
static const struct {
  const char *code, *words;
  const char *ask; /* what is written down when it is done */
  gboolean managers;
} duties[] = {
  { "manager-told", NC_ ("duty", "tell the manager about the restriction"),
    NC_ ("duty", "Who was told, and what they said"), FALSE },
  { "social-worker-told", NC_ ("duty", "tell the social worker about the restriction"),
    NC_ ("duty", "Who was told, and what they said"), FALSE },
  { "family-told", NC_ ("duty", "tell the family about the restriction"),
    NC_ ("duty", "Who was told, and what they said"), FALSE },
  { "record", NC_ ("duty", "write the restriction down"), NC_ ("duty", "What was written down"),
    FALSE },
  { "manager-spoke", NC_ ("duty", "the manager speaks with who restricted"),
    NC_ ("duty", "With whom, and what was said"), TRUE },
  { "signed", NC_ ("duty", "the manager signs the restriction"),
    NC_ ("duty", "What you say to it as the manager"), TRUE },
  { "child-spoke", NC_ ("duty", "ask the child about the restriction, and write it down"),
    NC_ ("duty", "What the child said, in the child’s words"), FALSE },
};

static const struct {
  const char *code, *words;
} states[] = {
  { "done", NC_ ("duty", "done") },       { "late", NC_ ("duty", "done late") },
  { "held", NC_ ("duty", "on hold") },    { "open", NC_ ("duty", "open") },
  { "overdue", NC_ ("duty", "overdue") },
};

const char *
pl_duty_words (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    if (g_str_equal (duties[i].code, code))
      return g_dpgettext2 (NULL, "duty", duties[i].words);
  return code;
}

char *
pl_duty_title (const char *code)
{
  return pl_capital (pl_duty_words (code));
}

const char *
pl_duty_state_words (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].code, state))
      return g_dpgettext2 (NULL, "duty", states[i].words);
  return state;
}

const char *
pl_duty_ask (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    if (g_str_equal (duties[i].code, code))
      return g_dpgettext2 (NULL, "duty", duties[i].ask);
  return C_ ("duty", "What was done");
}

gboolean
pl_duty_is_managers (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    if (g_str_equal (duties[i].code, code))
      return duties[i].managers;
  return FALSE;
}
