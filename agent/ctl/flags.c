/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/flags.h"

#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "policy/people/flags.h"

/* %s: the day, where there is one. */
static const char *const words[] = {
  [PL_FLAG_NO_PROFILE] = "has no profile: help sites only",
  [PL_FLAG_TURNS_13] =
      "turns 13 on %s: hold a review about social networks; nothing opens by itself",
  [PL_FLAG_IS_13] = "has been 13 since %s: social networks stay closed until a review",
  [PL_FLAG_TURNS_18] =
      "turns 18 on %s: control ends then, unless they agree that it goes on; talk with them",
  [PL_FLAG_IS_18] = "has been 18 since %s: control goes on only as far as they agreed",
  [PL_FLAG_AGREEMENT_ENDS] = "has agreed to control until %s: it ends then",
  [PL_FLAG_EMERGENCY_REVIEW] = "has a provisional level: the review is due by %s",
  [PL_FLAG_REVIEW_SOON] = "has a review on %s",
  [PL_FLAG_REVIEW_PAST] = "had a review due on %s: hold it and record it",
  [PL_FLAG_NO_REVIEW] = "has no review on record: record one",
  [PL_FLAG_NO_CONSENT] =
      "has no written consent to monitoring on record: ask the placing authority",
  [PL_FLAG_STAY_ENDS] = "is to stay until %s: child stay if longer, child remove if not",
  [PL_FLAG_STAY_ENDED] =
      "was to stay until %s, and can still log in: child stay if longer, child remove if not",
  [PL_FLAG_ACCOUNT_EXPIRES] = "cannot log in from %s on",
  [PL_FLAG_ACCOUNT_EXPIRED] = "has not been able to log in since %s",
  [PL_FLAG_NO_NAME] =
      "is an account without a person's name: nobody shares an account; chfn --full-name",
};
G_STATIC_ASSERT (G_N_ELEMENTS (words) == PL_FLAG_KINDS);

GVariant *
pl_ctl_flags (GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (".Staff", "ListFlags", NULL, "(a(ssxs))", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

char *
pl_ctl_flag_words (const char *code, gint64 day)
{
  g_autofree char *time = pl_ctl_time_text (day);
  PlFlagKind kind;

  /* Of an agent that is newer than this. */
  if (!pl_flag_parse (code, &kind))
    return g_strdup (code);
  /* A day is its midnight at home. */
  g_auto (GStrv) around = g_strsplit (words[kind], "%s", 2);
  g_autofree char *date = g_strndup (time, strlen ("YYYY-MM-DD"));
  return g_strjoinv (date, around);
}

char *
pl_ctl_flags_of (GVariant *flags, const char *account)
{
  GString *line = g_string_new (NULL);
  GVariantIter rows;
  const char *of, *code;
  gint64 day;

  g_variant_iter_init (&rows, flags);
  while (g_variant_iter_next (&rows, "(&s&sx&s)", &of, &code, &day, NULL)) {
    if (!g_str_equal (of, account))
      continue;
    g_autofree char *text = pl_ctl_flag_words (code, day);
    g_string_append_printf (line, "%s%s", line->len > 0 ? "; " : "", text);
  }
  return g_string_free (line, FALSE);
}

void
pl_ctl_add_flags (JsonBuilder *json, GVariant *flags, const char *account)
{
  GVariantIter rows;
  const char *of, *code;
  gint64 day;

  json_builder_begin_array (json);
  g_variant_iter_init (&rows, flags);
  while (g_variant_iter_next (&rows, "(&s&sx&s)", &of, &code, &day, NULL)) {
    if (account != NULL && !g_str_equal (of, account))
      continue;
    g_autofree char *text = pl_ctl_flag_words (code, day);
    json_builder_begin_object (json);
    if (account == NULL)
      pl_ctl_add_text (json, "account", of);
    pl_ctl_add_text (json, "flag", code);
    pl_ctl_add_number (json, "day", day);
    pl_ctl_add_text (json, "words", text);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}
