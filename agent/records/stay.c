/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/stay.h"

#include "agent/records/store-private.h"
#include "policy/time/calendar.h"

typedef struct {
  const char *account;
  gint64 day;
} Stay;

static char *
mark_of (const char *account)
{
  return g_strconcat ("stay:", account, NULL);
}

static gboolean
set (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Stay *stay = data;
  g_autofree char *mark = mark_of (stay->account);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, stay->day);

  if (stay->day == 0)
    return pl_stay_forget (store, stay->account, error);
  pl_payload_time (payload, "until", (stay->day - PL_DAY_OF_UNIX_EPOCH) * PL_SECONDS_A_DAY * 1000);
  return pl_store_exec (store, error, "INSERT OR REPLACE INTO mark VALUES (?, ?)", PL_TEXT (mark),
                        PL_TEXT (value));
}

gboolean
pl_stay_set (PlStore *store,
             const PlActor *actor,
             const char *account,
             gint64 before,
             gint64 day,
             GError **error)
{
  PlAct act = { actor, "stay", account };
  Stay stay = { account, day };
  gint64 now;

  return pl_stay_read (store, account, &now, error) &&
         (now == before || pl_act_refuse_changed (error)) &&
         pl_act (store, &act, set, &stay, error);
}

gboolean
pl_stay_read (PlStore *store, const char *account, gint64 *day, GError **error)
{
  g_autofree char *mark = mark_of (account);

  return pl_store_number (store, error, day, 0,
                          "SELECT CAST (value AS INTEGER) FROM mark WHERE name = ?",
                          PL_TEXT (mark));
}

gboolean
pl_stay_forget (PlStore *store, const char *account, GError **error)
{
  g_autofree char *mark = mark_of (account);

  return pl_store_exec (store, error, "DELETE FROM mark WHERE name = ?", PL_TEXT (mark));
}
