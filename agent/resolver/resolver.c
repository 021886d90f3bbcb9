/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/resolver.h"

#include <time.h>

#include "agent/resolver/answer.h"
#include "agent/resolver/children.h"
#include "agent/resolver/choice.h"
#include "agent/resolver/records.h"
#include "agent/resolver/upstream.h"

#define STAFF_FACTOR 4

struct _PlResolver {
  PlLoop *loop;
  PlListener *listener;
  PlUpstreams *upstreams;
  PlCache *cache;
  PlReport report;
  PlRate rates[PL_SLOT_MAX];
  const PlSnapshot *snapshot; /* not owned, as is the index */
  const PlSiteIndex *index;
  gboolean help_only;
  gint64 count_ms; /* when queries were counted, and how many there had been */
  guint64 count_queries;
  guint64 turn_queries; /* when the last turn ended */
  gboolean busy;
};

static void upstream_answered (gpointer data,
                               const PlTransaction *transaction,
                               const guint8 *message,
                               gsize size,
                               const PlDnsResponse *response);

/*
 * Under load every query would wake us up by itself. So after a millisecond with so many queries a turn
 * with few gathers more for a moment first, as network cards moderate their interrupts: a third less
 * work a query, for at most that much delay. At a home's usual pace it never happens.
 */
#define BUSY_QUERIES   4
#define GATHER_NS      500000
#define ENOUGH_QUERIES 16

static void
gather_if_busy (PlResolver *resolver)
{
  const struct timespec moment = { .tv_nsec = GATHER_NS };
  gint64 now = pl_loop_now (resolver->loop);
  guint64 queries = resolver->report.queries;

  if (now != resolver->count_ms) {
    resolver->busy =
        queries - resolver->count_queries >= BUSY_QUERIES * (guint64)(now - resolver->count_ms);
    resolver->count_ms = now;
    resolver->count_queries = queries;
  }
  if (resolver->busy && queries - resolver->turn_queries < ENOUGH_QUERIES)
    nanosleep (&moment, NULL);
  resolver->turn_queries = queries;
}

static void
turn_end (gpointer data)
{
  PlResolver *resolver = data;

  pl_listener_flush (resolver->listener);
  gather_if_busy (resolver);
}

PlResolver *
pl_resolver_new (PlLoop *loop,
                 const PlResolverOptions *options,
                 PlReportSend report,
                 gpointer report_data)
{
  PlResolver *resolver = g_new0 (PlResolver, 1);

  resolver->loop = loop;
  resolver->listener = pl_listener_new (loop, pl_resolver_query, resolver);
  resolver->upstreams = pl_upstreams_new (loop, upstream_answered, resolver);
  resolver->cache = pl_cache_new (options->cache_size, options->cache_key);
  pl_report_init (&resolver->report, loop, report, report_data);
  for (guint slot = 0; slot < PL_SLOT_MAX; slot++)
    pl_rate_init (&resolver->rates[slot],
                  options->per_second * (slot == PL_SLOT_STAFF ? STAFF_FACTOR : 1));
  pl_loop_set_turn_end (loop, turn_end, resolver);
  return resolver;
}

void
pl_resolver_free (PlResolver *resolver)
{
  if (resolver == NULL)
    return;
  pl_loop_set_turn_end (resolver->loop, NULL, NULL);
  pl_report_clear (&resolver->report);
  pl_upstreams_free (resolver->upstreams);
  pl_listener_free (resolver->listener);
  pl_cache_free (resolver->cache);
  g_free (resolver);
}

void
pl_resolver_set_socket (PlResolver *resolver, guint slot, PlSocketKind kind, int fd)
{
  pl_listener_set_socket (resolver->listener, slot, kind, fd);
}

void
pl_resolver_set_rules (PlResolver *resolver,
                       const PlSnapshot *snapshot,
                       const PlSiteIndex *index,
                       gboolean help_only)
{
  const PlUpstream *list = NULL;
  guint n = snapshot != NULL ? pl_snapshot_upstreams (snapshot, &list) : 0;

  resolver->snapshot = snapshot;
  resolver->index = index;
  resolver->help_only = help_only;
  /* Another network may answer otherwise. */
  if (pl_upstreams_set (resolver->upstreams, list, n))
    pl_cache_clear (resolver->cache);
}

guint64
pl_resolver_queries (const PlResolver *resolver)
{
  return resolver->report.queries;
}

/* Answers. */

static void
send_answer (PlResolver *resolver, const PlClient *client, const PlWriter *answer)
{
  pl_listener_send (resolver->listener, client, answer);
}

static void
give_error (
    PlResolver *resolver, const PlClient *client, const PlDnsQuery *query, guint rcode, int ede)
{
  PlWriter out = pl_listener_room (resolver->listener, client, pl_answer_limit (query));

  pl_answer_error (query, rcode, ede, &out);
  send_answer (resolver, client, &out);
}

static void
give_records (PlResolver *resolver, const PlWaiter *waiter, const PlRecords *records)
{
  const PlDnsQuery *query = &waiter->query;
  PlRecords edited;
  gboolean altered = FALSE;

  if (waiter->for_child && records->for_adults) {
    if (!pl_records_for_child (records, resolver->snapshot, waiter->any_address, &edited,
                               &altered)) {
      give_error (resolver, &waiter->client, query, PL_DNS_SERVFAIL, PL_DNS_EDE_FILTERED);
      return;
    }
    records = &edited;
  }
  PlWriter out = pl_listener_room (resolver->listener, &waiter->client, pl_answer_limit (query));
  if (waiter->target != NULL)
    pl_answer_as (query, waiter->target, records, &out);
  else
    pl_answer_records (query, records, altered, &out);
  send_answer (resolver, &waiter->client, &out);
}

static void
upstream_answered (gpointer data,
                   const PlTransaction *transaction,
                   const guint8 *message,
                   gsize size,
                   const PlDnsResponse *response)
{
  PlResolver *resolver = data;
  PlRecords records;
  guint32 ttl_s;
  gboolean good = response != NULL &&
                  pl_records_read (message, response, !transaction->shared, &records, &ttl_s);

  for (const PlWaiter *waiter = transaction->waiters; waiter != NULL; waiter = waiter->next) {
    if (good)
      give_records (resolver, waiter, &records);
    else
      give_error (resolver, &waiter->client, &waiter->query, PL_DNS_SERVFAIL,
                  PL_DNS_EDE_NETWORK_ERROR);
  }
  if (good && transaction->shared)
    pl_cache_insert (resolver->cache, &transaction->question, transaction->flags,
                     pl_loop_now (resolver->loop), ttl_s, &records);
}

/* Queries. */

static guint
cache_flags (const PlDnsQuery *query)
{
  return ((query->flags & PL_DNS_RD) != 0 ? PL_CACHE_RD : 0) |
         ((query->flags & PL_DNS_CD) != 0 ? PL_CACHE_CD : 0) |
         (query->edns.present && query->edns.dnssec_ok ? PL_CACHE_DO : 0);
}

/* The query's own question, or the same about the name that stands in for it. */
static void
question_of (const PlDnsQuery *query, const PlChoice *choice, PlDnsQuestion *question)
{
  *question = query->question;
  if (choice->kind == PL_CHOICE_ANSWER_AS)
    pl_dns_name_from_text (choice->target, &question->name);
}

static void
forward (PlResolver *resolver,
         const PlClient *client,
         const PlDnsQuery *query,
         const PlChoice *choice)
{
  guint8 options[PL_OPTIONS_MAX];
  gsize options_length = pl_records_passed_options (&query->edns, options, sizeof options);
  guint flags = cache_flags (query);
  PlDnsQuestion question;
  PlRecords records;
  PlWaiter waiter = {
    .client = *client,
    .for_child = choice->kind != PL_CHOICE_FORWARD,
    .any_address = choice->any_address,
    .target = choice->target,
  };

  waiter.query = *query;
  question_of (query, choice, &question);
  if (options_length == 0 &&
      pl_cache_find (resolver->cache, &question, flags, pl_loop_now (resolver->loop), &records))
    give_records (resolver, &waiter, &records);
  else if (!pl_upstreams_ask (resolver->upstreams, &waiter, &question, flags, options,
                              options_length))
    give_error (resolver, client, query, PL_DNS_SERVFAIL, PL_DNS_EDE_NOT_READY);
}

static void
give_choice (PlResolver *resolver,
             const PlClient *client,
             const PlDnsQuery *query,
             PlChoiceKind kind)
{
  PlWriter out = pl_listener_room (resolver->listener, client, pl_answer_limit (query));

  switch (kind) {
    case PL_CHOICE_BLOCKED:
      pl_answer_blocked (query, &out);
      break;
    case PL_CHOICE_NO_DATA:
      pl_answer_no_data (query, &out);
      break;
    case PL_CHOICE_NO_ENCRYPTED_DNS:
      pl_answer_no_name (query, PL_DNS_EDE_FILTERED, &out);
      break;
    case PL_CHOICE_NO_NAME:
      pl_answer_no_name (query, PL_DNS_EDE_NONE, &out);
      break;
    case PL_CHOICE_LOCALHOST:
      pl_answer_localhost (query, &out);
      break;
    case PL_CHOICE_REFUSED:
    case PL_CHOICE_FORWARD:
    case PL_CHOICE_FORWARD_CHILDREN:
    case PL_CHOICE_ANSWER_AS:
      pl_answer_error (query, PL_DNS_REFUSED, PL_DNS_EDE_NONE, &out);
      break;
  }
  send_answer (resolver, client, &out);
}

static void
answer_question (PlResolver *resolver, const PlClient *client, const PlDnsQuery *query)
{
  PlChoice choice;

  if (resolver->snapshot == NULL) {
    give_error (resolver, client, query, PL_DNS_SERVFAIL, PL_DNS_EDE_NOT_READY);
    return;
  }
  pl_choice_make (resolver->snapshot, resolver->index, resolver->help_only, client->slot,
                  pl_loop_now (resolver->loop), &query->question, &choice);
  if (pl_choice_is_forwarded (choice.kind))
    forward (resolver, client, query, &choice);
  else
    give_choice (resolver, client, query, choice.kind);
  if (choice.told && choice.verdict.answer == PL_SITE_BLOCK)
    pl_report_blocked (&resolver->report, client->slot, PL_SEEN_LOOKUP, &choice.verdict,
                       choice.hostname.text, choice.hostname.length);
}

void
pl_resolver_query (gpointer user, const PlClient *client, const guint8 *data, gsize size)
{
  PlResolver *resolver = user;
  PlDnsQuery query;

  if (!pl_rate_take (&resolver->rates[client->slot], pl_loop_now (resolver->loop))) {
    pl_listener_drop (resolver->listener, client);
    return;
  }
  PlDnsQueryState state = pl_dns_query_read (data, size, &query);
  if (state == PL_DNS_QUERY_SILENT) {
    pl_listener_drop (resolver->listener, client);
    return;
  }
  resolver->report.queries++;
  switch (state) {
    case PL_DNS_QUERY_OK:
      answer_question (resolver, client, &query);
      break;
    case PL_DNS_QUERY_NOTIMP:
      give_error (resolver, client, &query, PL_DNS_NOTIMP, PL_DNS_EDE_NONE);
      break;
    case PL_DNS_QUERY_BADVERS:
      give_error (resolver, client, &query, PL_DNS_BADVERS, PL_DNS_EDE_NONE);
      break;
    case PL_DNS_QUERY_FORMERR:
    case PL_DNS_QUERY_SILENT:
      give_error (resolver, client, &query, PL_DNS_FORMERR, PL_DNS_EDE_NONE);
      break;
  }
}
