/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern-notice.h"

#include <string.h>

#include "agent/records/concern-chain.h"
#include "agent/records/concern-part.h"
#include "agent/records/outbox.h"
#include "agent/records/reader.h"
#include "agent/records/store-private.h"

static gboolean
is_lost (const PlConcern *concern, guint n_steps, const GPtrArray *readers)
{
  for (guint i = 0; i < concern->readers->len; i++) {
    const PlConcernReader *row = &g_array_index (concern->readers, PlConcernReader, i);
    const PlReader *reader = pl_reader_find (readers, row->id);
    if (row->step < n_steps && reader != NULL && reader->state == PL_READER_ACTIVE)
      return FALSE;
  }
  return TRUE;
}

PlEscalation
pl_concern_look (PlStore *store,
                 PlConcern *concern,
                 const PlCare *care,
                 const char *boot,
                 const GPtrArray *readers)
{
  g_autoptr (PlRoute) route = pl_concern_route (concern);
  PlMoment now;

  pl_store_now (store, &now);
  gint64 boottime_s = now.boottime_ms / 1000;
  /* Another start of the machine: how long it was off, only the wall clock can say. */
  if (g_str_equal (concern->boot, boot))
    concern->elapsed_s += MAX (boottime_s - concern->boottime_s, 0);
  else {
    g_free (concern->boot);
    concern->boot = g_strdup (boot);
  }
  concern->boottime_s = boottime_s;
  const PlEscalationClock clock = { concern->filed, concern->latest, concern->elapsed_s };
  concern->latest = pl_escalation_now (&clock, now.wall_ms / 1000);
  PlEscalation state = pl_escalation_at (route, care, concern->kind, concern->filed,
                                         pl_concern_first_seen (concern), concern->latest);
  while (state.n_reached < concern->n_steps && is_lost (concern, state.n_reached, readers))
    state.n_reached++;
  return state;
}

static PlOutboxPurpose
purpose_of (PlSealedType type)
{
  return type == PL_SEALED_CONCERN ? PL_OUTBOX_CONCERN
         : type == PL_SEALED_MORE  ? PL_OUTBOX_ADDITION
                                   : PL_OUTBOX_ANSWER;
}

/* One part's copy for one reader goes on its way. Who was left out of it since has none. */
static gboolean
hand_over (PlStore *store,
           const PlConcern *concern,
           const PlConcernPart *part,
           const PlConcernReader *reader,
           GError **error)
{
  g_autoptr (GBytes) copy = pl_concern_part_copy (part, reader->id);
  PlOutboxMessage message = {
    .purpose = purpose_of (part->head.type),
    .sealed = copy,
    .every_route = reader->step > 0,
  };
  PlMoment now;

  if (copy == NULL)
    return TRUE;
  pl_store_now (store, &now);
  message.due_ms = now.wall_ms;
  memcpy (message.id, part->head.part, PL_CARE_ID_SIZE);
  memcpy (message.reader, reader->id, PL_CARE_ID_SIZE);
  return pl_outbox_add (store, &message, error);
}

/* What a reader says to others need not come back to them. */
static gboolean
is_own (const PlConcernPartNote *note, const PlConcernReader *reader)
{
  return !note->by_child && memcmp (note->reader, reader->id, PL_CARE_ID_SIZE) == 0;
}

static gboolean
hand_over_to_steps (
    PlStore *store, const PlConcern *concern, guint place, guint from, guint to, GError **error)
{
  const PlConcernPartNote *note = &g_array_index (concern->parts, PlConcernPartNote, place);
  g_autoptr (PlConcernPart) part = pl_concern_part_get (store, note->number, error);

  if (part == NULL)
    return FALSE;
  for (guint i = 0; i < concern->readers->len; i++) {
    const PlConcernReader *reader = &g_array_index (concern->readers, PlConcernReader, i);
    if (reader->step >= from && reader->step < to && !is_own (note, reader) &&
        !hand_over (store, concern, part, reader, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
pl_concern_tell_due (PlStore *store,
                     PlConcern *concern,
                     const PlCare *care,
                     const char *boot,
                     const GPtrArray *readers,
                     GError **error)
{
  PlEscalation state = pl_concern_look (store, concern, care, boot, readers);

  for (guint i = 0; i < concern->parts->len && state.n_reached > concern->n_told; i++)
    if (!hand_over_to_steps (store, concern, i, concern->n_told, state.n_reached, error))
      return FALSE;
  concern->n_told = MAX (concern->n_told, state.n_reached);
  return TRUE;
}

gboolean
pl_concern_tell_part (PlStore *store, const PlConcern *concern, guint part, GError **error)
{
  return hand_over_to_steps (store, concern, part, 0, concern->n_told, error);
}

gboolean
pl_concern_tell_reader (PlStore *store,
                        const PlConcern *concern,
                        const guint8 reader[PL_CARE_ID_SIZE],
                        GError **error)
{
  for (guint i = 0; i < concern->parts->len; i++) {
    const PlConcernPartNote *note = &g_array_index (concern->parts, PlConcernPartNote, i);
    g_autoptr (PlConcernPart) part = pl_concern_part_get (store, note->number, error);
    if (part == NULL)
      return FALSE;
    for (guint j = 0; j < concern->readers->len; j++) {
      const PlConcernReader *row = &g_array_index (concern->readers, PlConcernReader, j);
      if (memcmp (row->id, reader, PL_CARE_ID_SIZE) == 0 && row->step < concern->n_told &&
          !hand_over (store, concern, part, row, error))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean
pl_concern_note_seen (PlStore *store,
                      const PlConcern *concern,
                      const guint8 reader[PL_CARE_ID_SIZE],
                      gint64 when,
                      guint *n,
                      GError **error)
{
  *n = 0;
  for (guint i = 0; i < concern->parts->len; i++) {
    const PlConcernPartNote *part = &g_array_index (concern->parts, PlConcernPartNote, i);
    guint gone = 0;
    if (part->when <= when && !pl_outbox_acknowledge (store, part->id, reader, &gone, error))
      return FALSE;
    *n += gone;
  }
  return TRUE;
}

typedef struct {
  const PlCare *care;
  const char *boot;
  GPtrArray *readers;
  gint64 next;
  gboolean changed;
} Turn;

static gboolean
audit_step (PlStore *store, const PlConcern *concern, GError **error)
{
  g_autofree char *payload = g_strdup_printf ("{\"steps\":%u}", concern->n_told);

  return pl_concern_chain_add (store, NULL, "escalated", concern->id, payload, error);
}

/* One that is closed waits for nobody; one that was seen only where who saw it is gone. */
static gboolean
turn_concern (PlStore *store, PlConcern *concern, Turn *turn, GError **error)
{
  guint told = concern->n_told;

  if (concern->closed != 0)
    return TRUE;
  PlEscalation state = pl_concern_look (store, concern, turn->care, turn->boot, turn->readers);
  if (state.n_reached > told) {
    turn->changed = TRUE;
    if (!pl_concern_tell_due (store, concern, turn->care, turn->boot, turn->readers, error) ||
        !audit_step (store, concern, error) || !pl_concern_save (store, concern, error))
      return FALSE;
  }
  if (state.next >= 0 && (turn->next == 0 || state.next_at < turn->next))
    turn->next = state.next_at;
  return TRUE;
}

static gboolean
turn_all (PlStore *store, gpointer data, GError **error)
{
  Turn *turn = data;
  g_autoptr (GPtrArray) readers = pl_reader_list (store, error);
  g_autoptr (GPtrArray) concerns = readers != NULL ? pl_concern_list (store, error) : NULL;

  turn->readers = readers;
  for (guint i = 0; concerns != NULL && i < concerns->len; i++)
    if (!turn_concern (store, concerns->pdata[i], turn, error))
      return FALSE;
  return concerns != NULL;
}

gboolean
pl_concern_turn (PlStore *store,
                 const PlCare *care,
                 const char *boot,
                 gint64 *next,
                 gboolean *changed,
                 GError **error)
{
  Turn turn = { .care = care, .boot = boot };

  if (!pl_store_transact (store, turn_all, &turn, error))
    return FALSE;
  *next = turn.next;
  if (changed != NULL)
    *changed = turn.changed;
  return TRUE;
}
