/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Concerns: what readers may see now, and what they do about it (C5 to C11, R8). */
#include <sodium.h>

#include <glib/gi18n.h>
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/concern-rows.h"
#include "agent/bus/fields.h"
#include "agent/records/concern-chain.h"
#include "agent/records/concern-change.h"
#include "agent/records/concern-message.h"
#include "agent/records/concern-part.h"
#include "agent/records/concern-view.h"
#include "agent/time/clock.h"
#include "policy/care/signed.h"
#include "policy/error.h"

static gboolean
read_id (const char *text, guint8 id[PL_CARE_ID_SIZE], GError **error)
{
  if (pl_care_id_parse (text, id))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                       NC_ ("said", "there is no such concern"));
  return FALSE;
}

void
pl_answer_list_concerns (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlActor) actor = { 0 };
  g_autoptr (GPtrArray) views = NULL;
  GVariantBuilder rows;
  PlConcernPage page;
  GError *error = NULL;

  pl_bus_actor_init (&actor, call);
  if (!pl_bus_concern_page (call, 0, &page, &error) || !pl_bus_place_init (&place, call, &error) ||
      (views = pl_concern_views (call->agent->store, &place, actor.account, &error)) == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_auto (PlBusConcernRows) all = { 0 };
  pl_bus_concern_rows_init (&all, call, &place, views);
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < views->len; i++)
    if (pl_bus_concern_is_on (&page, ((PlConcernView *)views->pdata[i])->concern))
      g_variant_builder_add_value (&rows, pl_bus_concern_row (call, &all, views->pdata[i]));
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

static GVariant *
bytes_variant (gconstpointer bytes, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, length, 1);
}

/* Who wrote a part, as its readers know them. */
static void
add_author (GVariantBuilder *row, const PlConcernPartNote *note, const PlFilingPlace *place)
{
  const PlReader *reader = pl_reader_find (place->people->readers, note->reader);

  pl_bus_add_text (row, "from", note->by_child ? "child" : pl_reader_role_code (note->role));
  pl_bus_add_text (row, "name", !note->by_child && reader != NULL ? reader->key.name : "");
}

static gboolean
add_part (GVariantBuilder *rows,
          PlStore *store,
          const PlConcernPartNote *note,
          const PlConcernView *view,
          const PlFilingPlace *place,
          GError **error)
{
  g_autoptr (PlConcernPart) part = pl_concern_part_get (store, note->number, error);

  if (part == NULL)
    return FALSE;
  g_autoptr (GBytes) copy = pl_concern_part_copy (part, view->sight.reader->key.id);
  g_autofree char *id = pl_care_id_text (note->id);
  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "id", id);
  pl_bus_add_text (rows, "what", pl_sealed_type_code (note->type));
  pl_bus_add_time (rows, "at", note->when);
  add_author (rows, note, place);
  g_variant_builder_add (rows, "{sv}", "sealed",
                         bytes_variant (copy != NULL ? g_bytes_get_data (copy, NULL) : NULL,
                                        copy != NULL ? g_bytes_get_size (copy) : 0));
  g_variant_builder_close (rows);
  return TRUE;
}

static GVariant *
recipients_variant (PlStore *store, const PlConcern *concern, const PlFilingPlace *place)
{
  g_autoptr (GArray) recipients = pl_concern_recipients (store, concern, place);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(ayay)"));
  for (guint i = 0; i < recipients->len; i++) {
    const PlRecipient *recipient = &g_array_index (recipients, PlRecipient, i);
    g_variant_builder_add (&rows, "(@ay@ay)", bytes_variant (recipient->id, PL_CARE_ID_SIZE),
                           bytes_variant (recipient->box, PL_PUBLIC_KEY_SIZE));
  }
  return g_variant_builder_end (&rows);
}

static gboolean
add_parts (GVariantBuilder *rows,
           PlStore *store,
           const PlConcernView *view,
           const PlFilingPlace *place,
           GError **error)
{
  for (guint i = 0; i < view->concern->parts->len; i++)
    if (!add_part (rows, store, &g_array_index (view->concern->parts, PlConcernPartNote, i), view,
                   place, error))
      return FALSE;
  return TRUE;
}

void
pl_answer_get_concern (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlActor) actor = { 0 };
  g_autoptr (PlConcernView) view = NULL;
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  guint8 id[PL_CARE_ID_SIZE];
  const char *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &text);
  pl_bus_actor_init (&actor, call);
  if (read_id (text, id, &error) && pl_bus_place_init (&place, call, &error))
    view = pl_concern_view (call->agent->store, &place, actor.account, id, &error);
  if (view == NULL || !add_parts (&rows, call->agent->store, view, &place, &error)) {
    pl_call_fail (call, error);
    return;
  }
  pl_call_return (call,
                  g_variant_new ("(aa{sv}@a(ayay)x)", &rows,
                                 recipients_variant (call->agent->store, view->concern, &place),
                                 pl_clock_wall_ms () / 1000));
}

void
pl_answer_send_message (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  g_autoptr (GVariant) message = g_variant_get_child_value (call->arguments, 0);
  gsize length;
  const guint8 *bytes = g_variant_get_fixed_array (message, &length, 1);
  GError *error = NULL;

  pl_bus_actor_init (&actor, call);
  gboolean done =
      pl_concern_watch_receive (call->agent->concerns, actor.account, bytes, length, &error);
  pl_bus_return_done (call, done, error);
}

/* The child that it is about, and what of the form there is. */
static gboolean
read_log (const PlCall *call, PlFiling *filing, PlBusWishes *wishes, gint32 *handle, GError **error)
{
  g_autoptr (GVariant) options = NULL;
  const char *account, *kind;

  g_variant_get (call->arguments, "(&s&s&s@a{sv}h)", &filing->client, &account, &kind, &options,
                 handle);
  const PlChild *child = pl_bus_child (call, account, error);
  if (child == NULL || !pl_bus_read_wishes (options, wishes, filing, error))
    return FALSE;
  filing->child = child->account;
  filing->child_name = child->profile != NULL ? child->profile->name : NULL;
  if (pl_concern_kind_parse (kind, &filing->kind))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" is no kind of concern"),
               kind);
  return FALSE;
}

void
pl_answer_log_incident (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlActor) actor = { 0 };
  g_auto (PlBusWishes) wishes = { 0 };
  PlFiling filing = { .staff = &actor };
  g_autoptr (PlConcern) concern = NULL;
  guint8 *words = NULL;
  gint32 handle;
  GError *error = NULL;

  pl_bus_actor_init (&actor, call);
  if (read_log (call, &filing, &wishes, &handle, &error) &&
      (words = pl_bus_words (call, handle, &filing.length, &error)) != NULL &&
      pl_bus_place_init (&place, call, &error)) {
    filing.words = words;
    concern = pl_concern_file (call->agent->store, &place, &filing, &error);
  }
  sodium_free (words);
  if (concern == NULL) {
    pl_call_fail (call, error);
    return;
  }
  pl_concern_watch_look (call->agent->concerns);
  g_auto (PlBusReceipts) receipts = { 0 };
  pl_bus_receipts_init (&receipts, call, &place);
  pl_call_return (call, g_variant_new ("(@a{sv})", pl_bus_receipt (&receipts, concern)));
}

void
pl_answer_link_concerns (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlActor) actor = { 0 };
  guint8 one[PL_CARE_ID_SIZE], other[PL_CARE_ID_SIZE];
  const char *first, *second;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s)", &first, &second);
  pl_bus_actor_init (&actor, call);
  gboolean done = read_id (first, one, &error) && read_id (second, other, &error) &&
                  pl_bus_place_init (&place, call, &error) &&
                  pl_concern_link (call->agent->store, &place, &actor, one, other, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_note_concern_export (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlActor) actor = { 0 };
  guint8 id[PL_CARE_ID_SIZE];
  const char *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &text);
  pl_bus_actor_init (&actor, call);
  gboolean done = read_id (text, id, &error) && pl_bus_place_init (&place, call, &error) &&
                  pl_concern_note_export (call->agent->store, &place, &actor, id, &error);
  pl_bus_return_done (call, done, error);
}

/* FALSE where a row is not of those sizes. */
static void
add_chain_entry (const PlAuditEntry *entry, gpointer data)
{
  GVariantBuilder *rows = data;
  g_autofree char *hash = pl_audit_hex (entry->hash);

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "time", entry->wall_ms / 1000);
  pl_bus_add_text (rows, "actor", entry->actor);
  pl_bus_add_text (rows, "kind", entry->kind);
  pl_bus_add_text (rows, "hash", hash);
  g_variant_builder_close (rows);
}

/* Without what an entry says beside: it may name another concern, which is not for this reader (C5). */
void
pl_answer_list_concern_audit (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlActor) actor = { 0 };
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  guint8 id[PL_CARE_ID_SIZE];
  const char *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &text);
  pl_bus_actor_init (&actor, call);
  g_autoptr (PlConcernView) view =
      read_id (text, id, &error) && pl_bus_place_init (&place, call, &error)
          ? pl_concern_view (call->agent->store, &place, actor.account, id, &error)
          : NULL;
  if (view != NULL &&
      pl_concern_chain_each (call->agent->store, id, add_chain_entry, &rows, &error))
    pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
  else
    pl_call_fail (call, error);
}

static gboolean
read_gifts (GVariant *rows, GArray *gifts, GError **error)
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) part = NULL, key = NULL;
    gsize part_length, key_length;
    PlConcernGift gift;
    g_variant_get_child (rows, i, "(@ay@ay)", &part, &key);
    const guint8 *id = g_variant_get_fixed_array (part, &part_length, 1);
    const guint8 *sealed = g_variant_get_fixed_array (key, &key_length, 1);
    if (part_length != PL_CARE_ID_SIZE || key_length != PL_SEALED_KEY_SIZE) {
      g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                           NC_ ("said", "these are no keys of messages"));
      return FALSE;
    }
    memcpy (gift.part, id, sizeof gift.part);
    memcpy (gift.key, sealed, sizeof gift.key);
    g_array_append_val (gifts, gift);
  }
  return TRUE;
}

void
pl_answer_leave_out (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlActor) actor = { 0 };
  g_autoptr (GArray) gifts = g_array_new (FALSE, FALSE, sizeof (PlConcernGift));
  g_autoptr (GVariant) rows = NULL;
  guint8 id[PL_CARE_ID_SIZE], reader[PL_CARE_ID_SIZE];
  const char *text, *account, *instead;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s&s@a(ayay))", &text, &account, &instead, &rows);
  pl_bus_actor_init (&actor, call);
  gboolean done = read_id (text, id, &error) &&
                  (*instead == '\0' || read_id (instead, reader, &error)) &&
                  read_gifts (rows, gifts, &error) && pl_bus_place_init (&place, call, &error) &&
                  pl_concern_leave_out (call->agent->store, &place, &actor, id, account,
                                        *instead != '\0' ? reader : NULL,
                                        (const PlConcernGift *)gifts->data, gifts->len, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_give_concern (PlCall *call)
{
  g_auto (PlFilingPlace) place = { 0 };
  g_auto (PlActor) actor = { 0 };
  g_autoptr (GArray) gifts = g_array_new (FALSE, FALSE, sizeof (PlConcernGift));
  g_autoptr (GVariant) rows = NULL;
  guint8 id[PL_CARE_ID_SIZE], reader[PL_CARE_ID_SIZE];
  const char *text, *reader_text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s@a(ayay))", &text, &reader_text, &rows);
  pl_bus_actor_init (&actor, call);
  gboolean done = read_id (text, id, &error) && read_id (reader_text, reader, &error) &&
                  read_gifts (rows, gifts, &error) && pl_bus_place_init (&place, call, &error) &&
                  pl_concern_give (call->agent->store, &place, &actor, id, reader,
                                   (const PlConcernGift *)gifts->data, gifts->len, &error);
  pl_bus_return_done (call, done, error);
}
