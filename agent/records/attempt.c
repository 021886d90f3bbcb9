/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/attempt.h"

#include "agent/records/got-through.h"
#include "agent/records/store-private.h"
#include "policy/sites/pattern.h"

static gboolean
open_review (PlStore *store, const PlAttempt *attempt, gint64 times, GError **error)
{
  g_autofree char *about = g_strdup_printf (
      "%" G_GINT64_FORMAT
      " attempts in %d days at sites of the kind %s. Each time the child was shown "
      "where help is, and told that staff hear of it when it happens often. Talk; do not blame.",
      times, PL_PATTERN_DAYS, attempt->category);

  return pl_filter_review_open (store, attempt->child, "attempts", attempt->category, about,
                                error) &&
         pl_store_exec (store, error, "DELETE FROM attempt WHERE child = ? AND category = ?",
                        PL_TEXT (attempt->child), PL_TEXT (attempt->category));
}

static gboolean
add (PlStore *store, gpointer data, GError **error)
{
  const PlAttempt *attempt = data;
  gint64 times;

  if (!pl_store_exec (store, error,
                      "INSERT INTO attempt VALUES (?, ?, ?, 1)"
                      " ON CONFLICT DO UPDATE SET times = times + 1",
                      PL_TEXT (attempt->child), PL_INT (attempt->day),
                      PL_TEXT (attempt->category)) ||
      !pl_store_number (
          store, error, &times, 0,
          "SELECT sum (times) FROM attempt WHERE child = ? AND category = ? AND day > ?",
          PL_TEXT (attempt->child), PL_TEXT (attempt->category),
          PL_INT (attempt->day - PL_PATTERN_DAYS)))
    return FALSE;
  return times < attempt->pattern || open_review (store, attempt, times, error);
}

gboolean
pl_attempt_add (PlStore *store, const PlAttempt *attempt, GError **error)
{
  return pl_store_transact (store, add, (gpointer)attempt, error);
}
