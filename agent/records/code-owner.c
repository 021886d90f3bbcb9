/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/code-owner.h"

#include <glib/gi18n.h>

#include <string.h>

#include "agent/records/accounts.h"
#include "agent/records/store-private.h"
#include "policy/error.h"

typedef struct {
  const char *account;
  PlOneTimeCode *code;
} Enrolling;

static gboolean
write_code (PlStore *store, const char *account, const PlOneTimeCode *code, GError **error)
{
  return pl_store_exec (store, error,
                        "INSERT OR REPLACE INTO one_time_code (account, kind, secret, next, wrong,"
                        " paused_until) VALUES (?, ?, ?, ?, ?, ?)",
                        PL_TEXT (account), PL_INT (code->kind),
                        PL_BYTES (code->secret, PL_CODE_SECRET), PL_INT ((gint64)code->next),
                        PL_INT (code->wrong), PL_INT (code->paused_until));
}

static gboolean
enrol (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Enrolling *enrolling = data;

  pl_payload_text (payload, "kind", enrolling->code->kind == PL_CODE_SHEET ? "sheet" : "telephone");
  return write_code (store, enrolling->account, enrolling->code, error);
}

gboolean
pl_code_owner_enrol (PlStore *store,
                     const PlActor *actor,
                     const char *account,
                     PlCodeKind kind,
                     PlOneTimeCode *code,
                     GError **error)
{
  const PlAct act = { actor, "code-enrolled", account };
  Enrolling enrolling = { account, code };

  pl_one_time_code_enrol (code, kind);
  return pl_act (store, &act, enrol, &enrolling, error);
}

static gboolean
forget (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const char *account = data;

  if (!pl_store_exec (store, error, "DELETE FROM one_time_code WHERE account = ?",
                      PL_TEXT (account)))
    return FALSE;
  if (pl_store_changed (store) == 1)
    return TRUE;
  g_autofree char *person = pl_account_person (account);
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s has no one-time codes"),
               person);
  return FALSE;
}

gboolean
pl_code_owner_forget (PlStore *store, const PlActor *actor, const char *account, GError **error)
{
  const PlAct act = { actor, "code-forgotten", account };

  return pl_act (store, &act, forget, (gpointer)account, error);
}

/* FALSE with PL_ERROR_DENIED where the account has none: in the words of a wrong code. */
static gboolean
read_code (PlStore *store, const char *account, PlOneTimeCode *code, GError **error)
{
  g_autoptr (sqlite3_stmt) row =
      pl_store_query (store, error,
                      "SELECT kind, secret, next, wrong, paused_until FROM one_time_code"
                      " WHERE account = ?",
                      PL_TEXT (account));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got == 0 || (got > 0 && sqlite3_column_bytes (row, 1) != PL_CODE_SECRET))
    g_set_error_literal (error, PL_ERROR, PL_ERROR_DENIED,
                         NC_ ("said", "that is not a code of theirs"));
  if (got <= 0 || sqlite3_column_bytes (row, 1) != PL_CODE_SECRET)
    return FALSE;
  code->kind = (PlCodeKind)sqlite3_column_int (row, 0);
  memcpy (code->secret, sqlite3_column_blob (row, 1), PL_CODE_SECRET);
  code->next = (guint64)sqlite3_column_int64 (row, 2);
  code->wrong = (guint)sqlite3_column_int (row, 3);
  code->paused_until = sqlite3_column_int64 (row, 4);
  return TRUE;
}

typedef struct {
  const char *child;
  const char *account;
  const char *digits;
  gint64 now;
  PlCodeOutcome outcome;
} Checking;

/* Who typed a wrong one is not known; whose screen it was is. */
static gboolean
audit_wrong (PlStore *store, const Checking *checking, const PlOneTimeCode *code, GError **error)
{
  g_autofree char *payload =
      g_strdup_printf ("{\"owner\":\"%s\",\"wrong\":%u,\"paused\":%s}", checking->account,
                       code->wrong, code->paused_until > checking->now ? "true" : "false");
  const PlAuditEntry entry = {
    .chain = PL_AUDIT_PUBLIC,
    .actor = "porchlightd",
    .kind = "code-wrong",
    .subject = checking->child,
    .payload = payload,
  };

  return pl_audit_append (store, &entry, error);
}

static gboolean
check (PlStore *store, gpointer data, GError **error)
{
  Checking *checking = data;
  PlOneTimeCode code;

  if (!read_code (store, checking->account, &code, error))
    return FALSE;
  checking->outcome = pl_one_time_code_check (&code, checking->digits, checking->now);
  gboolean written =
      write_code (store, checking->account, &code, error) &&
      (checking->outcome != PL_CODE_WRONG || audit_wrong (store, checking, &code, error));
  pl_one_time_code_clear (&code);
  return written;
}

gboolean
pl_code_owner_check (PlStore *store,
                     const char *child,
                     const char *account,
                     const char *digits,
                     gint64 now,
                     GError **error)
{
  static const char *const words[] = {
    [PL_CODE_WRONG] = NC_ ("said", "that is not a code of theirs"),
    [PL_CODE_PAUSED] = NC_ ("said", "too many wrong codes: their codes rest for a while"),
    [PL_CODE_SPENT] = NC_ ("said", "their sheet is used up: they need a new one"),
  };
  Checking checking = { child, account, digits, now, PL_CODE_WRONG };

  if (!pl_store_transact (store, check, &checking, error))
    return FALSE;
  if (checking.outcome == PL_CODE_RIGHT)
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_DENIED, words[checking.outcome]);
  return FALSE;
}

static void
owner_free (gpointer data)
{
  PlCodeOwner *owner = data;

  g_free (owner->account);
  g_free (owner);
}

GPtrArray *
pl_code_owner_list (PlStore *store, GError **error)
{
  g_autoptr (GPtrArray) owners = g_ptr_array_new_with_free_func (owner_free);
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error, "SELECT account, kind, next FROM one_time_code ORDER BY account");
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    PlCodeOwner *owner = g_new0 (PlCodeOwner, 1);
    owner->account = pl_store_column_text (rows, 0);
    owner->kind = (PlCodeKind)sqlite3_column_int (rows, 1);
    if (owner->kind == PL_CODE_SHEET)
      owner->left =
          PL_CODE_SHEET_SIZE - (guint)MIN (sqlite3_column_int (rows, 2), PL_CODE_SHEET_SIZE);
    g_ptr_array_add (owners, owner);
  }
  return got == 0 ? g_steal_pointer (&owners) : NULL;
}
