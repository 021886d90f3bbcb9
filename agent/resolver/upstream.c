/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/upstream.h"

#include "agent/resolver/cache.h"
#include "agent/resolver/upstream-private.h"

/* Milliseconds that each sending waits: together below the five seconds that programs wait. */
static const guint attempt_ms[PL_ATTEMPTS_MAX] = { 400, 500, 700, 1000, 1400 };
#define STREAM_MS 3000

/* Questions that a resolver leaves unanswered before the others are asked first, and for how long. */
#define SILENT_MAX 2
#define AVOID_MS   5000
/* One that does not know EDNS may learn it. */
#define PLAIN_MS 60000

PlUpstreams *
pl_upstreams_new (PlLoop *loop, PlUpstreamsAnswered answered, gpointer data)
{
  PlUpstreams *upstreams = g_new0 (PlUpstreams, 1);

  upstreams->loop = loop;
  upstreams->answered = answered;
  upstreams->data = data;
  upstreams->transactions = g_new0 (PlTransaction, PL_TRANSACTIONS_MAX);
  for (guint i = 0; i < PL_TRANSACTIONS_MAX; i++) {
    upstreams->transactions[i].next = upstreams->free_transactions;
    upstreams->free_transactions = &upstreams->transactions[i];
  }
  upstreams->waiters = g_new0 (PlWaiter, PL_WAITERS_MAX);
  for (guint i = 0; i < PL_WAITERS_MAX; i++) {
    upstreams->waiters[i].next = upstreams->free_waiters;
    upstreams->free_waiters = &upstreams->waiters[i];
  }
  pl_upstream_ports_init (upstreams);
  return upstreams;
}

void
pl_upstreams_free (PlUpstreams *upstreams)
{
  if (upstreams == NULL)
    return;
  for (guint i = 0; i < PL_TRANSACTIONS_MAX; i++) {
    pl_upstream_stream_close (upstreams, &upstreams->transactions[i]);
    pl_timer_clear (upstreams->loop, &upstreams->transactions[i].timer);
  }
  pl_upstream_ports_clear (upstreams);
  g_free (upstreams->transactions);
  g_free (upstreams->waiters);
  g_free (upstreams);
}

gboolean
pl_upstreams_set (PlUpstreams *upstreams, const PlUpstream *list, guint n)
{
  gboolean same = n == upstreams->n;

  for (guint i = 0; same && i < n; i++)
    same = memcmp (&list[i], &upstreams->list[i].address, sizeof list[i]) == 0;
  if (same)
    return FALSE;
  pl_upstream_ports_retire (upstreams);
  upstreams->n = n;
  for (guint i = 0; i < n; i++)
    upstreams->list[i] = (Upstream){ .address = list[i] };
  return TRUE;
}

socklen_t
pl_upstream_sockaddr (const PlUpstream *upstream, struct sockaddr_in6 *address)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };

  if (memcmp (upstream->address, mapped, sizeof mapped) == 0) {
    struct sockaddr_in *in = (struct sockaddr_in *)address;
    *in = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = g_htons (upstream->port) };
    memcpy (&in->sin_addr, upstream->address + 12, 4);
    return sizeof *in;
  }
  *address =
      (struct sockaddr_in6){ .sin6_family = AF_INET6, .sin6_port = g_htons (upstream->port) };
  memcpy (&address->sin6_addr, upstream->address, 16);
  return sizeof *address;
}

/* We always say EDNS, so that answers up to 1232 bytes come in one piece; and AD, that we read it. */
gsize
pl_transaction_write (const PlTransaction *transaction, guint16 id, guint8 *out, gsize size)
{
  PlWriter writer = pl_writer (out, size);
  PlDnsHeader header = {
    .id = id,
    .flags = PL_DNS_AD | (transaction->flags & PL_CACHE_RD ? PL_DNS_RD : 0) |
             (transaction->flags & PL_CACHE_CD ? PL_DNS_CD : 0),
    .counts = { 1, 0, 0, !transaction->plain },
  };
  const PlDnsQuestion *question = &transaction->question;

  pl_dns_header_write (pl_writer_room (&writer, PL_DNS_HEADER_SIZE), &header);
  pl_writer_bytes (&writer, question->name.wire, question->name.length);
  pl_writer_u16 (&writer, question->type);
  pl_writer_u16 (&writer, question->class);
  if (!transaction->plain) {
    pl_writer_u8 (&writer, 0);
    pl_writer_u16 (&writer, PL_DNS_TYPE_OPT);
    pl_writer_u16 (&writer, PL_DNS_UDP_MAX);
    pl_writer_u32 (&writer, transaction->flags & PL_CACHE_DO ? 0x8000 : 0);
    pl_writer_u16 (&writer, transaction->options_length);
    pl_writer_bytes (&writer, transaction->options, transaction->options_length);
  }
  return writer.length;
}

/* The pools. */

static PlTransaction **
bucket_of (PlUpstreams *upstreams, const PlDnsQuestion *question)
{
  guint32 hash = question->type;

  for (gsize i = 0; i < question->name.length; i++)
    hash = (hash ^ pl_dns_fold (question->name.wire[i])) * 16777619u;
  return &upstreams->buckets[(hash ^ hash >> 16) % BUCKETS];
}

static PlTransaction *
find_shared (PlUpstreams *upstreams, const PlDnsQuestion *question, guint flags)
{
  PlTransaction *it = *bucket_of (upstreams, question);

  while (it != NULL &&
         (!it->shared || it->flags != flags || !pl_dns_question_equal (&it->question, question)))
    it = it->next;
  return it;
}

static void
add_waiter (PlUpstreams *upstreams, PlTransaction *transaction, const PlWaiter *waiter)
{
  PlWaiter *copy = upstreams->free_waiters;

  upstreams->free_waiters = copy->next;
  upstreams->waiters_of_slot[waiter->client.slot]++;
  *copy = *waiter;
  copy->next = transaction->waiters;
  transaction->waiters = copy;
}

static void
free_transaction (PlUpstreams *upstreams, PlTransaction *transaction)
{
  PlWaiter *waiter;

  while ((waiter = transaction->waiters) != NULL) {
    transaction->waiters = waiter->next;
    upstreams->waiters_of_slot[waiter->client.slot]--;
    waiter->next = upstreams->free_waiters;
    upstreams->free_waiters = waiter;
  }
  transaction->next = upstreams->free_transactions;
  upstreams->free_transactions = transaction;
}

static void
finish (PlUpstreams *upstreams,
        PlTransaction *transaction,
        const guint8 *message,
        gsize size,
        const PlDnsResponse *response)
{
  PlTransaction **link = bucket_of (upstreams, &transaction->question);

  while (*link != transaction)
    link = &(*link)->next;
  *link = transaction->next;
  for (guint i = 0; i < transaction->n_attempts; i++)
    pl_upstream_port_forget (upstreams, &transaction->attempts[i]);
  pl_upstream_stream_close (upstreams, transaction);
  pl_timer_clear (upstreams->loop, &transaction->timer);
  upstreams->answered (upstreams->data, transaction, message, size, response);
  free_transaction (upstreams, transaction);
}

/* Whom to ask. */

static int
first_of (const PlUpstreams *upstreams, guint without, gint64 healthy_at)
{
  for (guint i = 0; i < upstreams->n; i++)
    if ((without >> i & 1) == 0 && upstreams->list[i].avoid_until <= healthy_at)
      return (int)i;
  return -1;
}

/* The first that is healthy and was not asked yet; then any not asked yet; then any that was silent. */
static int
next_upstream (const PlUpstreams *upstreams, const PlTransaction *transaction)
{
  int next = first_of (upstreams, transaction->tried, pl_loop_now (upstreams->loop));

  if (next < 0)
    next = first_of (upstreams, transaction->tried, G_MAXINT64);
  return next >= 0 ? next : first_of (upstreams, transaction->refused, G_MAXINT64);
}

static gboolean
send_to (PlUpstreams *upstreams, PlTransaction *transaction, guint upstream)
{
  gint64 now = pl_loop_now (upstreams->loop);
  PlAttempt *attempt = &transaction->attempts[transaction->n_attempts];

  *attempt = (PlAttempt){ .transaction = transaction, .upstream = (guint8)upstream };
  transaction->tried |= (guint8)(1u << upstream);
  transaction->plain = transaction->plain || now < upstreams->list[upstream].plain_until;
  pl_timer_set (upstreams->loop, &transaction->timer, now + attempt_ms[transaction->n_attempts]);
  transaction->n_attempts++;
  return pl_upstream_port_send (upstreams, attempt);
}

/* Asks the next; FALSE if there is nobody left, or it was tried often enough. */
static gboolean
ask_next (PlUpstreams *upstreams, PlTransaction *transaction)
{
  int upstream;

  transaction->plain = FALSE;
  while (transaction->n_attempts < PL_ATTEMPTS_MAX &&
         (upstream = next_upstream (upstreams, transaction)) >= 0)
    if (send_to (upstreams, transaction, (guint)upstream))
      return TRUE;
  return FALSE;
}

static gboolean
waits_elsewhere (const PlTransaction *transaction)
{
  for (guint i = 0; i < transaction->n_attempts; i++)
    if (transaction->attempts[i].port != NULL)
      return TRUE;
  return FALSE;
}

static void
mark_silent (PlUpstreams *upstreams, guint number)
{
  Upstream *upstream = &upstreams->list[number];

  if (++upstream->silent >= SILENT_MAX)
    upstream->avoid_until = pl_loop_now (upstreams->loop) + AVOID_MS;
}

/* The next is asked; if nobody is left and nobody may still answer, that is the answer. */
static void
go_on (PlUpstreams *upstreams, PlTransaction *transaction)
{
  if (!ask_next (upstreams, transaction) && !waits_elsewhere (transaction))
    finish (upstreams, transaction, NULL, 0, NULL);
}

static void
transaction_expired (PlTimer *timer)
{
  PlTransaction *transaction = timer->owner;
  PlUpstreams *upstreams = transaction->upstreams;

  mark_silent (upstreams, transaction->attempts[transaction->n_attempts - 1].upstream);
  pl_upstream_stream_close (upstreams, transaction);
  if (!ask_next (upstreams, transaction))
    finish (upstreams, transaction, NULL, 0, NULL);
}

void
pl_upstreams_attempt_failed (PlUpstreams *upstreams, PlAttempt *attempt)
{
  upstreams->list[attempt->upstream].avoid_until = pl_loop_now (upstreams->loop) + AVOID_MS;
  if (attempt->transaction->stream == NULL)
    go_on (upstreams, attempt->transaction);
}

/* Answers. */

/* The question must be ours (RFC 5452 section 9.1); an error without one tells of EDNS only. */
static gboolean
read_answer (const PlTransaction *transaction,
             const guint8 *message,
             gsize size,
             PlDnsResponse *response)
{
  const PlDnsQuestion *question = &transaction->question;
  guint rcode;

  if (!pl_dns_response_read (message, size, response) ||
      (response->header.flags & PL_DNS_OPCODE) != 0)
    return FALSE;
  rcode = response->header.flags & PL_DNS_RCODE;
  if (!response->has_question)
    return rcode == PL_DNS_FORMERR || rcode == PL_DNS_NOTIMP;
  return pl_dns_question_equal (&response->question, question) &&
         response->records == PL_DNS_HEADER_SIZE + (gsize)question->name.length + 4;
}

static gboolean
knows_no_edns (const PlTransaction *transaction, const PlDnsResponse *response)
{
  guint rcode = response->header.flags & PL_DNS_RCODE;

  return !transaction->plain && !response->edns.present &&
         (rcode == PL_DNS_FORMERR || rcode == PL_DNS_NOTIMP);
}

/* An answer that another resolver may know better. */
static gboolean
is_refusal (const PlDnsResponse *response)
{
  guint rcode = response->header.flags & PL_DNS_RCODE;

  return !response->has_question || rcode == PL_DNS_SERVFAIL || rcode == PL_DNS_REFUSED ||
         rcode == PL_DNS_FORMERR || rcode == PL_DNS_NOTIMP;
}

static gboolean
ask_without_edns (PlUpstreams *upstreams, PlTransaction *transaction, guint upstream)
{
  if (transaction->n_attempts == PL_ATTEMPTS_MAX)
    return FALSE;
  upstreams->list[upstream].plain_until = pl_loop_now (upstreams->loop) + PLAIN_MS;
  return send_to (upstreams, transaction, upstream);
}

static gboolean
ask_over_tcp (PlUpstreams *upstreams, PlTransaction *transaction, guint upstream)
{
  if (!pl_upstream_stream_open (upstreams, transaction, upstream))
    return FALSE;
  pl_timer_set (upstreams->loop, &transaction->timer, pl_loop_now (upstreams->loop) + STREAM_MS);
  return TRUE;
}

void
pl_upstreams_message (PlUpstreams *upstreams, PlAttempt *attempt, const guint8 *message, gsize size)
{
  PlTransaction *transaction = attempt->transaction;
  guint number = attempt->upstream;
  Upstream *upstream = &upstreams->list[number];
  PlDnsResponse response;

  if (transaction->stream != NULL || !read_answer (transaction, message, size, &response))
    return;
  upstream->silent = 0;
  upstream->avoid_until = 0;
  pl_upstream_port_forget (upstreams, attempt);
  if (knows_no_edns (transaction, &response) && ask_without_edns (upstreams, transaction, number))
    return;
  if (is_refusal (&response)) {
    transaction->refused |= (guint8)(1u << number);
    if (first_of (upstreams, transaction->tried, G_MAXINT64) >= 0 &&
        ask_next (upstreams, transaction))
      return;
  } else if ((response.header.flags & PL_DNS_TC) != 0) {
    if (!ask_over_tcp (upstreams, transaction, number))
      finish (upstreams, transaction, NULL, 0, NULL);
    return;
  }
  finish (upstreams, transaction, message, size, response.has_question ? &response : NULL);
}

void
pl_upstreams_stream_message (PlUpstreams *upstreams,
                             PlTransaction *transaction,
                             const guint8 *message,
                             gsize size)
{
  PlDnsResponse response;

  if (read_answer (transaction, message, size, &response) && response.has_question &&
      response.header.id == transaction->stream_id)
    finish (upstreams, transaction, message, size, &response);
  else
    go_on (upstreams, transaction);
}

void
pl_upstreams_stream_failed (PlUpstreams *upstreams, PlTransaction *transaction)
{
  go_on (upstreams, transaction);
}

/* Questions. */

static PlTransaction *
new_transaction (PlUpstreams *upstreams,
                 const PlDnsQuestion *question,
                 guint flags,
                 const guint8 *options,
                 gsize options_length)
{
  PlTransaction *transaction = upstreams->free_transactions;
  PlTransaction **bucket = bucket_of (upstreams, question);

  upstreams->free_transactions = transaction->next;
  transaction->next = *bucket;
  *bucket = transaction;
  transaction->upstreams = upstreams;
  transaction->question = *question;
  transaction->flags = flags;
  transaction->shared = options_length == 0;
  transaction->options_length = (guint16)options_length;
  if (options_length > 0)
    memcpy (transaction->options, options, options_length);
  transaction->n_attempts = transaction->tried = transaction->refused = 0;
  transaction->stream = NULL;
  transaction->timer = (PlTimer){ .expired = transaction_expired, .owner = transaction };
  transaction->waiters = NULL;
  return transaction;
}

gboolean
pl_upstreams_ask (PlUpstreams *upstreams,
                  const PlWaiter *waiter,
                  const PlDnsQuestion *question,
                  guint flags,
                  const guint8 *options,
                  gsize options_length)
{
  PlTransaction *transaction = NULL;

  if (upstreams->n == 0 || upstreams->free_waiters == NULL || options_length > PL_OPTIONS_MAX ||
      upstreams->waiters_of_slot[waiter->client.slot] == PL_WAITERS_OF_SLOT)
    return FALSE;
  if (options_length == 0)
    transaction = find_shared (upstreams, question, flags);
  if (transaction != NULL) {
    add_waiter (upstreams, transaction, waiter);
    return TRUE;
  }
  if (upstreams->free_transactions == NULL)
    return FALSE;
  transaction = new_transaction (upstreams, question, flags, options, options_length);
  add_waiter (upstreams, transaction, waiter);
  go_on (upstreams, transaction);
  return TRUE;
}
