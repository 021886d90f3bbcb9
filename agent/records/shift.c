/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/shift.h"

#include <glib/gi18n.h>

#include "agent/records/accounts.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/error.h"

/* Ends by itself. */
static const PlActor itself = { 0, "porchlightd", "" };
#define NOTE_ITSELF "ended by itself after 16 hours"

/* The end of one shift. */
typedef struct {
  gint64 id;
  const char *account;
  const PlActor *actor;
  gint64 ended_ms;
  const char *note;
} Ending;

void
pl_shift_free (PlShift *shift)
{
  g_free (shift->account);
  g_free (shift->ended_by);
  g_free (shift->note);
  g_free (shift);
}

/* *id: of the account's shift that goes on; 0 for none. */
static gboolean
find_open (PlStore *store, const char *account, gint64 *id, GError **error)
{
  return pl_store_number (store, error, id, 0,
                          "SELECT id FROM shift WHERE account = ? AND ended_ms IS NULL",
                          PL_TEXT (account));
}

typedef struct {
  const PlActor *actor;
  gint64 id;
} Beginning;

static gboolean
begin (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Beginning *beginning = data;
  const char *account = beginning->actor->account;
  PlMoment now;
  gint64 open;

  if (!find_open (store, account, &open, error))
    return FALSE;
  if (open != 0) {
    g_autofree char *person = pl_account_person (account);
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s is on shift already"),
                 person);
    return FALSE;
  }
  pl_store_now (store, &now);
  if (!pl_store_exec (store, error, "INSERT INTO shift (account, began_ms) VALUES (?, ?)",
                      PL_TEXT (account), PL_INT (now.wall_ms)))
    return FALSE;
  beginning->id = pl_store_last_id (store);
  pl_payload_number (payload, "shift", beginning->id);
  return TRUE;
}

gint64
pl_shift_begin (PlStore *store, const PlActor *actor, GError **error)
{
  PlAct act = { actor, "shift-begin", "" };
  Beginning beginning = { actor, 0 };

  return pl_act (store, &act, begin, &beginning, error) ? beginning.id : 0;
}

static gboolean
end (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Ending *ending = data;

  if (!pl_store_exec (store, error,
                      "UPDATE shift SET ended_ms = ?, ended_by = ?, note = ? WHERE id = ?",
                      PL_INT (ending->ended_ms), PL_TEXT (ending->actor->account),
                      PL_TEXT (ending->note), PL_INT (ending->id)))
    return FALSE;
  pl_payload_number (payload, "shift", ending->id);
  pl_payload_text (payload, "of", ending->account);
  pl_payload_time (payload, "ended", ending->ended_ms);
  pl_payload_text (payload, "note", ending->note);
  return TRUE;
}

gboolean
pl_shift_end (
    PlStore *store, const PlActor *actor, const char *account, const char *note, GError **error)
{
  PlAct act = { actor, "shift-end", "" };
  Ending ending = { 0, account, actor, 0, note };
  PlMoment now;

  if (!pl_text_check (NC_ ("said", "the note"), note, PL_SHIFT_NOTE_MAX, FALSE, error) ||
      !find_open (store, account, &ending.id, error))
    return FALSE;
  if (ending.id == 0) {
    g_autofree char *person = pl_account_person (account);
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s is not on shift"), person);
    return FALSE;
  }
  pl_store_now (store, &now);
  ending.ended_ms = now.wall_ms;
  return pl_act (store, &act, end, &ending, error);
}

gboolean
pl_shift_turn (PlStore *store, GError **error)
{
  g_autoptr (GPtrArray) open = pl_shift_list (store, TRUE, 0, PL_SHIFT_LIST_MAX, error);
  PlAct act = { &itself, "shift-end", "" };
  PlMoment now;

  if (open == NULL)
    return FALSE;
  pl_store_now (store, &now);
  for (guint i = 0; i < open->len; i++) {
    const PlShift *shift = open->pdata[i];
    Ending ending = { shift->id, shift->account, &itself, shift->began_ms + PL_SHIFT_MAX_MS,
                      NOTE_ITSELF };
    if (ending.ended_ms <= now.wall_ms && !pl_act (store, &act, end, &ending, error))
      return FALSE;
  }
  return TRUE;
}

GPtrArray *
pl_shift_list (PlStore *store, gboolean open_only, gint64 before, guint limit, GError **error)
{
  g_autoptr (GPtrArray) shifts = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_shift_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows =
      pl_store_query (store, error,
                      "SELECT id, account, began_ms, ended_ms, ended_by, note FROM shift"
                      " WHERE (NOT ?1 OR ended_ms IS NULL) AND id < ?2 ORDER BY id DESC LIMIT ?3",
                      PL_INT (open_only), PL_INT (before > 0 ? before : G_MAXINT64),
                      PL_INT (MIN (limit, PL_SHIFT_LIST_MAX)));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    PlShift *shift = g_new0 (PlShift, 1);
    shift->id = sqlite3_column_int64 (rows, 0);
    shift->account = pl_store_column_text (rows, 1);
    shift->began_ms = sqlite3_column_int64 (rows, 2);
    shift->ended_ms = sqlite3_column_int64 (rows, 3);
    shift->ended_by = pl_store_column_text (rows, 4);
    shift->note = pl_store_column_text (rows, 5);
    g_ptr_array_add (shifts, shift);
  }
  return got == 0 ? g_steal_pointer (&shifts) : NULL;
}
