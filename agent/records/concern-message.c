/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern-message.h"

#include <glib/gi18n.h>

#include <string.h>

#include "agent/records/child-account.h"
#include "agent/records/concern-chain.h"
#include "agent/records/concern-notice.h"
#include "agent/records/concern-part.h"
#include "agent/records/concern-view.h"
#include "agent/records/outbox.h"
#include "policy/care/signed.h"
#include "policy/error.h"

typedef struct {
  const PlFilingPlace *place;
  const char *account; /* nullable */
  PlSigned message;
  char *answered; /* the child to whom it says something; nullable */
} Receiving;

/* One sentence for whatever is wrong: a sender learns nothing of what there is. */
static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED,
                       NC_ ("said", "this message is not of a reader of a concern that there is"));
  return FALSE;
}

static gboolean
is_signed (const Receiving *receiving)
{
  const PlReader *reader =
      pl_reader_find (receiving->place->people->readers, receiving->message.reader);

  return reader != NULL && reader->state == PL_READER_ACTIVE &&
         (receiving->account == NULL || g_str_equal (reader->account, receiving->account)) &&
         pl_signed_verify (&receiving->message, reader->key.sign);
}

static gboolean
has_part (const PlConcern *concern, const guint8 id[PL_CARE_ID_SIZE])
{
  for (guint i = 0; i < concern->parts->len; i++)
    if (memcmp (g_array_index (concern->parts, PlConcernPartNote, i).id, id, PL_CARE_ID_SIZE) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_seen (const PlConcern *concern, const guint8 reader[PL_CARE_ID_SIZE])
{
  for (guint i = 0; i < concern->seen->len; i++)
    if (memcmp (g_array_index (concern->seen, PlConcernSeen, i).reader, reader, PL_CARE_ID_SIZE) ==
        0)
      return TRUE;
  return FALSE;
}

static gboolean
was_heard (const PlConcern *concern, const guint8 id[PL_CARE_ID_SIZE])
{
  for (guint i = 0; i < concern->heard->len; i++)
    if (memcmp (concern->heard->data + i * PL_CARE_ID_SIZE, id, PL_CARE_ID_SIZE) == 0)
      return TRUE;
  return FALSE;
}

static void
note_heard (PlConcern *concern, const guint8 id[PL_CARE_ID_SIZE])
{
  if (concern->heard->len == PL_CONCERN_HEARD_MAX)
    g_array_remove_index (concern->heard, 0);
  g_array_append_vals (concern->heard, id, 1);
}

/* By the reader's clock, as far as that can be. */
static gint64
when_of (const PlConcern *concern, const PlSigned *message)
{
  return CLAMP (message->when, concern->filed, concern->latest);
}

/* Whoever writes about it has seen it. *new: they had not said so, or something waited that they had not seen. */
static gboolean
note_seen (PlStore *store,
           PlConcern *concern,
           const PlSigned *message,
           PlReaderRole role,
           gboolean *new,
           GError **error)
{
  PlConcernSeen seen = { .role = role, .when = when_of (concern, message) };
  gboolean first = !has_seen (concern, message->reader);
  guint waited;

  memcpy (seen.reader, message->reader, PL_CARE_ID_SIZE);
  if (first)
    g_array_append_val (concern->seen, seen);
  if (!pl_concern_note_seen (store, concern, message->reader, seen.when, &waited, error))
    return FALSE;
  *new = first || waited > 0;
  return TRUE;
}

/* Keys for whom it is not for are not kept, whoever sealed them. */
static void
keep_recipients (PlStore *store,
                 PlConcernPart *part,
                 const PlConcern *concern,
                 const PlFilingPlace *place)
{
  g_autoptr (GArray) recipients = pl_concern_recipients (store, concern, place);

  for (guint i = part->keys->len; i > 0; i--) {
    const PlConcernKey *key = &g_array_index (part->keys, PlConcernKey, i - 1);
    gboolean wanted = FALSE;
    for (guint j = 0; j < recipients->len; j++)
      wanted |=
          memcmp (g_array_index (recipients, PlRecipient, j).id, key->reader, PL_CARE_ID_SIZE) == 0;
    if (!wanted)
      g_array_remove_index (part->keys, i - 1);
  }
}

static gboolean
keep_part (PlStore *store,
           const Receiving *receiving,
           PlConcern *concern,
           PlReaderRole role,
           GError **error)
{
  const PlSigned *message = &receiving->message;
  g_autoptr (PlConcernPart) part = pl_concern_part_of (message);
  PlConcernPartNote note = { .type = part->head.type,
                             .role = role,
                             .when = when_of (concern, message) };

  if (concern->parts->len >= PL_CONCERN_PARTS_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
                 NC_ ("said", "a concern takes at most %d messages"), PL_CONCERN_PARTS_MAX);
    return FALSE;
  }
  keep_recipients (store, part, concern, receiving->place);
  if (!pl_concern_part_add (store, part, &note.number, error))
    return FALSE;
  memcpy (note.id, message->message, PL_CARE_ID_SIZE);
  memcpy (note.reader, message->reader, PL_CARE_ID_SIZE);
  g_array_append_val (concern->parts, note);
  return pl_concern_tell_part (store, concern, concern->parts->len - 1, error);
}

static gboolean
audit (PlStore *store,
       const PlReader *reader,
       const PlConcern *concern,
       PlSignedKind kind,
       GError **error)
{
  const PlActor actor = { 0, reader->account[0] != '\0' ? reader->account : reader->key.name, "" };
  g_autofree char *id = pl_care_id_text (reader->key.id);
  g_autofree char *payload = g_strdup_printf ("{\"reader\":\"%s\"}", id);

  return pl_concern_chain_add (store, &actor, pl_signed_kind_code (kind), concern->id, payload,
                               error);
}

/* Nobody need be told any more what it was about; how it ended is on its way to those who were. */
static gboolean
withdraw (PlStore *store, const PlConcern *concern, GError **error)
{
  for (guint i = 0; i + 1 < concern->parts->len; i++)
    if (!pl_outbox_withdraw (store, g_array_index (concern->parts, PlConcernPartNote, i).id, NULL,
                             error))
      return FALSE;
  return TRUE;
}

/* Not where staff logged it, nor where another child had the account who told it. */
static gboolean
is_for_child (PlStore *store, const PlConcern *concern, const PlSigned *message)
{
  gint64 wiped_ms;

  return message->content != NULL && concern->origin == PL_CONCERN_BY_CHILD &&
         pl_child_account_last_wiped (store, concern->child, &wiped_ms, NULL) &&
         concern->filed * 1000 > wiped_ms;
}

static gboolean
take (PlStore *store,
      Receiving *receiving,
      PlConcern *concern,
      const PlConcernSight *sight,
      GError **error)
{
  const PlSigned *message = &receiving->message;
  gboolean new;

  if (message->content != NULL && !keep_part (store, receiving, concern, sight->role, error))
    return FALSE;
  if (!note_seen (store, concern, message, sight->role, &new, error))
    return FALSE;
  if (message->kind == PL_SIGNED_SEEN) {
    note_heard (concern, message->message);
    if (!new)
      return pl_concern_save (store, concern, error);
  }
  if (message->kind == PL_SIGNED_ACTING) {
    concern->acting = when_of (concern, message);
    concern->acting_role = sight->role;
  } else if (message->kind == PL_SIGNED_CLOSED) {
    concern->closed = when_of (concern, message);
    concern->closed_role = sight->role;
    if (!withdraw (store, concern, error))
      return FALSE;
  }
  if (is_for_child (store, concern, message))
    receiving->answered = g_strdup (concern->child);
  return audit (store, sight->reader, concern, message->kind, error) &&
         pl_concern_save (store, concern, error);
}

static gboolean
receive (PlStore *store, gpointer data, GError **error)
{
  Receiving *receiving = data;
  g_autoptr (GPtrArray) concerns = pl_concern_list (store, error);
  PlConcernSight sight;

  if (concerns == NULL)
    return FALSE;
  PlConcern *concern = pl_concern_find (concerns, receiving->message.subject);
  if (!is_signed (receiving) || concern == NULL ||
      !pl_concern_sees (store, concern, receiving->place, receiving->message.reader, &sight))
    return refuse (error);
  return has_part (concern, receiving->message.message) ||
         was_heard (concern, receiving->message.message) ||
         take (store, receiving, concern, &sight, error);
}

gboolean
pl_concern_receive (PlStore *store,
                    const PlFilingPlace *place,
                    const char *account,
                    const guint8 *bytes,
                    gsize length,
                    char **answered,
                    GError **error)
{
  Receiving receiving = { .place = place, .account = account };

  if (!pl_signed_read (bytes, length, &receiving.message, error))
    return FALSE;
  if (receiving.message.kind == PL_SIGNED_TEST_SEEN)
    return refuse (error);
  gboolean taken = pl_store_transact (store, receive, &receiving, error);
  g_autofree char *child = receiving.answered;
  if (taken && answered != NULL)
    *answered = g_steal_pointer (&child);
  return taken;
}
