/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/record-words.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"

/* Every code that a field of a form has to choose from. */
static const struct {
  const char *code, *words;
} choices[] = {
  { "yes", NC_ ("record choice", "yes") },
  { "no", NC_ ("record choice", "no") },
  { "partly", NC_ ("record choice", "partly") },
  { "not-known", NC_ ("record choice", "not known") },
  { "ok", NC_ ("record choice", "it works") },
  { "failed", NC_ ("record choice", "it failed") },
  { "not-sure", NC_ ("record choice", "not sure") },
  { "report", NC_ ("record choice", "a report") },
  { "attempts", NC_ ("record choice", "repeated attempts") },
  { "check", NC_ ("record choice", "a filter check") },
  { "safeguarding-board", NC_ ("record choice", "the safeguarding board") },
  { "social-worker", NC_ ("record choice", "the social worker") },
  { "police", NC_ ("record choice", "the police") },
  { "ceop", "CEOP" },
  { "prevent", "Prevent" },
  { "ofsted", "Ofsted" },
  { "health", NC_ ("record choice", "a health service") },
  { "no-internet", NC_ ("record choice", "no internet") },
  { "day-minutes", NC_ ("record choice", "day minutes") },
  { "significant-harm", NC_ ("record choice", "significant harm") },
  { "serious-damage", NC_ ("record choice", "serious damage") },
  { "criminal-offence", NC_ ("record choice", "a criminal offence") },
  { "other", NC_ ("record choice", "something else") },
};

const char *
pl_record_say (const char *text)
{
  return g_dpgettext2 (NULL, "record", text);
}

const char *
pl_record_choice (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].code, code))
      return g_dpgettext2 (NULL, "record choice", choices[i].words);
  return code;
}

char *
pl_record_act_title (PlRecord *act)
{
  static const struct {
    const char *code, *words;
  } acts[] = {
    { "added", NC_ ("record", "written down") },
    { "amended", NC_ ("record", "put right") },
    { "closed", NC_ ("record", "closed") },
    { "step", NC_ ("record", "a step was done") },
    { "replaced", NC_ ("record", "the next one took its place") },
  };
  const char *code = pl_record_text (act, "what"), *what = code;
  g_autofree char *when = pl_words_short_moment (pl_record_number (act, "made"));

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].code, code))
      what = g_dpgettext2 (NULL, "record", acts[i].words);
  /* Translators: when, by whom, and what was done with a record. */
  return g_strdup_printf (C_ ("record", "%1$s, %2$s: %3$s"), when, pl_record_person (act, "by"),
                          what);
}
