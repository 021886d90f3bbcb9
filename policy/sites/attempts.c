/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/attempts.h"

#include <string.h>

static gint
find (const PlAttempts *attempts, const char *name)
{
  for (guint i = 0; i < attempts->n; i++)
    if (g_str_equal (attempts->names[i].name, name))
      return (gint)i;
  return -1;
}

/* A place for a name that was not seen: the oldest makes room. */
static guint
add (PlAttempts *attempts, const char *name)
{
  guint at = attempts->next;

  attempts->next = (at + 1) % PL_ATTEMPT_NAMES;
  attempts->n = MAX (attempts->n, at + 1);
  g_strlcpy (attempts->names[at].name, name, sizeof attempts->names[at].name);
  return at;
}

static gboolean
is_to_be_told (PlAttempts *attempts, gint64 now_ms)
{
  if (attempts->told && now_ms - attempts->told_ms < PL_ATTEMPT_TELL_MS)
    return FALSE;
  attempts->told = TRUE;
  attempts->told_ms = now_ms;
  return TRUE;
}

guint
pl_attempts_take (PlAttempts *attempts, const char *name, PlSeen seen, gint64 now_ms)
{
  gint known = find (attempts, name);
  guint at = known >= 0 ? (guint)known : add (attempts, name), flags = 0;

  if (known < 0 || now_ms - attempts->names[at].seen_ms >= PL_ATTEMPT_SAME_MS) {
    attempts->names[at].counted = FALSE;
    flags = PL_ATTEMPT_RECORD;
  }
  attempts->names[at].seen_ms = now_ms;
  if (seen == PL_SEEN_PAGE && !attempts->names[at].counted) {
    attempts->names[at].counted = TRUE;
    flags |= PL_ATTEMPT_COUNTS | (is_to_be_told (attempts, now_ms) ? PL_ATTEMPT_TELL : 0);
  }
  return flags;
}
