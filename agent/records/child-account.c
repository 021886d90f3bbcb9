/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/child-account.h"

#include <glib/gi18n.h>

#include <string.h>

#include "agent/records/accounts.h"
#include "agent/records/child-key.h"
#include "agent/records/hold.h"
#include "agent/records/stay.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "agent/records/unseen.h"
#include "policy/care/text-max.h"
#include "policy/error.h"

#define COLUMNS                                                                                    \
  "SELECT id, account, uid, state, changed_ms, changed_by, reason, trouble, home_files,"           \
  " other_files, folders, serial FROM child_account"

/* Where nobody asked for a wipe: an account that could not be made. */
static const PlActor itself = { 0, "porchlightd", "" };
static const char not_made[] = "it could not be made";

static const char *const states[] = {
  [PL_CHILD_ACCOUNT_MAKING] = "making", [PL_CHILD_ACCOUNT_HERE] = "here",
  [PL_CHILD_ACCOUNT_LEFT] = "left",     [PL_CHILD_ACCOUNT_WIPING] = "wiping",
  [PL_CHILD_ACCOUNT_WIPED] = "wiped",
};

const char *
pl_child_account_state_code (PlChildAccountState state)
{
  return states[state];
}

gboolean
pl_child_account_is_undone (const PlChildAccount *account)
{
  return account->state == PL_CHILD_ACCOUNT_WIPING && g_str_equal (account->reason, not_made) &&
         g_str_equal (account->changed_by, itself.account);
}

void
pl_child_account_free (PlChildAccount *account)
{
  g_free (account->account);
  g_free (account->changed_by);
  g_free (account->reason);
  g_free (account->trouble);
  g_free (account);
}

static PlChildAccount *
account_of (sqlite3_stmt *row)
{
  PlChildAccount *account = g_new0 (PlChildAccount, 1);

  account->id = sqlite3_column_int64 (row, 0);
  account->account = pl_store_column_text (row, 1);
  account->uid = (uid_t)sqlite3_column_int64 (row, 2);
  account->state = (PlChildAccountState)sqlite3_column_int (row, 3);
  account->changed_ms = sqlite3_column_int64 (row, 4);
  account->changed_by = pl_store_column_text (row, 5);
  account->reason = pl_store_column_text (row, 6);
  account->trouble = pl_store_column_text (row, 7);
  account->home_files = sqlite3_column_int64 (row, 8);
  account->other_files = sqlite3_column_int64 (row, 9);
  account->folders = sqlite3_column_int64 (row, 10);
  account->serial = (guint64)sqlite3_column_int64 (row, 11);
  return account;
}

/* rows: transfer full, nullable. */
static GPtrArray *
accounts_of (PlStore *store, sqlite3_stmt *rows, GError **error)
{
  g_autoptr (sqlite3_stmt) taken = rows;
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_child_account_free);
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (accounts, account_of (rows));
  return got == 0 ? g_steal_pointer (&accounts) : NULL;
}

GPtrArray *
pl_child_account_list (PlStore *store, gint64 before, guint limit, GError **error)
{
  return accounts_of (store,
                      pl_store_query (store, error,
                                      COLUMNS " WHERE id < ? ORDER BY id DESC LIMIT ?",
                                      PL_INT (before > 0 ? before : G_MAXINT64),
                                      PL_INT (MIN (limit, PL_CHILD_ACCOUNT_LIST_MAX))),
                      error);
}

GPtrArray *
pl_child_account_unfinished (PlStore *store, GError **error)
{
  return accounts_of (
      store, pl_store_query (store, error, COLUMNS " WHERE state IN (1, 3, 4) ORDER BY id"), error);
}

/* The newest of a name; NULL where there is none, or it cannot be read. */
static gboolean
find (PlStore *store, const char *name, PlChildAccount **found, GError **error)
{
  g_autoptr (GPtrArray) accounts = accounts_of (
      store,
      pl_store_query (store, error, COLUMNS " WHERE account = ? ORDER BY id DESC LIMIT 1",
                      PL_TEXT (name)),
      error);

  *found = NULL;
  if (accounts == NULL)
    return FALSE;
  if (accounts->len > 0)
    *found = g_ptr_array_steal_index (accounts, 0);
  return TRUE;
}

/* NULL and an error where there is none. */
static PlChildAccount *
find_id (PlStore *store, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) found = accounts_of (
      store, pl_store_query (store, error, COLUMNS " WHERE id = ?", PL_INT (id)), error);

  if (found != NULL && found->len > 0)
    return g_ptr_array_steal_index (found, 0);
  if (found != NULL)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "there is no such account"));
  return NULL;
}

static gboolean
deny (const char *account, GError **error)
{
  g_set_error (
      error, PL_ERROR, PL_ERROR_DENIED,
      NC_ ("said", "the data of the child who had the account %s is still on this computer"),
      account);
  return FALSE;
}

gboolean
pl_child_account_check (PlStore *store, const char *account, uid_t uid, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT account, uid, state FROM child_account WHERE state != 5 AND (account = ? OR uid = ?)",
      PL_TEXT (account), PL_INT (uid));
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    g_autofree char *other = pl_store_column_text (rows, 0);
    gboolean same = g_str_equal (other, account) && sqlite3_column_int64 (rows, 1) == uid;
    if (!same || sqlite3_column_int (rows, 2) == PL_CHILD_ACCOUNT_WIPING)
      return deny (other, error);
  }
  return got == 0;
}

gboolean
pl_child_account_last_wiped (PlStore *store, const char *account, gint64 *wiped_ms, GError **error)
{
  return pl_store_number (
      store, error, wiped_ms, 0,
      "SELECT coalesce (max (changed_ms), 0) FROM child_account WHERE account = ? AND state = ?",
      PL_TEXT (account), PL_INT (PL_CHILD_ACCOUNT_WIPED));
}

gboolean
pl_child_account_next_uid (PlStore *store, uid_t above, uid_t *uid, GError **error)
{
  gint64 highest;

  if (!pl_store_number (store, error, &highest, 0, "SELECT max (uid) FROM child_account"))
    return FALSE;
  *uid = (uid_t)MAX (highest, above) + 1;
  return TRUE;
}

typedef struct {
  const PlActor *actor;
  const char *account;
  uid_t uid;
  gint64 id;
} Beginning;

static gboolean
begin (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Beginning *beginning = data;
  PlMoment now;

  pl_store_now (store, &now);
  pl_payload_text (payload, "account", beginning->account);
  pl_payload_number (payload, "uid", beginning->uid);
  if (!pl_store_exec (store, error,
                      "INSERT INTO child_account (account, uid, state, changed_ms, changed_by)"
                      " VALUES (?, ?, ?, ?, ?)",
                      PL_TEXT (beginning->account), PL_INT (beginning->uid),
                      PL_INT (PL_CHILD_ACCOUNT_MAKING), PL_INT (now.wall_ms),
                      PL_TEXT (beginning->actor->account)))
    return FALSE;
  beginning->id = pl_store_last_id (store);
  return TRUE;
}

gint64
pl_child_account_begin (
    PlStore *store, const PlActor *actor, const char *account, uid_t uid, GError **error)
{
  PlAct act = { actor, "account-make", account };
  Beginning beginning = { actor, account, uid, 0 };
  g_autoptr (PlChildAccount) last = NULL;

  if (!find (store, account, &last, error))
    return 0;
  if (last != NULL && last->state != PL_CHILD_ACCOUNT_WIPED) {
    deny (account, error);
    return 0;
  }
  return pl_child_account_check (store, account, uid, error) &&
                 pl_act (store, &act, begin, &beginning, error)
             ? beginning.id
             : 0;
}

static gboolean
say_uid (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  pl_payload_number (payload, "uid", *(const uid_t *)data);
  return TRUE;
}

gboolean
pl_child_account_made (
    PlStore *store, const PlActor *actor, const char *account, uid_t uid, GError **error)
{
  PlAct act = { actor, "account-made", account };

  return pl_act (store, &act, say_uid, &uid, error);
}

gboolean
pl_child_account_set (PlStore *store,
                      const PlActor *actor,
                      const char *account,
                      uid_t uid,
                      PlChildAccountState state,
                      GError **error)
{
  PlMoment now;

  pl_store_now (store, &now);
  if (state == PL_CHILD_ACCOUNT_LEFT &&
      !(pl_stay_forget (store, account, error) && pl_unseen_forget (store, account, error)))
    return FALSE;
  if (!pl_store_exec (store, error,
                      "UPDATE child_account SET state = ?, changed_ms = ?, changed_by = ?"
                      " WHERE account = ? AND uid = ? AND state IN (1, 2, 3)",
                      PL_INT (state), PL_INT (now.wall_ms), PL_TEXT (actor->account),
                      PL_TEXT (account), PL_INT (uid)))
    return FALSE;
  if (pl_store_changed (store) > 0)
    return TRUE;
  return pl_store_exec (store, error,
                        "INSERT INTO child_account (account, uid, state, changed_ms, changed_by)"
                        " VALUES (?, ?, ?, ?, ?)",
                        PL_TEXT (account), PL_INT (uid), PL_INT (state), PL_INT (now.wall_ms),
                        PL_TEXT (actor->account));
}

static gboolean
set_wiping (PlStore *store, gint64 id, const PlActor *actor, const char *reason, GError **error)
{
  PlMoment now;

  pl_store_now (store, &now);
  return pl_store_exec (store, error,
                        "UPDATE child_account SET state = 4, changed_ms = ?, changed_by = ?,"
                        " changed_uid = ?, reason = ?, trouble = '' WHERE id = ?",
                        PL_INT (now.wall_ms), PL_TEXT (actor->account), PL_INT (actor->uid),
                        PL_TEXT (reason), PL_INT (id));
}

typedef struct {
  gint64 id; /* 0: nothing is on record of it */
  const PlActor *actor;
  const char *account;
  uid_t uid;
  const char *reason;
} Asking;

static gboolean
ask (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Asking *asking = data;

  pl_payload_text (payload, "reason", asking->reason);
  if (asking->id == 0) {
    if (!pl_child_account_set (store, asking->actor, asking->account, asking->uid,
                               PL_CHILD_ACCOUNT_LEFT, error))
      return FALSE;
    asking->id = pl_store_last_id (store);
  }
  return set_wiping (store, asking->id, asking->actor, asking->reason, error);
}

/* An open concern, incident or referral may need what is in the account (R7). */
static gboolean
check_not_held (PlStore *store, const char *account, GError **error)
{
  g_auto (GStrv) held = pl_hold_children (store, error);

  if (held == NULL)
    return FALSE;
  if (!g_strv_contains ((const char *const *)held, account))
    return TRUE;
  g_autofree char *person = pl_account_person (account);
  g_set_error (error, PL_ERROR, PL_ERROR_DENIED, NC_ ("said", "a hold keeps what belongs to %s"),
               person);
  return FALSE;
}

/* What is on record may be wiped; *id: its. */
static gboolean
check_left (PlStore *store, const char *account, uid_t uid, gint64 *id, GError **error)
{
  g_autoptr (PlChildAccount) found = NULL;

  if (!find (store, account, &found, error))
    return FALSE;
  *id = found != NULL ? found->id : 0;
  if (found != NULL
          ? found->state == PL_CHILD_ACCOUNT_LEFT || found->state == PL_CHILD_ACCOUNT_WIPING
          : uid != 0)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               found != NULL && found->state == PL_CHILD_ACCOUNT_WIPED
                   ? NC_ ("said", "%s is wiped already")
                   : NC_ ("said", "no child has left the account %s"),
               account);
  return FALSE;
}

gint64
pl_child_account_wipe (PlStore *store,
                       const PlActor *actor,
                       const char *account,
                       uid_t uid,
                       const char *reason,
                       GError **error)
{
  PlAct act = { actor, "account-wipe", account };
  Asking asking = { 0, actor, account, uid, reason };

  return pl_text_check (NC_ ("said", "the reason"), reason, PL_REASON_TEXT_MAX, TRUE, error) &&
                 check_left (store, account, uid, &asking.id, error) &&
                 check_not_held (store, account, error) && pl_act (store, &act, ask, &asking, error)
             ? asking.id
             : 0;
}

typedef struct {
  gint64 id;
  const char *why;
} Undoing;

static gboolean
undo (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Undoing *undoing = data;

  pl_payload_text (payload, "why", undoing->why);
  return set_wiping (store, undoing->id, &itself, not_made, error);
}

gboolean
pl_child_account_undo (PlStore *store, gint64 id, const char *why, GError **error)
{
  g_autoptr (PlChildAccount) account = find_id (store, id, error);
  Undoing undoing = { id, why };

  if (account == NULL)
    return FALSE;
  PlAct act = { &itself, "account-unmade", account->account };
  return pl_act (store, &act, undo, &undoing, error);
}

gboolean
pl_child_account_failed (PlStore *store, gint64 id, const char *why, GError **error)
{
  return pl_store_exec (store, error, "UPDATE child_account SET trouble = ? WHERE id = ?",
                        PL_TEXT (why), PL_INT (id));
}

/* A certificate on its way. */
typedef struct {
  PlChildAccount *account;
  PlActor actor;
  gint64 home_files, other_files, folders;
} Certifying;

static gboolean
certify (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Certifying *certifying = data;

  pl_payload_text (payload, "account", certifying->account->account);
  pl_payload_number (payload, "uid", certifying->account->uid);
  pl_payload_text (payload, "reason", certifying->account->reason);
  pl_payload_number (payload, "home-files", certifying->home_files);
  pl_payload_number (payload, "other-files", certifying->other_files);
  pl_payload_number (payload, "folders-kept", certifying->folders);
  if (!pl_child_key_forget (store, certifying->account->account, error))
    return FALSE;
  return pl_store_exec (
      store, error,
      "UPDATE child_account SET state = 5, changed_ms = ?, trouble = '', home_files = ?,"
      " other_files = ?, folders = ? WHERE id = ?",
      PL_INT (certifying->account->changed_ms), PL_INT (certifying->home_files),
      PL_INT (certifying->other_files), PL_INT (certifying->folders),
      PL_INT (certifying->account->id));
}

/* The entry and the row that names it are one. */
static gboolean
certify_and_name (PlStore *store, gpointer data, GError **error)
{
  const Certifying *certifying = data;
  PlAct act = { &certifying->actor, "account-wiped", certifying->account->account };
  PlAuditHead head;

  return pl_act (store, &act, certify, data, error) &&
         pl_audit_head (store, PL_AUDIT_PUBLIC, &head, error) &&
         pl_store_exec (store, error, "UPDATE child_account SET serial = ? WHERE id = ?",
                        PL_INT ((gint64)head.serial), PL_INT (certifying->account->id));
}

gboolean
pl_child_account_wiped (PlStore *store,
                        gint64 id,
                        gint64 home_files,
                        gint64 other_files,
                        gint64 folders,
                        GError **error)
{
  g_autoptr (PlChildAccount) account = find_id (store, id, error);
  gint64 uid;
  PlMoment now;

  if (account == NULL ||
      !pl_store_number (store, error, &uid, 0, "SELECT changed_uid FROM child_account WHERE id = ?",
                        PL_INT (id)))
    return FALSE;
  pl_store_now (store, &now);
  account->changed_ms = now.wall_ms;
  Certifying certifying = {
    account, { (guint32)uid, account->changed_by, "" }, home_files, other_files, folders
  };
  return pl_store_transact (store, certify_and_name, &certifying, error);
}
