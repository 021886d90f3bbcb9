/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/lookup.h"

#include <string.h>

#include "agent/resolver/address.h"
#include "agent/resolver/cache.h"
#include "agent/resolver/records.h"
#include "agent/resolver/upstream.h"
#include "agent/wire/dns.h"

/* A page names some dozens of hosts; an answer takes some hundred bytes. */
#define CACHE_SIZE (256 * 1024)

struct _PlLookups {
  PlLoop *loop;
  PlUpstreams *upstreams;
  PlCache *cache;
  const PlSnapshot *snapshot; /* not owned */
  GHashTable *started;        /* serial -> PlLookup, not owned */
  guint32 serial;
};

static const guint16 types[PL_FAMILIES] = { PL_DNS_TYPE_AAAA, PL_DNS_TYPE_A };
static const guint16 sizes[PL_FAMILIES] = { 16, 4 };

static gboolean
may_be_reached (const PlLookups *lookups, const PlLookup *lookup, PlFamily family, const guint8 *at)
{
  guint8 address[16];

  if (family == PL_FAMILY_IPV4)
    pl_address_from_ipv4 (at, address);
  else
    memcpy (address, at, sizeof address);
  return lookup->any_address || !pl_address_is_inner (address, family == PL_FAMILY_IPV6) ||
         pl_snapshot_network_listed (lookups->snapshot, address);
}

static void
add_record (const PlLookups *lookups, PlLookup *lookup, PlFamily family, const guint8 *rdata)
{
  if (lookup->n[family] == PL_LOOKUP_ADDRESSES || !may_be_reached (lookups, lookup, family, rdata))
    return;
  memcpy (lookup->addresses[family][lookup->n[family]++].bytes, rdata, sizes[family]);
}

/* The addresses at the end of an answer's aliases: a resolver sends those of the name asked for. */
static void
add_records (const PlLookups *lookups, PlLookup *lookup, PlFamily family, const PlRecords *records)
{
  PlDnsResponse response;
  PlDnsRecord record;

  if (!pl_dns_response_read (records->message, records->length, &response) ||
      (response.header.flags & PL_DNS_RCODE) != PL_DNS_NOERROR)
    return;
  PlCursor cursor = pl_cursor (records->message, records->length);
  cursor.position = response.records;
  PlDnsWalk walk = pl_dns_walk (&cursor, &response.header);
  while (pl_dns_walk_next (&walk, &record))
    if (record.section == PL_DNS_ANSWER && record.type == types[family] &&
        record.class == PL_DNS_CLASS_IN && record.rdlength == sizes[family])
      add_record (lookups, lookup, family, records->message + record.rdata);
}

static void
answered (gpointer data,
          const PlTransaction *transaction,
          const guint8 *message,
          gsize size,
          const PlDnsResponse *response)
{
  PlLookups *lookups = data;
  PlFamily family = transaction->question.type == PL_DNS_TYPE_A ? PL_FAMILY_IPV4 : PL_FAMILY_IPV6;
  PlRecords records;
  guint32 ttl_s = 0;
  gboolean good = response != NULL && pl_records_read (message, response, FALSE, &records, &ttl_s);

  /* First what is read, then whom it concerns: they may start lookups of their own. */
  for (const PlWaiter *waiter = transaction->waiters; good && waiter != NULL;
       waiter = waiter->next) {
    PlLookup *lookup =
        g_hash_table_lookup (lookups->started, GUINT_TO_POINTER (waiter->client.serial));
    if (lookup != NULL)
      add_records (lookups, lookup, family, &records);
  }
  if (good)
    pl_cache_insert (lookups->cache, &transaction->question, transaction->flags,
                     pl_loop_now (lookups->loop), ttl_s, &records);
  for (const PlWaiter *waiter = transaction->waiters; waiter != NULL; waiter = waiter->next) {
    PlLookup *lookup =
        g_hash_table_lookup (lookups->started, GUINT_TO_POINTER (waiter->client.serial));
    if (lookup == NULL)
      continue;
    lookup->pending[family] = FALSE;
    lookup->answered (lookup);
  }
}

PlLookups *
pl_lookups_new (PlLoop *loop, const guint8 cache_key[16])
{
  PlLookups *lookups = g_new0 (PlLookups, 1);

  lookups->loop = loop;
  lookups->upstreams = pl_upstreams_new (loop, answered, lookups);
  lookups->cache = pl_cache_new (CACHE_SIZE, cache_key);
  lookups->started = g_hash_table_new (NULL, NULL);
  return lookups;
}

void
pl_lookups_free (PlLookups *lookups)
{
  if (lookups == NULL)
    return;
  pl_upstreams_free (lookups->upstreams);
  pl_cache_free (lookups->cache);
  g_hash_table_unref (lookups->started);
  g_free (lookups);
}

void
pl_lookups_set_snapshot (PlLookups *lookups, const PlSnapshot *snapshot)
{
  const PlUpstream *list = NULL;
  guint n = snapshot != NULL ? pl_snapshot_upstreams (snapshot, &list) : 0;

  lookups->snapshot = snapshot;
  /* Another network may answer otherwise. */
  if (pl_upstreams_set (lookups->upstreams, list, n))
    pl_cache_clear (lookups->cache);
}

void
pl_lookup_question (const char *name, guint16 type, PlDnsQuestion *question)
{
  pl_dns_name_from_text (name, &question->name);
  question->type = type;
  question->class = PL_DNS_CLASS_IN;
}

static void
ask (PlLookups *lookups, PlLookup *lookup, guint slot, PlFamily family, const char *name)
{
  PlWaiter waiter = { .client = { .slot = (guint8)slot, .serial = lookup->serial } };
  PlRecords records;

  pl_lookup_question (name, types[family], &waiter.query.question);
  waiter.query.has_question = TRUE;
  waiter.query.flags = PL_DNS_RD;
  if (pl_cache_find (lookups->cache, &waiter.query.question, PL_CACHE_RD,
                     pl_loop_now (lookups->loop), &records))
    add_records (lookups, lookup, family, &records);
  else
    lookup->pending[family] = pl_upstreams_ask (lookups->upstreams, &waiter, &waiter.query.question,
                                                PL_CACHE_RD, NULL, 0);
}

void
pl_lookups_start (PlLookups *lookups, PlLookup *lookup, guint slot, const char *name)
{
  if (lookups->snapshot == NULL)
    return;
  do
    lookup->serial = ++lookups->serial;
  while (lookup->serial == 0 ||
         g_hash_table_contains (lookups->started, GUINT_TO_POINTER (lookup->serial)));
  g_hash_table_insert (lookups->started, GUINT_TO_POINTER (lookup->serial), lookup);
  lookup->any_address = pl_snapshot_zone_listed (lookups->snapshot, name, strlen (name));
  for (guint family = 0; family < PL_FAMILIES; family++)
    ask (lookups, lookup, slot, family, name);
}

void
pl_lookups_cancel (PlLookups *lookups, PlLookup *lookup)
{
  if (lookup->serial != 0)
    g_hash_table_remove (lookups->started, GUINT_TO_POINTER (lookup->serial));
  lookup->serial = 0;
}
