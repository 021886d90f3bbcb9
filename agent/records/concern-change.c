/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern-change.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/records/concern-chain.h"
#include "agent/records/concern-notice.h"
#include "agent/records/concern-view.h"
#include "agent/records/outbox.h"
#include "policy/error.h"

typedef struct {
  const PlFilingPlace *place;
  const PlActor *actor;
  const guint8 *concern;
  const guint8 *other; /* of what is linked, or the new reader; nullable */
  const char *account; /* of who is left out */
  const PlConcernGift *gifts;
  guint n_gifts;
} Change;

static gboolean
audit (PlStore *store,
       const Change *change,
       const PlConcern *concern,
       const char *kind,
       const char *what,
       GError **error)
{
  g_autofree char *payload = g_strdup_printf ("{\"what\":\"%s\"}", what);

  return pl_concern_chain_add (store, change->actor, kind, concern->id, payload, error);
}

/* How many readers it still has, but for the actor. */
static guint
count_others (const PlConcern *concern, const Change *change)
{
  guint n = 0;

  for (guint i = 0; i < concern->readers->len; i++) {
    const PlReader *reader = pl_reader_find (
        change->place->people->readers, g_array_index (concern->readers, PlConcernReader, i).id);
    n += reader != NULL && reader->state == PL_READER_ACTIVE &&
         !g_str_equal (reader->account, change->actor->account) &&
         !pl_concern_is_not_for (concern, change->place, reader->account, reader->key.name);
  }
  return n;
}

/* What was on its way to whoever is left out now does not go any more. */
static gboolean
withdraw (PlStore *store, const PlConcern *concern, const Change *change, GError **error)
{
  for (guint i = 0; i < concern->readers->len; i++) {
    const PlConcernReader *row = &g_array_index (concern->readers, PlConcernReader, i);
    const PlReader *reader = pl_reader_find (change->place->people->readers, row->id);
    if (reader == NULL ||
        !pl_concern_is_not_for (concern, change->place, reader->account, reader->key.name))
      continue;
    for (guint j = 0; j < concern->parts->len; j++)
      if (!pl_outbox_withdraw (store, g_array_index (concern->parts, PlConcernPartNote, j).id,
                               row->id, error))
        return FALSE;
  }
  return TRUE;
}

/* The row of a revoked reader whose place the new one may take. */
static PlConcernReader *
find_missing (const PlConcern *concern, const Change *change, const PlReader *new)
{
  for (guint i = 0; i < concern->readers->len; i++) {
    PlConcernReader *row = &g_array_index (concern->readers, PlConcernReader, i);
    const PlReader *old = pl_reader_find (change->place->people->readers, row->id);
    if (old != NULL && old->state == PL_READER_REVOKED &&
        ((new->account[0] != '\0' && g_str_equal (old->account, new->account)) ||
         g_str_equal (old->role, new->role)))
      return row;
  }
  return NULL;
}

static gboolean
is_on_path (const PlConcern *concern, const guint8 *reader)
{
  for (guint i = 0; i < concern->readers->len; i++)
    if (memcmp (g_array_index (concern->readers, PlConcernReader, i).id, reader, PL_CARE_ID_SIZE) ==
        0)
      return TRUE;
  return FALSE;
}

static gboolean
give_part (PlStore *store,
           const PlConcernPartNote *note,
           const Change *change,
           const guint8 *before,
           GError **error)
{
  g_autoptr (PlConcernPart) part = pl_concern_part_get (store, note->number, error);
  PlConcernKey key;

  if (part == NULL)
    return FALSE;
  for (guint i = 0; i < change->n_gifts; i++) {
    if (memcmp (change->gifts[i].part, part->head.part, PL_CARE_ID_SIZE) != 0)
      continue;
    memcpy (key.reader, change->other, PL_CARE_ID_SIZE);
    memcpy (key.key, change->gifts[i].key, PL_SEALED_KEY_SIZE);
    g_array_append_val (part->keys, key);
    return pl_outbox_withdraw (store, part->head.part, before, error) &&
           pl_concern_part_put (store, part, note->number, error);
  }
  return TRUE;
}

static gboolean
may_join (const PlConcern *concern, const Change *change, const PlReader *new)
{
  return new != NULL &&new->state == PL_READER_ACTIVE && !is_on_path (concern, new->key.id) &&
         !pl_concern_is_not_for (concern, change->place, new->account, new->key.name);
}

/* The new one stands where the old one stood, with all that was sealed to them. */
static gboolean
take_place (PlStore *store,
            PlConcern *concern,
            const Change *change,
            PlConcernReader *row,
            const PlReader *new,
            GError **error)
{
  guint8 before[PL_CARE_ID_SIZE];

  memcpy (before, row->id, sizeof before);
  memcpy (row->id, new->key.id, PL_CARE_ID_SIZE);
  pl_reader_role_parse (new->role, &row->role);
  for (guint i = 0; i < concern->parts->len; i++)
    if (!give_part (store, &g_array_index (concern->parts, PlConcernPartNote, i), change, before,
                    error))
      return FALSE;
  return pl_concern_tell_reader (store, concern, new->key.id, error);
}

/* The row of whoever is left out now. */
static PlConcernReader *
find_left_out (const PlConcern *concern, const Change *change)
{
  for (guint i = 0; i < concern->readers->len; i++) {
    PlConcernReader *row = &g_array_index (concern->readers, PlConcernReader, i);
    const PlReader *reader = pl_reader_find (change->place->people->readers, row->id);
    if (reader != NULL && g_str_equal (reader->account, change->account))
      return row;
  }
  return NULL;
}

/* Staff of no other role are not asked in a manager's or a lead's place. */
static gboolean
put_instead (PlStore *store, PlConcern *concern, const Change *change, GError **error)
{
  const PlReader *new = pl_reader_find (change->place->people->readers, change->other);
  PlConcernReader *row = find_left_out (concern, change);

  if (row == NULL || !may_join (concern, change, new) || g_str_equal (new->role, "staff")) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "that reader cannot take their place"));
    return FALSE;
  }
  return take_place (store, concern, change, row, new, error);
}

static gboolean
leave_out (PlStore *store, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (PlConcernView) view =
      pl_concern_view (store, change->place, change->actor->account, change->concern, error);

  if (view == NULL)
    return FALSE;
  g_ptr_array_add (view->concern->not_accounts, g_strdup (change->account));
  if (!withdraw (store, view->concern, change, error) ||
      (change->other != NULL && !put_instead (store, view->concern, change, error)))
    return FALSE;
  if (g_str_equal (change->account, change->actor->account) ||
      count_others (view->concern, change) == 0) {
    g_set_error_literal (
        error, PL_ERROR, PL_ERROR_DENIED,
        NC_ ("said", "you alone would read it then: say who reads it in their place"));
    return FALSE;
  }
  return audit (store, change, view->concern, "left-out", change->account, error) &&
         pl_concern_save (store, view->concern, error);
}

gboolean
pl_concern_leave_out (PlStore *store,
                      const PlFilingPlace *place,
                      const PlActor *actor,
                      const guint8 concern[PL_CARE_ID_SIZE],
                      const char *account,
                      const guint8 *instead,
                      const PlConcernGift *gifts,
                      guint n_gifts,
                      GError **error)
{
  Change change = { .place = place,
                    .actor = actor,
                    .concern = concern,
                    .other = instead,
                    .account = account,
                    .gifts = gifts,
                    .n_gifts = n_gifts };

  return pl_store_transact (store, leave_out, &change, error);
}

static gboolean
give (PlStore *store, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (PlConcernView) view =
      pl_concern_view (store, change->place, change->actor->account, change->concern, error);
  const PlReader *new = pl_reader_find (change->place->people->readers, change->other);
  PlConcernReader *row = NULL;

  if (view == NULL)
    return FALSE;
  if (may_join (view->concern, change, new))
    row = find_missing (view->concern, change, new);
  if (row == NULL) {
    g_set_error_literal (
        error, PL_ERROR, PL_ERROR_REFUSED,
        NC_ ("said", "nobody is missing there whose place that reader could take"));
    return FALSE;
  }
  g_autofree char *id = pl_care_id_text (new->key.id);
  return take_place (store, view->concern, change, row, new, error) &&
         audit (store, change, view->concern, "given", id, error) &&
         pl_concern_save (store, view->concern, error);
}

gboolean
pl_concern_give (PlStore *store,
                 const PlFilingPlace *place,
                 const PlActor *actor,
                 const guint8 concern[PL_CARE_ID_SIZE],
                 const guint8 reader[PL_CARE_ID_SIZE],
                 const PlConcernGift *gifts,
                 guint n_gifts,
                 GError **error)
{
  Change change = { .place = place,
                    .actor = actor,
                    .concern = concern,
                    .other = reader,
                    .gifts = gifts,
                    .n_gifts = n_gifts };

  return pl_store_transact (store, give, &change, error);
}

static gboolean
link_both (PlStore *store, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (PlConcernView) one =
      pl_concern_view (store, change->place, change->actor->account, change->concern, error);
  g_autoptr (PlConcernView) other =
      one != NULL
          ? pl_concern_view (store, change->place, change->actor->account, change->other, error)
          : NULL;

  if (other == NULL)
    return FALSE;
  if (one->concern == other->concern) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "that is one concern, not two"));
    return FALSE;
  }
  memcpy (one->concern->linked, change->other, PL_CARE_ID_SIZE);
  memcpy (other->concern->linked, change->concern, PL_CARE_ID_SIZE);
  g_autofree char *id = pl_care_id_text (change->other);
  return audit (store, change, one->concern, "linked", id, error) &&
         pl_concern_save (store, one->concern, error) &&
         pl_concern_save (store, other->concern, error);
}

gboolean
pl_concern_link (PlStore *store,
                 const PlFilingPlace *place,
                 const PlActor *actor,
                 const guint8 one[PL_CARE_ID_SIZE],
                 const guint8 other[PL_CARE_ID_SIZE],
                 GError **error)
{
  Change change = { .place = place, .actor = actor, .concern = one, .other = other };

  return pl_store_transact (store, link_both, &change, error);
}

static gboolean
note_export (PlStore *store, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (PlConcernView) view =
      pl_concern_view (store, change->place, change->actor->account, change->concern, error);

  return view != NULL &&
         pl_concern_chain_add (store, change->actor, "exported", change->concern, "{}", error);
}

gboolean
pl_concern_note_export (PlStore *store,
                        const PlFilingPlace *place,
                        const PlActor *actor,
                        const guint8 concern[PL_CARE_ID_SIZE],
                        GError **error)
{
  Change change = { .place = place, .actor = actor, .concern = concern };

  return pl_store_transact (store, note_export, &change, error);
}
