/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern.h"

#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/vault.h"
#include "policy/error.h"

/* How a concern lies in the vault; another way is another version. The first one ended before what was heard. */
#define VERSION     2u
#define TYPE_1      "(u(ayssusu)(xxxsx)(basas)abua(ayuu)a(ayux)(xuxu)a(xayubayux)ayu)"
#define TYPE        "(u(ayssusu)(xxxsx)(basas)abua(ayuu)a(ayux)(xuxu)a(xayubayux)ayuaay)"
#define READER_TYPE "(ayuu)"
#define SEEN_TYPE   "(ayux)"
#define PART_TYPE   "(xayubayux)"

PlConcern *
pl_concern_new (void)
{
  PlConcern *concern = g_rc_box_new0 (PlConcern);

  concern->not_accounts = g_ptr_array_new_with_free_func (g_free);
  concern->not_typed = g_ptr_array_new_with_free_func (g_free);
  concern->readers = g_array_new (FALSE, FALSE, sizeof (PlConcernReader));
  concern->seen = g_array_new (FALSE, FALSE, sizeof (PlConcernSeen));
  concern->heard = g_array_new (FALSE, FALSE, PL_CARE_ID_SIZE);
  concern->parts = g_array_new (FALSE, FALSE, sizeof (PlConcernPartNote));
  return concern;
}

static void
clear (gpointer data)
{
  PlConcern *concern = data;

  g_free (concern->client);
  g_free (concern->child);
  g_free (concern->made_by);
  g_free (concern->boot);
  g_ptr_array_unref (concern->not_accounts);
  g_ptr_array_unref (concern->not_typed);
  g_array_unref (concern->readers);
  g_array_unref (concern->seen);
  g_array_unref (concern->heard);
  g_array_unref (concern->parts);
}

PlConcern *
pl_concern_ref (PlConcern *concern)
{
  return g_rc_box_acquire (concern);
}

void
pl_concern_unref (PlConcern *concern)
{
  if (concern != NULL)
    g_rc_box_release_full (concern, clear);
}

static GVariant *
id_variant (const guint8 id[PL_CARE_ID_SIZE])
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, id, PL_CARE_ID_SIZE, 1);
}

/* The id of a variant; zeros where it is none. */
static void
take_id (GVariant *variant, guint8 id[PL_CARE_ID_SIZE])
{
  gsize length;
  const guint8 *bytes = g_variant_get_fixed_array (variant, &length, 1);

  memset (id, 0, PL_CARE_ID_SIZE);
  if (length == PL_CARE_ID_SIZE)
    memcpy (id, bytes, PL_CARE_ID_SIZE);
}

static GVariant *
texts_variant (const GPtrArray *texts)
{
  return g_variant_new_strv ((const char *const *)texts->pdata, texts->len);
}

static void
take_texts (GVariantIter *iter, GPtrArray *texts)
{
  char *text;

  while (g_variant_iter_next (iter, "s", &text))
    g_ptr_array_add (texts, text);
  g_variant_iter_free (iter);
}

static GVariant *
readers_variant (const PlConcern *concern)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a" READER_TYPE));
  for (guint i = 0; i < concern->readers->len; i++) {
    const PlConcernReader *reader = &g_array_index (concern->readers, PlConcernReader, i);
    g_variant_builder_add (&rows, "(@ayuu)", id_variant (reader->id), reader->role, reader->step);
  }
  return g_variant_builder_end (&rows);
}

static GVariant *
seen_variant (const PlConcern *concern)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a" SEEN_TYPE));
  for (guint i = 0; i < concern->seen->len; i++) {
    const PlConcernSeen *seen = &g_array_index (concern->seen, PlConcernSeen, i);
    g_variant_builder_add (&rows, "(@ayux)", id_variant (seen->reader), seen->role, seen->when);
  }
  return g_variant_builder_end (&rows);
}

static GVariant *
heard_variant (const PlConcern *concern)
{
  GVariantBuilder ids;

  g_variant_builder_init (&ids, G_VARIANT_TYPE ("aay"));
  for (guint i = 0; i < concern->heard->len; i++)
    g_variant_builder_add_value (
        &ids, id_variant ((const guint8 *)concern->heard->data + i * PL_CARE_ID_SIZE));
  return g_variant_builder_end (&ids);
}

static GVariant *
parts_variant (const PlConcern *concern)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a" PART_TYPE));
  for (guint i = 0; i < concern->parts->len; i++) {
    const PlConcernPartNote *part = &g_array_index (concern->parts, PlConcernPartNote, i);
    g_variant_builder_add (&rows, "(x@ayub@ayux)", part->number, id_variant (part->id), part->type,
                           part->by_child, id_variant (part->reader), part->role, part->when);
  }
  return g_variant_builder_end (&rows);
}

static GVariant *
steps_variant (const PlConcern *concern)
{
  GVariantBuilder steps;

  g_variant_builder_init (&steps, G_VARIANT_TYPE ("ab"));
  for (guint i = 0; i < concern->n_steps; i++)
    g_variant_builder_add (&steps, "b", concern->at_once[i]);
  return g_variant_builder_end (&steps);
}

static GBytes *
serialize (const PlConcern *concern)
{
  GVariant *variant = g_variant_new (
      "(u(@ayssusu)(xxxsx)(b@as@as)@abu@a(ayuu)@a(ayux)(xuxu)@a(xayubayux)@ayu@aay)", VERSION,
      id_variant (concern->id), concern->client, concern->child, concern->origin, concern->made_by,
      concern->kind, concern->filed, concern->latest, concern->boottime_s, concern->boot,
      concern->elapsed_s, concern->words_kept, texts_variant (concern->not_accounts),
      texts_variant (concern->not_typed), steps_variant (concern), concern->n_told,
      readers_variant (concern), seen_variant (concern), concern->acting, concern->acting_role,
      concern->closed, concern->closed_role, parts_variant (concern), id_variant (concern->linked),
      concern->times, heard_variant (concern));
  g_autoptr (GVariant) owned = g_variant_ref_sink (variant);

  return g_variant_get_data_as_bytes (owned);
}

static void
take_readers (GVariantIter *rows, PlConcern *concern)
{
  PlConcernReader reader;
  GVariant *id;
  guint role;

  while (g_variant_iter_next (rows, "(@ayuu)", &id, &role, &reader.step)) {
    take_id (id, reader.id);
    reader.role = (PlReaderRole)role;
    g_array_append_val (concern->readers, reader);
    g_variant_unref (id);
  }
  g_variant_iter_free (rows);
}

static void
take_seen (GVariantIter *rows, PlConcern *concern)
{
  PlConcernSeen seen;
  GVariant *reader;
  guint role;

  while (g_variant_iter_next (rows, "(@ayux)", &reader, &role, &seen.when)) {
    take_id (reader, seen.reader);
    seen.role = (PlReaderRole)role;
    g_array_append_val (concern->seen, seen);
    g_variant_unref (reader);
  }
  g_variant_iter_free (rows);
}

static void
take_heard (GVariantIter *ids, PlConcern *concern)
{
  guint8 id[PL_CARE_ID_SIZE];
  GVariant *value;

  while ((value = g_variant_iter_next_value (ids)) != NULL) {
    take_id (value, id);
    g_array_append_vals (concern->heard, id, 1);
    g_variant_unref (value);
  }
  g_variant_iter_free (ids);
}

static void
take_parts (GVariantIter *rows, PlConcern *concern)
{
  PlConcernPartNote part;
  GVariant *id, *reader;
  guint type, role;

  while (g_variant_iter_next (rows, "(x@ayub@ayux)", &part.number, &id, &type, &part.by_child,
                              &reader, &role, &part.when)) {
    take_id (id, part.id);
    take_id (reader, part.reader);
    part.type = (PlSealedType)type;
    part.role = (PlReaderRole)role;
    g_array_append_val (concern->parts, part);
    g_variant_unref (id);
    g_variant_unref (reader);
  }
  g_variant_iter_free (rows);
}

static void
take_steps (GVariantIter *steps, PlConcern *concern)
{
  gboolean at_once;

  while (concern->n_steps < PL_READER_ROLES && g_variant_iter_next (steps, "b", &at_once))
    concern->at_once[concern->n_steps++] = at_once;
  g_variant_iter_free (steps);
}

/* A record as this version writes it, whichever wrote it. The version is its first number in all. */
static GVariant *
newest_form (GBytes *record)
{
  g_autoptr (GVariant) raw =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), record, FALSE));
  GVariant *fields[32] = { NULL };
  gsize n = 0;
  guint version;

  g_variant_get_child (raw, 0, "u", &version);
  if (version != 1)
    return g_variant_get_normal_form (raw);
  g_autoptr (GVariant) first =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE_1), record, FALSE));
  g_autoptr (GVariant) whole = g_variant_get_normal_form (first);
  for (; n < g_variant_n_children (whole); n++)
    fields[n] = g_variant_get_child_value (whole, n);
  g_variant_unref (fields[0]);
  fields[0] = g_variant_ref_sink (g_variant_new_uint32 (VERSION));
  fields[n++] = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_BYTESTRING, NULL, 0));
  GVariant *newest = g_variant_ref_sink (g_variant_new_tuple (fields, n));
  while (n > 0)
    g_variant_unref (fields[--n]);
  return newest;
}

/* NULL where a newer Porchlight wrote it. */
static PlConcern *
deserialize (gint64 number, GBytes *record)
{
  g_autoptr (GVariant) variant = newest_form (record);
  g_autoptr (PlConcern) concern = pl_concern_new ();
  g_autoptr (GVariant) id = NULL, linked = NULL;
  GVariantIter *accounts, *typed, *steps, *readers, *seen, *parts, *heard;
  guint version, origin, kind, acting_role, closed_role;

  g_variant_get (variant, "(u(@ayssusu)(xxxsx)(basas)abua(ayuu)a(ayux)(xuxu)a(xayubayux)@ayuaay)",
                 &version, &id, &concern->client, &concern->child, &origin, &concern->made_by,
                 &kind, &concern->filed, &concern->latest, &concern->boottime_s, &concern->boot,
                 &concern->elapsed_s, &concern->words_kept, &accounts, &typed, &steps,
                 &concern->n_told, &readers, &seen, &concern->acting, &acting_role,
                 &concern->closed, &closed_role, &parts, &linked, &concern->times, &heard);
  concern->number = number;
  concern->origin = (PlConcernOrigin)origin;
  concern->kind = (PlConcernKind)kind;
  concern->acting_role = (PlReaderRole)acting_role;
  concern->closed_role = (PlReaderRole)closed_role;
  take_id (id, concern->id);
  take_id (linked, concern->linked);
  take_texts (accounts, concern->not_accounts);
  take_texts (typed, concern->not_typed);
  take_steps (steps, concern);
  take_readers (readers, concern);
  take_seen (seen, concern);
  take_heard (heard, concern);
  take_parts (parts, concern);
  return version == VERSION ? g_steal_pointer (&concern) : NULL;
}

static void
let_go (gpointer concerns)
{
  g_ptr_array_unref (concerns);
}

static gboolean
append (PlStore *store, PlConcern *concern, GBytes *record, GError **error)
{
  GPtrArray *kept = pl_store_kept (store);

  if (!pl_vault_append (store, PL_VAULT_CASE, record, &concern->number, error))
    return FALSE;
  if (kept != NULL)
    g_ptr_array_add (kept, pl_concern_ref (concern));
  return TRUE;
}

gboolean
pl_concern_save (PlStore *store, PlConcern *concern, GError **error)
{
  g_autoptr (GBytes) record = serialize (concern);
  GPtrArray *kept = pl_store_kept (store);

  if (concern->number == 0)
    return append (store, concern, record, error);
  /* One that somebody held on to while a transaction failed is not the one that is kept. */
  if (kept != NULL && !g_ptr_array_find (kept, concern, NULL))
    pl_store_keep (store, NULL, NULL);
  return pl_vault_put (store, PL_VAULT_CASE, concern->number, record, error);
}

static gboolean
add_concern (gint64 number, GBytes *record, gpointer data)
{
  PlConcern *concern = deserialize (number, record);

  if (concern != NULL)
    g_ptr_array_add (data, concern);
  return TRUE;
}

GPtrArray *
pl_concern_list (PlStore *store, GError **error)
{
  g_autoptr (GPtrArray) concerns = NULL;

  if (pl_store_kept (store) != NULL)
    return g_ptr_array_ref (pl_store_kept (store));
  concerns = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_concern_unref);
  if (!pl_vault_each (store, PL_VAULT_CASE, add_concern, concerns, error))
    return NULL;
  pl_store_keep (store, g_ptr_array_ref (concerns), let_go);
  return g_steal_pointer (&concerns);
}

PlConcern *
pl_concern_find (const GPtrArray *concerns, const guint8 id[PL_CARE_ID_SIZE])
{
  for (guint i = 0; i < concerns->len; i++) {
    PlConcern *concern = concerns->pdata[i];
    if (memcmp (concern->id, id, PL_CARE_ID_SIZE) == 0)
      return concern;
  }
  return NULL;
}

PlExclusion *
pl_concern_exclusions (const PlConcern *concern, guint *n)
{
  const GPtrArray *accounts = concern->not_accounts, *typed = concern->not_typed;
  PlExclusion *items = g_new0 (PlExclusion, accounts->len + typed->len + 1);

  for (guint i = 0; i < accounts->len; i++)
    items[i].account = accounts->pdata[i];
  for (guint i = 0; i < typed->len; i++)
    items[accounts->len + i].typed = typed->pdata[i];
  *n = accounts->len + typed->len;
  return items;
}

gint64
pl_concern_first_seen (const PlConcern *concern)
{
  return concern->seen->len > 0 ? g_array_index (concern->seen, PlConcernSeen, 0).when : 0;
}

PlRoute *
pl_concern_route (const PlConcern *concern)
{
  PlRoute *route = g_new0 (PlRoute, 1);

  route->n_steps = concern->n_steps;
  route->n_readers = concern->readers->len;
  for (guint i = 0; i < concern->n_steps; i++) {
    route->steps[i].at_once = concern->at_once[i];
    route->steps[i].people = g_array_new (FALSE, FALSE, sizeof (guint));
  }
  for (guint i = 0; i < concern->readers->len; i++) {
    const PlConcernReader *reader = &g_array_index (concern->readers, PlConcernReader, i);
    if (reader->step >= concern->n_steps)
      continue;
    route->steps[reader->step].role = reader->role;
    g_array_append_val (route->steps[reader->step].people, i);
  }
  return route;
}

const char *
pl_concern_state_code (const PlConcern *concern, gboolean sent)
{
  static const char *const codes[] = { "saved", "sent", "seen", "acting", "closed" };
  PlConcernState state = concern->closed != 0     ? PL_CONCERN_CLOSED
                         : concern->acting != 0   ? PL_CONCERN_ACTING
                         : concern->seen->len > 0 ? PL_CONCERN_SEEN
                         : sent                   ? PL_CONCERN_SENT
                                                  : PL_CONCERN_SAVED;

  return codes[state];
}
