/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/account-password.h"

#include <glib/gi18n.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"

#define ASK     "account-password-ask"
#define SET     "account-password"
#define FAILED  "account-password-failed"
#define UNKNOWN "account-password-unknown"

/* A text of the payload. */
typedef struct {
  const char *key, *text; /* NULL: nothing is said */
} Said;

static gboolean
say (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Said *said = data;

  if (said->text != NULL)
    pl_payload_text (payload, said->key, said->text);
  return TRUE;
}

static gboolean
record (PlStore *store,
        const PlActor *actor,
        const char *kind,
        const char *account,
        const Said *said,
        GError **error)
{
  PlAct act = { actor, kind, account };

  return pl_act (store, &act, say, (gpointer)said, error);
}

gboolean
pl_account_password_ask (
    PlStore *store, const PlActor *actor, const char *account, const char *reason, GError **error)
{
  return pl_text_check (NC_ ("said", "the reason"), reason, PL_REASON_TEXT_MAX, TRUE, error) &&
         pl_account_password_settle (store, error) &&
         record (store, actor, ASK, account, &(Said){ "reason", reason }, error);
}

gboolean
pl_account_password_set (PlStore *store, const PlActor *actor, const char *account, GError **error)
{
  return record (store, actor, SET, account, &(Said){ 0 }, error);
}

gboolean
pl_account_password_failed (
    PlStore *store, const PlActor *actor, const char *account, const char *why, GError **error)
{
  return record (store, actor, FAILED, account, &(Said){ "why", why }, error);
}

/* The newest entry about any password, if it is of one that was to be set. */
static gboolean
settle (PlStore *store, sqlite3_stmt *row, GError **error)
{
  g_autofree char *kind = pl_store_column_text (row, 0);
  g_autofree char *by = pl_store_column_text (row, 2);
  g_autofree char *account = pl_store_column_text (row, 3);
  const PlActor actor = { (guint32)sqlite3_column_int64 (row, 1), by, "" };

  return *account == '\0' || !g_str_equal (kind, ASK) ||
         record (store, &actor, UNKNOWN, account, &(Said){ 0 }, error);
}

gboolean
pl_account_password_settle (PlStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error,
      "SELECT kind, actor_uid, actor, subject FROM audit WHERE chain = 1 AND kind IN ('" ASK
      "', '" SET "', '" FAILED "', '" UNKNOWN "') ORDER BY serial DESC LIMIT 1");
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  return got > 0 ? settle (store, row, error) : got == 0;
}

gboolean
pl_account_password_last (
    PlStore *store, const char *account, gint64 *wall_ms, char **by, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error,
      "SELECT wall_ms, actor FROM audit WHERE chain = 1 AND subject = ? AND kind IN ('" SET
      "', '" UNKNOWN "') ORDER BY serial DESC LIMIT 1",
      PL_TEXT (account));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  *wall_ms = got > 0 ? sqlite3_column_int64 (row, 0) : 0;
  *by = got > 0 ? pl_store_column_text (row, 1) : NULL;
  return got >= 0;
}
