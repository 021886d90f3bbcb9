/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/snapshot.h"

#include <string.h>

#include "policy/error.h"

/*
 * The flat form, in the machine's own byte order: it never leaves the machine. One header of fixed
 * size, then the name sets and texts, each at a multiple of 8.
 */
#define SNAPSHOT_MAGIC 0x534c5031u /* "1PLS" */

/* Far above any real home (thousands of names in every list of 32 slots), far below harm. */
#define SNAPSHOT_SIZE_MAX (16 * 1024 * 1024)

typedef struct {
  guint32 offset; /* from the start of the snapshot; 0: empty */
  guint32 size;
} Span;

typedef struct {
  guint32 used;
  guint16 access;
  guint16 time_stands;
  gint64 until_ms;
  gint64 contact_until_ms;
  guint64 always;
  guint64 blocked;
  guint8 chosen_only;
  guint8 social_blocked;
  guint8 search;
  guint8 youtube;
  PlOpening opens;
  Span contact;
  Span allow;
  Span block;
} FlatSlot;

typedef struct {
  guint32 magic;
  guint32 version;
  guint64 size;
  guint64 serial;
  gint64 lease_until_ms;
  guint32 n_upstreams;
  guint32 n_networks;
  Span own_categories; /* ids, each with its NUL */
  Span help;
  Span encrypted_dns;
  Span learning;
  Span home_help;
  Span local_zones;
  PlUpstream upstreams[PL_UPSTREAM_MAX];
  PlNetwork networks[PL_NETWORK_MAX];
  FlatSlot slots[PL_SLOT_MAX];
} Flat;

struct _PlSnapshot {
  const Flat *flat; /* not owned */
  PlCategories *categories;
  const PlNameSet *help;
  const PlNameSet *encrypted_dns;
  const PlNameSet *learning;
  const PlNameSet *home_help;
  const PlNameSet *local_zones;
  struct {
    const PlNameSet *contact;
    const PlNameSet *allow;
    const PlNameSet *block;
  } slots[PL_SLOT_MAX];
};

/* Encoding. */

static Span
append (GByteArray *bytes, const void *data, gsize size)
{
  static const guint8 zeros[8];
  Span span = { bytes->len, size };

  g_byte_array_append (bytes, data, size);
  g_byte_array_append (bytes, zeros, -size & 7);
  return span;
}

static Span
append_names (GByteArray *bytes, const char *const *names)
{
  if (names == NULL || names[0] == NULL)
    return (Span){ 0, 0 };
  g_autoptr (GBytes) set = pl_name_set_build (names, g_strv_length ((char **)names));
  gsize size;
  const void *data = g_bytes_get_data (set, &size);
  return append (bytes, data, size);
}

static Span
append_texts (GByteArray *bytes, const char *const *texts)
{
  g_autoptr (GByteArray) joined = g_byte_array_new ();

  for (; texts != NULL && *texts != NULL; texts++)
    g_byte_array_append (joined, (const guint8 *)*texts, strlen (*texts) + 1);
  return joined->len == 0 ? (Span){ 0, 0 } : append (bytes, joined->data, joined->len);
}

static FlatSlot
encode_slot (GByteArray *bytes, const PlSnapshotSlot *slot)
{
  if (!slot->used)
    return (FlatSlot){ 0 };
  return (FlatSlot){
    .used = TRUE,
    .access = (guint16)slot->access,
    .time_stands = !!slot->time_stands,
    .until_ms = slot->until_ms,
    .contact_until_ms = slot->contact_until_ms,
    .always = slot->always,
    .blocked = slot->blocked,
    .chosen_only = !!slot->chosen_only,
    .social_blocked = !!slot->social_blocked,
    .search = slot->search,
    .youtube = slot->youtube,
    .opens = slot->opens,
    .contact = append_names (bytes, slot->contact),
    .allow = append_names (bytes, slot->allow),
    .block = append_names (bytes, slot->block),
  };
}

GBytes *
pl_snapshot_encode (const PlSnapshotSource *source, GError **error)
{
  if (source->n_upstreams > PL_UPSTREAM_MAX || source->n_networks > PL_NETWORK_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
                 "a snapshot holds at most %d resolvers and %d networks", PL_UPSTREAM_MAX,
                 PL_NETWORK_MAX);
    return NULL;
  }

  GByteArray *bytes = g_byte_array_new ();
  g_byte_array_set_size (bytes, sizeof (Flat));
  Flat flat = {
    .magic = SNAPSHOT_MAGIC,
    .version = PL_SNAPSHOT_VERSION,
    .serial = source->serial,
    .lease_until_ms = source->lease_until_ms,
    .n_upstreams = source->n_upstreams,
    .n_networks = source->n_networks,
    .own_categories = append_texts (bytes, source->own_categories),
    .help = append_names (bytes, source->help),
    .encrypted_dns = append_names (bytes, source->encrypted_dns),
    .learning = append_names (bytes, source->learning),
    .home_help = append_names (bytes, source->home_help),
    .local_zones = append_names (bytes, source->local_zones),
  };
  memcpy (flat.upstreams, source->upstreams, sizeof flat.upstreams);
  memcpy (flat.networks, source->networks, sizeof flat.networks);
  for (guint i = 0; i < PL_SLOT_MAX; i++)
    flat.slots[i] = encode_slot (bytes, &source->slots[i]);
  flat.size = bytes->len;
  memcpy (bytes->data, &flat, sizeof flat);

  if (bytes->len > SNAPSHOT_SIZE_MAX) {
    g_byte_array_unref (bytes);
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
                 "the names of all lists together take over %d MiB", SNAPSHOT_SIZE_MAX >> 20);
    return NULL;
  }
  return g_byte_array_free_to_bytes (bytes);
}

/* Decoding. */

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "snapshot: %s", what);
  return FALSE;
}

static gboolean
span_is_inside (const Flat *flat, Span span)
{
  return span.offset >= sizeof (Flat) && span.offset % 8 == 0 && span.offset <= flat->size &&
         span.size <= flat->size - span.offset;
}

static gboolean
open_names (const Flat *flat, Span span, const PlNameSet **names, GError **error)
{
  *names = NULL;
  if (span.size == 0)
    return TRUE;
  if (!span_is_inside (flat, span))
    return refuse (error, "a name set lies outside");
  *names = pl_name_set_open ((const guint8 *)flat + span.offset, span.size, error);
  return *names != NULL;
}

static PlCategories *
open_categories (const Flat *flat, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  Span span = flat->own_categories;

  if (span.size > 0) {
    const char *text = (const char *)flat + span.offset;
    if (!span_is_inside (flat, span) || text[span.size - 1] != '\0') {
      refuse (error, "the categories lie outside");
      return NULL;
    }
    for (gsize at = 0; at < span.size; at += strlen (text + at) + 1)
      g_ptr_array_add (ids, (char *)text + at);
  }
  g_ptr_array_add (ids, NULL);
  return pl_categories_new ((const char *const *)ids->pdata, error);
}

static gboolean
check_header (const Flat *flat, gsize size, GError **error)
{
  if (size < sizeof (Flat) || size > SNAPSHOT_SIZE_MAX || flat->magic != SNAPSHOT_MAGIC)
    return refuse (error, "not a snapshot");
  if (flat->version != PL_SNAPSHOT_VERSION) {
    g_set_error (error, PL_ERROR, PL_ERROR_UNSUPPORTED, "snapshot: version %u, this is version %d",
                 flat->version, PL_SNAPSHOT_VERSION);
    return FALSE;
  }
  if (flat->size != size || flat->n_upstreams > PL_UPSTREAM_MAX ||
      flat->n_networks > PL_NETWORK_MAX)
    return refuse (error, "a size in the header is wrong");
  for (guint i = 0; i < PL_SLOT_MAX; i++)
    if (flat->slots[i].access > PL_ACCESS_OTHER_NETWORK ||
        flat->slots[i].search > PL_SAFE_SEARCH_STRICT ||
        flat->slots[i].youtube > PL_SAFE_SEARCH_STRICT ||
        !pl_opening_is_sound (&flat->slots[i].opens))
      return refuse (error, "a slot's state is unknown");
  for (guint i = 0; i < flat->n_networks; i++)
    if (flat->networks[i].prefix > 128)
      return refuse (error, "a network's prefix is over 128");
  return TRUE;
}

static gboolean
open_slots (PlSnapshot *snapshot, GError **error)
{
  for (guint i = 0; i < PL_SLOT_MAX; i++) {
    const FlatSlot *slot = &snapshot->flat->slots[i];
    if (!open_names (snapshot->flat, slot->contact, &snapshot->slots[i].contact, error) ||
        !open_names (snapshot->flat, slot->allow, &snapshot->slots[i].allow, error) ||
        !open_names (snapshot->flat, slot->block, &snapshot->slots[i].block, error))
      return FALSE;
  }
  return TRUE;
}

PlSnapshot *
pl_snapshot_open (const void *data, gsize size, GError **error)
{
  const Flat *flat = data;

  if (!check_header (flat, size, error))
    return NULL;
  g_autoptr (PlSnapshot) snapshot = g_new0 (PlSnapshot, 1);
  snapshot->flat = flat;
  snapshot->categories = open_categories (flat, error);
  if (snapshot->categories == NULL || !open_names (flat, flat->help, &snapshot->help, error) ||
      !open_names (flat, flat->encrypted_dns, &snapshot->encrypted_dns, error) ||
      !open_names (flat, flat->learning, &snapshot->learning, error) ||
      !open_names (flat, flat->home_help, &snapshot->home_help, error) ||
      !open_names (flat, flat->local_zones, &snapshot->local_zones, error) ||
      !open_slots (snapshot, error))
    return NULL;
  return g_steal_pointer (&snapshot);
}

void
pl_snapshot_free (PlSnapshot *snapshot)
{
  if (snapshot == NULL)
    return;
  g_clear_pointer (&snapshot->categories, pl_categories_unref);
  g_free (snapshot);
}

guint64
pl_snapshot_serial (const PlSnapshot *snapshot)
{
  return snapshot->flat->serial;
}

gint64
pl_snapshot_lease_until_ms (const PlSnapshot *snapshot)
{
  return snapshot->flat->lease_until_ms;
}

const PlCategories *
pl_snapshot_categories (const PlSnapshot *snapshot)
{
  return snapshot->categories;
}

guint
pl_snapshot_upstreams (const PlSnapshot *snapshot, const PlUpstream **upstreams)
{
  *upstreams = snapshot->flat->upstreams;
  return snapshot->flat->n_upstreams;
}

static gboolean
network_contains (const PlNetwork *network, const guint8 address[16])
{
  guint whole = network->prefix / 8;
  guint rest = network->prefix % 8;

  if (memcmp (network->address, address, whole) != 0)
    return FALSE;
  return rest == 0 || (network->address[whole] ^ address[whole]) >> (8 - rest) == 0;
}

gboolean
pl_snapshot_network_listed (const PlSnapshot *snapshot, const guint8 address[16])
{
  for (guint i = 0; i < snapshot->flat->n_networks; i++)
    if (network_contains (&snapshot->flat->networks[i], address))
      return TRUE;
  return FALSE;
}

gboolean
pl_snapshot_zone_listed (const PlSnapshot *snapshot, const char *name, gsize length)
{
  guint16 offset;

  return pl_name_set_match (snapshot->local_zones, name, length, &offset);
}

PlSafeSearchModes
pl_snapshot_safe_search (const PlSnapshot *snapshot, guint slot)
{
  const FlatSlot *it = &snapshot->flat->slots[slot];

  return (PlSafeSearchModes){ .search = it->search, .youtube = it->youtube };
}

PlOpening
pl_snapshot_opens (const PlSnapshot *snapshot, guint slot)
{
  const FlatSlot *it = &snapshot->flat->slots[slot];

  return it->access == PL_ACCESS_HELP_ONLY ? it->opens : (PlOpening){ 0 };
}

gboolean
pl_snapshot_time_stands (const PlSnapshot *snapshot, guint slot)
{
  return snapshot->flat->slots[slot].time_stands != 0;
}

/* What a slot may have now: only staff and adults outlive the agent's lease (design.md section 2). */
static PlAccess
access_at (const Flat *flat, guint slot, gint64 now_ms)
{
  const FlatSlot *it = &flat->slots[slot];

  if (slot == PL_SLOT_STAFF || it->access == PL_ACCESS_OPEN)
    return it->access;
  return now_ms < flat->lease_until_ms && now_ms < it->until_ms ? it->access : PL_ACCESS_HELP_ONLY;
}

gboolean
pl_snapshot_rules (const PlSnapshot *snapshot, guint slot, gint64 now_ms, PlSiteRules *rules)
{
  const Flat *flat = snapshot->flat;

  if (slot >= PL_SLOT_MAX || !flat->slots[slot].used)
    return FALSE;
  const FlatSlot *it = &flat->slots[slot];
  gboolean contact_open = now_ms < flat->lease_until_ms && now_ms < it->contact_until_ms;
  *rules = (PlSiteRules){
    .access = access_at (flat, slot, now_ms),
    .always = it->always,
    .blocked = it->blocked,
    .chosen_only = it->chosen_only,
    .social_blocked = it->social_blocked,
    .staff = slot == PL_SLOT_STAFF,
    .help = snapshot->help,
    .encrypted_dns = snapshot->encrypted_dns,
    .learning = snapshot->learning,
    .home_help = snapshot->home_help,
    .contact = contact_open ? snapshot->slots[slot].contact : NULL,
    .allow = snapshot->slots[slot].allow,
    .block = snapshot->slots[slot].block,
  };
  return TRUE;
}

gint64
pl_snapshot_ends_at (const PlSnapshot *snapshot, guint slot, gint64 now_ms)
{
  const Flat *flat = snapshot->flat;
  gint64 earliest = G_MAXINT64;

  if (slot >= PL_SLOT_MAX || !flat->slots[slot].used)
    return earliest;
  const gint64 ends[] = { flat->lease_until_ms, flat->slots[slot].until_ms,
                          flat->slots[slot].contact_until_ms };
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i] > now_ms)
      earliest = MIN (earliest, ends[i]);
  return earliest;
}
