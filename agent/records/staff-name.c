/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/staff-name.h"

#include <sodium.h>
#include <string.h>

#include "agent/records/accounts.h"
#include "agent/records/store-private.h"

#define DIGEST_SIZE 32
/* The key has other uses. */
#define PURPOSE "porchlight-staff-name-1 "

typedef struct {
  const char *account, *name;
} Noting;

static gboolean
digest_of (PlStore *store, const char *name, guint8 digest[DIGEST_SIZE], GError **error)
{
  const PlDeviceKey *key = pl_store_device_key (store, TRUE, error);
  crypto_generichash_state state;

  if (key == NULL)
    return FALSE;
  crypto_generichash_init (&state, key->names, sizeof key->names, DIGEST_SIZE);
  crypto_generichash_update (&state, (const guint8 *)PURPOSE, strlen (PURPOSE));
  crypto_generichash_update (&state, (const guint8 *)name, strlen (name));
  crypto_generichash_final (&state, digest, DIGEST_SIZE);
  return TRUE;
}

/* What was noted last; *is_it: of this name. since_ms: -1 where nothing was. */
static gboolean
find (PlStore *store, const Noting *noting, gint64 *since_ms, gboolean *is_it, GError **error)
{
  guint8 digest[DIGEST_SIZE];
  g_autoptr (sqlite3_stmt) row =
      digest_of (store, noting->name, digest, error)
          ? pl_store_query (store, error,
                            "SELECT since_ms, digest = ? FROM staff_name WHERE account = ?",
                            PL_BYTES (digest, sizeof digest), PL_TEXT (noting->account))
          : NULL;
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  *since_ms = got > 0 ? sqlite3_column_int64 (row, 0) : -1;
  *is_it = got > 0 && sqlite3_column_int (row, 1) != 0;
  return got >= 0;
}

static gboolean
note (PlStore *store, gpointer data, GError **error)
{
  const Noting *noting = data;
  guint8 digest[DIGEST_SIZE];
  gboolean is_it;
  gint64 since;
  PlMoment now;

  if (!find (store, noting, &since, &is_it, error))
    return FALSE;
  if (is_it)
    return TRUE;
  pl_store_now (store, &now);
  return digest_of (store, noting->name, digest, error) &&
         pl_store_exec (store, error,
                        "INSERT OR REPLACE INTO staff_name (account, since_ms, digest)"
                        " VALUES (?, ?, ?)",
                        PL_TEXT (noting->account), PL_INT (since < 0 ? 0 : now.wall_ms),
                        PL_BYTES (digest, sizeof digest));
}

gboolean
pl_staff_name_note (PlStore *store, const char *account, const char *name, GError **error)
{
  Noting noting = { account, name };

  return pl_store_transact (store, note, &noting, error);
}

gboolean
pl_staff_name_since (
    PlStore *store, const char *account, const char *name, gint64 *since_ms, GError **error)
{
  const Noting noting = { account, name };
  gboolean is_it;
  PlMoment now;

  if (!find (store, &noting, since_ms, &is_it, error))
    return FALSE;
  pl_store_now (store, &now);
  if (!is_it)
    *since_ms = *since_ms < 0 ? 0 : now.wall_ms;
  return TRUE;
}

gboolean
pl_staff_names_found (PlStore *store, const PlHousehold *household, GError **error)
{
  for (guint i = 0; i < household->staff->len; i++) {
    uid_t uid = g_array_index (household->staff, uid_t, i);
    g_autofree char *account = pl_account_name (uid);
    g_autofree char *name = pl_account_display_name (uid);
    if (name != NULL && !pl_staff_name_note (store, account, name, error))
      return FALSE;
  }
  return TRUE;
}
