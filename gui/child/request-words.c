/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/request-words.h"

#include <glib/gi18n.h>

#include "gui/app/initial.h"
#include "gui/app/ready-words.h"
#include "gui/app/time-words.h"

char *
pl_request_title (PlRecord *request)
{
  const char *kind = pl_record_text (request, "kind");
  gboolean comment = g_str_equal (pl_record_text (request, "what"), "comment");
  gint64 minutes = pl_record_number (request, "minutes");

  if (g_str_equal (kind, "site"))
    return g_strdup (pl_record_text (request, "site"));
  if (g_str_equal (kind, "review"))
    return g_strdup (C_ ("requests", "For my review"));
  if (comment)
    return g_strdup (C_ ("requests", "What you said about the rules"));
  if (minutes == 0)
    return g_strdup (C_ ("requests", "More time"));
  g_autofree char *duration = pl_words_duration (minutes * 60);
  /* Translators: "1 hour", asked for in addition to what there is. */
  return g_strdup_printf (C_ ("requests", "%s more"), duration);
}

const char *
pl_request_answer (PlRecord *request)
{
  const char *state = pl_record_text (request, "state");
  gboolean review = g_str_equal (pl_record_text (request, "kind"), "review");

  if (g_str_equal (pl_record_text (request, "what"), "comment"))
    return C_ ("requests", "Staff have answered");
  if (g_str_equal (state, "granted"))
    return review ? C_ ("requests", "Staff have read it") : C_ ("requests", "Yes");
  return g_str_equal (state, "denied") ? C_ ("requests", "Not this time")
                                       : C_ ("requests", "Not answered yet");
}

const char *
pl_request_reason (PlRecord *request)
{
  const char *answer = pl_record_text (request, "answer");

  return pl_ready_words (*answer != '\0' ? answer : pl_record_text (request, "reason"));
}

char *
pl_request_by (PlRecord *request)
{
  return pl_capital (pl_record_person (request, "by"));
}
