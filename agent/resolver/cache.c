/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/cache.h"

#include <sodium.h>

/* One answer may take so much of the ring: a flood of large ones does not push all others out. */
#define SHARE_MAX 16
/* A usual answer with its entry takes about so many bytes. */
#define BYTES_PER_BUCKET 256
#define NONE             G_MAXUINT64

/*
 * An entry in the ring, at a multiple of 8. Behind it: TTL offsets, options, message. The key is
 * the question in the message. A position counts all bytes ever written; an entry lies at its position
 * modulo size, and is gone when oldest has passed it.
 */
typedef struct {
  guint32 total; /* bytes with all that is behind it; first, since a gap of 8 bytes has it, too */
  guint16 length;
  guint16 options_length;
  guint64 next; /* the next older entry of the bucket */
  guint16 n_ttls;
  guint8 flags;
  guint8 extended_rcode;
  guint8 for_adults;
  guint8 reserved[3];
  gint64 stored_ms;
  gint64 expires_ms;
} Entry;

struct _PlCache {
  guint8 *ring;
  gsize size;       /* a power of two */
  guint64 *buckets; /* positions of the newest entries */
  gsize n_buckets;  /* a power of two */
  guint64 oldest;   /* positions */
  guint64 end;
  guint8 key[crypto_shorthash_KEYBYTES];
};

static gsize
power_of_two (gsize at_least)
{
  gsize power = 4096;

  while (power < at_least)
    power *= 2;
  return power;
}

PlCache *
pl_cache_new (gsize size, const guint8 key[PL_CACHE_KEY_SIZE])
{
  PlCache *cache = g_new0 (PlCache, 1);

  cache->size = power_of_two (size);
  cache->n_buckets = power_of_two (cache->size / BYTES_PER_BUCKET);
  memcpy (cache->key, key, sizeof cache->key);
  cache->ring = g_malloc (cache->size);
  cache->buckets = g_new (guint64, cache->n_buckets);
  pl_cache_clear (cache);
  return cache;
}

void
pl_cache_free (PlCache *cache)
{
  if (cache == NULL)
    return;
  g_free (cache->ring);
  g_free (cache->buckets);
  g_free (cache);
}

void
pl_cache_clear (PlCache *cache)
{
  memset (cache->buckets, 0xff, cache->n_buckets * sizeof cache->buckets[0]);
  cache->oldest = cache->end = 0;
}

static Entry *
entry_at (const PlCache *cache, guint64 position)
{
  return (Entry *)(void *)(cache->ring + (position & (cache->size - 1)));
}

static const guint16 *
entry_ttls (const Entry *entry)
{
  return (const guint16 *)(const void *)(entry + 1);
}

static const guint8 *
entry_options (const Entry *entry)
{
  return (const guint8 *)(entry_ttls (entry) + entry->n_ttls);
}

static const guint8 *
entry_message (const Entry *entry)
{
  return entry_options (entry) + entry->options_length;
}

/* A keyed hash, so that nobody outside can fill one bucket. */
static guint64 *
bucket_of (PlCache *cache, const PlDnsQuestion *question, guint flags)
{
  guint8 key[PL_DNS_NAME_MAX + 5], hash[crypto_shorthash_BYTES];
  gsize length = question->name.length;
  guint64 number;

  for (gsize i = 0; i < length; i++)
    key[i] = pl_dns_fold (question->name.wire[i]);
  pl_store_u16 (key + length, question->type);
  pl_store_u16 (key + length + 2, question->class);
  key[length + 4] = (guint8)flags;
  crypto_shorthash (hash, key, length + 5, cache->key);
  memcpy (&number, hash, sizeof number);
  return &cache->buckets[number & (cache->n_buckets - 1)];
}

static gboolean
entry_is_of (const Entry *entry, const PlDnsQuestion *question, guint flags)
{
  const guint8 *at = entry_message (entry) + PL_DNS_HEADER_SIZE;
  const PlDnsName *name = &question->name;

  if (entry->flags != flags || entry->length < PL_DNS_HEADER_SIZE + (guint)name->length + 4)
    return FALSE;
  for (gsize i = 0; i < name->length; i++)
    if (at[i] != name->wire[i] && pl_dns_fold (at[i]) != pl_dns_fold (name->wire[i]))
      return FALSE;
  PlCursor cursor = pl_cursor (at + name->length, 4);
  guint16 type = pl_cursor_u16 (&cursor), class = pl_cursor_u16 (&cursor);
  return type == question->type && class == question->class;
}

static gboolean
is_alive (const PlCache *cache, guint64 position)
{
  return position != NONE && position >= cache->oldest;
}

/* Makes room for an entry of total bytes in front of a bucket's others. */
static Entry *
append_entry (PlCache *cache, guint64 *bucket, guint32 total)
{
  gsize to_wrap = cache->size - (cache->end & (cache->size - 1));
  gsize gap = total > to_wrap ? to_wrap : 0;

  while (cache->oldest != cache->end && cache->end + gap + total - cache->oldest > cache->size)
    cache->oldest += entry_at (cache, cache->oldest)->total;
  if (cache->oldest == cache->end)
    cache->oldest += gap;
  else if (gap > 0)
    entry_at (cache, cache->end)->total = (guint32)gap;

  guint64 position = cache->end + gap;
  Entry *entry = entry_at (cache, position);
  entry->total = total;
  entry->next = is_alive (cache, *bucket) ? *bucket : NONE;
  cache->end = position + total;
  *bucket = position;
  return entry;
}

/* What is in use stays: an entry in the oldest quarter is written again at the end. */
static Entry *
keep_in_use (PlCache *cache, guint64 *bucket, guint64 position)
{
  Entry *entry = entry_at (cache, position);
  guint64 from_oldest = position - cache->oldest, used = cache->end - cache->oldest;

  if (used <= cache->size / 2 || from_oldest >= cache->size / 4)
    return entry;
  /* One that would be overwritten while it is copied is let go. */
  if (from_oldest + cache->size - used < 2 * (guint64)entry->total)
    return entry;
  Entry *copy = append_entry (cache, bucket, entry->total);
  guint64 next = copy->next;
  memcpy (copy, entry, entry->total);
  copy->next = next;
  return copy;
}

gboolean
pl_cache_find (
    PlCache *cache, const PlDnsQuestion *question, guint flags, gint64 now_ms, PlRecords *records)
{
  guint64 *bucket = bucket_of (cache, question, flags);

  for (guint64 at = *bucket; is_alive (cache, at); at = entry_at (cache, at)->next) {
    Entry *entry = entry_at (cache, at);
    if (!entry_is_of (entry, question, flags))
      continue;
    if (now_ms >= entry->expires_ms)
      return FALSE;
    entry = keep_in_use (cache, bucket, at);
    *records = (PlRecords){
      .message = entry_message (entry),
      .length = entry->length,
      .extended_rcode = entry->extended_rcode,
      .for_adults = entry->for_adults,
      .age_s = (guint32)((now_ms - entry->stored_ms) / 1000),
      .n_ttls = entry->n_ttls,
      .ttl_offsets = entry_ttls (entry),
      .options_length = entry->options_length,
      .options = entry_options (entry),
    };
    return TRUE;
  }
  return FALSE;
}

void
pl_cache_insert (PlCache *cache,
                 const PlDnsQuestion *question,
                 guint flags,
                 gint64 now_ms,
                 guint32 ttl_s,
                 const PlRecords *records)
{
  gsize ttls = records->n_ttls * sizeof records->ttl_offsets[0];
  gsize total = sizeof (Entry) + ttls + records->options_length + records->length;

  total = (total + 7) & ~(gsize)7;
  if (total > cache->size / SHARE_MAX || ttl_s == 0)
    return;
  Entry *entry = append_entry (cache, bucket_of (cache, question, flags), (guint32)total);
  guint64 next = entry->next;
  *entry = (Entry){
    .total = (guint32)total,
    .length = records->length,
    .options_length = records->options_length,
    .next = next,
    .n_ttls = records->n_ttls,
    .flags = (guint8)flags,
    .extended_rcode = records->extended_rcode,
    .for_adults = !!records->for_adults,
    .stored_ms = now_ms,
    .expires_ms = now_ms + (gint64)ttl_s * 1000,
  };
  if (ttls > 0)
    memcpy ((guint16 *)entry_ttls (entry), records->ttl_offsets, ttls);
  if (records->options_length > 0)
    memcpy ((guint8 *)entry_options (entry), records->options, records->options_length);
  memcpy ((guint8 *)entry_message (entry), records->message, records->length);
}
