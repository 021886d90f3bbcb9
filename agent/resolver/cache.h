/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/dns.h"

G_BEGIN_DECLS

/*
 * Answers of the resolvers, kept as long as their TTLs say (RFC 1035 section 7.4, RFC 2308), for
 * all slots: verdicts come before the cache. Bounded: a ring of bytes in which the newest answer
 * overwrites the oldest; one that is asked for while it is old is written again, so that
 * what is in use stays. Nothing is allocated after pl_cache_new.
 */
typedef struct _PlCache PlCache;

/* What an answer depends on besides its question. */
enum {
  PL_CACHE_RD = 1 << 0,
  PL_CACHE_CD = 1 << 1,
  PL_CACHE_DO = 1 << 2,
};

/* A day and three hours: RFC 8767 and RFC 2308 section 5 advise such caps. */
#define PL_CACHE_TTL_MAX_S          86400
#define PL_CACHE_TTL_NEGATIVE_MAX_S 10800

/*
 * An answer without its OPT record, in one piece: header, question, records. What it points to
 * belongs to whoever gave it.
 */
typedef struct {
  const guint8 *message;
  guint16 length;
  guint8 extended_rcode; /* of its OPT record */
  gboolean for_adults;   /* it holds what children do not get: they get a rewritten one */
  guint32 age_s;         /* taken off its TTLs */
  guint16 n_ttls;
  const guint16 *ttl_offsets;
  guint16 options_length;
  const guint8 *options; /* of its OPT record, those that are passed on */
} PlRecords;

#define PL_CACHE_KEY_SIZE 16

/* size: of the ring in bytes. key: random, so that nobody outside can fill one hash bucket. */
PlCache *pl_cache_new (gsize size, const guint8 key[PL_CACHE_KEY_SIZE]);
void pl_cache_free (PlCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCache, pl_cache_free)

void pl_cache_clear (PlCache *cache);

/*
 * Finds an answer that is still good at now_ms. *records points into the cache until the next
 * pl_cache_insert or pl_cache_find.
 */
gboolean pl_cache_find (
    PlCache *cache, const PlDnsQuestion *question, guint flags, gint64 now_ms, PlRecords *records);

/* Keeps an answer to question for ttl_s seconds; one that is too large is not kept. */
void pl_cache_insert (PlCache *cache,
                      const PlDnsQuestion *question,
                      guint flags,
                      gint64 now_ms,
                      guint32 ttl_s,
                      const PlRecords *records);

G_END_DECLS
