/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/net/block-address.h"
#include "agent/probe/checks.h"
#include "agent/time/clock.h"
#include "agent/wire/dns.h"

#define DNS_PORT 53
/* The stub answers from memory at once; what it has to ask for itself takes longer. */
#define WAIT_MS  4000
#define AGAIN_MS 1000

#define CANARY      "use-application-dns.net"
#define SEARCH      "www.google.com"
#define SEARCH_SAFE "forcesafesearch.google.com"

#define QUESTIONS_MAX (PL_PROBE_CHECKS + 1)
#define ADDRESSES_MAX 16

typedef struct {
  guint check;
  const char *name;
  gboolean answered;
  guint rcode;
  gboolean filtered; /* the extended error says so (RFC 8914) */
  guint n;
  guint32 addresses[ADDRESSES_MAX]; /* as on the wire */
} Question;

typedef struct {
  int fd;
  gboolean foreign; /* the socket leads to an address that is not ours */
  guint16 base;     /* of the ids */
  guint n;
  Question questions[QUESTIONS_MAX];
} Asking;

static void
add_question (Asking *asking, guint check, const char *name)
{
  if (name != NULL)
    asking->questions[asking->n++] = (Question){ .check = check, .name = name };
}

static void
write_name (PlWriter *writer, const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (char **label = labels; *label != NULL; label++) {
    pl_writer_u8 (writer, (guint8)strlen (*label));
    pl_writer_bytes (writer, *label, strlen (*label));
  }
  pl_writer_u8 (writer, 0);
}

/* An address, with EDNS, so that the answer may say why (RFC 6891). */
static void
send_question (const Asking *asking, guint number)
{
  guint8 data[512];
  PlWriter writer = pl_writer (data, sizeof data);
  const PlDnsHeader header = {
    .id = (guint16)(asking->base + number),
    .flags = PL_DNS_RD,
    .counts = { 1, 0, 0, 1 },
  };

  pl_dns_header_write (pl_writer_room (&writer, PL_DNS_HEADER_SIZE), &header);
  write_name (&writer, asking->questions[number].name);
  pl_writer_u16 (&writer, PL_DNS_TYPE_A);
  pl_writer_u16 (&writer, PL_DNS_CLASS_IN);
  pl_writer_u8 (&writer, 0);
  pl_writer_u16 (&writer, PL_DNS_TYPE_OPT);
  pl_writer_u16 (&writer, PL_DNS_UDP_MAX);
  pl_writer_u32 (&writer, 0);
  pl_writer_u16 (&writer, 0);
  send (asking->fd, data, writer.length, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void
read_addresses (const guint8 *data, gsize size, const PlDnsResponse *response, Question *question)
{
  PlCursor cursor = pl_cursor (data, size);
  PlDnsRecord record;

  cursor.position = response->records;
  PlDnsWalk walk = pl_dns_walk (&cursor, &response->header);
  while (question->n < ADDRESSES_MAX && pl_dns_walk_next (&walk, &record))
    if (record.section == PL_DNS_ANSWER && record.type == PL_DNS_TYPE_A && record.rdlength == 4)
      memcpy (&question->addresses[question->n++], data + record.rdata, 4);
}

static gboolean
says_filtered (const PlDnsEdns *edns)
{
  PlCursor options = pl_cursor (edns->options, edns->options_length);
  PlCursor value;
  guint16 code;

  while (edns->present && pl_dns_option_next (&options, &code, &value))
    if (code == PL_DNS_OPTION_EDE && pl_cursor_u16 (&value) == PL_DNS_EDE_FILTERED)
      return TRUE;
  return FALSE;
}

static void
take_answer (Asking *asking, const guint8 *data, gsize size)
{
  PlDnsResponse response;

  if (!pl_dns_response_read (data, size, &response))
    return;
  guint number = (guint16)(response.header.id - asking->base);
  if (number >= asking->n || asking->questions[number].answered)
    return;
  Question *question = &asking->questions[number];
  question->answered = TRUE;
  question->rcode = response.header.flags & PL_DNS_RCODE;
  question->filtered = says_filtered (&response.edns);
  read_addresses (data, size, &response, question);
}

static gboolean
all_answered (const Asking *asking)
{
  for (guint i = 0; i < asking->n; i++)
    if (!asking->questions[i].answered)
      return FALSE;
  return TRUE;
}

static void
send_all (const Asking *asking)
{
  for (guint i = 0; i < asking->n; i++)
    if (!asking->questions[i].answered)
      send_question (asking, i);
}

static void
take_answers (Asking *asking)
{
  guint8 data[PL_DNS_UDP_MAX];
  ssize_t n;

  while ((n = recv (asking->fd, data, sizeof data, MSG_DONTWAIT)) >= 0)
    take_answer (asking, data, (gsize)n);
}

static void
ask_all (Asking *asking)
{
  gint64 end_ms = pl_clock_boottime_ms () + WAIT_MS;
  gint64 left_ms, again_ms = 0;

  while (!all_answered (asking) && (left_ms = end_ms - pl_clock_boottime_ms ()) > 0) {
    if (WAIT_MS - left_ms >= again_ms) {
      send_all (asking);
      again_ms += AGAIN_MS;
    }
    struct pollfd poll_fd = { .fd = asking->fd, .events = POLLIN };
    poll (&poll_fd, 1, (int)MIN (left_ms, AGAIN_MS / 4));
    take_answers (asking);
  }
}

static int
open_to (const char *address)
{
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = g_htons (DNS_PORT) };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  inet_pton (AF_INET, address, &to.sin_addr);
  if (fd >= 0 && connect (fd, (struct sockaddr *)&to, sizeof to) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
has_address (const Question *question, guint32 address)
{
  for (guint i = 0; i < question->n; i++)
    if (question->addresses[i] == address)
      return TRUE;
  return FALSE;
}

static gboolean
is_block_page (const Question *question)
{
  guint32 address;

  inet_pton (AF_INET, PL_BLOCK_ADDRESS, &address);
  return question->n == 1 && question->addresses[0] == address && question->filtered;
}

static const Question *
find (const Asking *asking, const char *name)
{
  for (guint i = 0; i < asking->n; i++)
    if (strcmp (asking->questions[i].name, name) == 0)
      return &asking->questions[i];
  return NULL;
}

/* Its safe form has the same addresses as the engine has under its safe name. */
static void
judge_safe_search (PlChecks *checks, const Asking *asking, const Question *question)
{
  const Question *safe = find (asking, SEARCH_SAFE);

  if (safe == NULL || safe->n == 0 || question->n == 0)
    pl_checks_note (checks, PL_PROBE_SAFE_SEARCH, PL_PROBE_UNSURE, PL_PROBE_NO_NETWORK);
  else if (has_address (safe, question->addresses[0]))
    pl_checks_note (checks, PL_PROBE_SAFE_SEARCH, PL_PROBE_OK, PL_PROBE_AS_IT_MUST);
  else
    pl_checks_note (checks, PL_PROBE_SAFE_SEARCH, PL_PROBE_FAILED, PL_PROBE_NOT_BLOCKED);
}

static void
judge (PlChecks *checks, const Asking *asking, const Question *question)
{
  guint check = question->check;

  if (!question->answered)
    pl_checks_note (checks, check, PL_PROBE_FAILED, PL_PROBE_NO_ANSWER);
  else if (check == PL_PROBE_SAFE_SEARCH)
    judge_safe_search (checks, asking, question);
  else if (check == PL_PROBE_HELP_NAME && question->filtered)
    pl_checks_note (checks, check, PL_PROBE_FAILED, PL_PROBE_IS_BLOCKED);
  else if (check == PL_PROBE_HELP_NAME && question->n == 0)
    pl_checks_note (checks, check, PL_PROBE_UNSURE, PL_PROBE_NO_NETWORK);
  else if (check == PL_PROBE_HELP_NAME ||
           (check == PL_PROBE_CANARY ? question->rcode == PL_DNS_NXDOMAIN
                                     : is_block_page (question)))
    pl_checks_note (checks, check, PL_PROBE_OK, PL_PROBE_AS_IT_MUST);
  else
    pl_checks_note (checks, check, PL_PROBE_FAILED, PL_PROBE_NOT_BLOCKED);
}

/* An answer from where nobody is was ours; none at all is told of the names. */
static void
judge_foreign (PlChecks *checks, const Asking *asking)
{
  gboolean any = FALSE;

  for (guint i = 0; i < asking->n; i++)
    any |= asking->questions[i].answered;
  pl_checks_note (checks, PL_PROBE_FOREIGN_DNS,
                  asking->foreign && any ? PL_PROBE_OK : PL_PROBE_UNSURE,
                  !asking->foreign ? PL_PROBE_NO_NETWORK
                  : any            ? PL_PROBE_AS_IT_MUST
                                   : PL_PROBE_NO_ANSWER);
}

/* Why a category cannot be tried. */
static PlProbeWhy
why_untried (const PlChecks *checks, guint category)
{
  if ((checks->listed & PL_CATEGORY_BIT (category)) != 0)
    return PL_PROBE_NO_NAME;
  return checks->lists_come ? PL_PROBE_LIST_COMES : PL_PROBE_NO_LIST;
}

static void
gather_questions (PlChecks *checks, Asking *asking)
{
  add_question (asking, PL_PROBE_CANARY, CANARY);
  add_question (asking, PL_PROBE_HELP_NAME, PL_CHECKS_HELP_NAME);
  if (checks->safe_search) {
    add_question (asking, PL_PROBE_SAFE_SEARCH, SEARCH);
    add_question (asking, PL_PROBE_CHECKS, SEARCH_SAFE);
  } else
    pl_checks_note (checks, PL_PROBE_SAFE_SEARCH, PL_PROBE_OK, PL_PROBE_NOT_WANTED);
  for (guint i = 0; i < PL_CATEGORY_SOCIAL_NETWORKS; i++)
    if (checks->blocked[i] != NULL)
      add_question (asking, PL_PROBE_CATEGORY + i, checks->blocked[i]);
    else
      pl_checks_note (checks, PL_PROBE_CATEGORY + i, PL_PROBE_UNSURE, why_untried (checks, i));
}

/* Without a route elsewhere the queries go to this computer, and must meet the stub as well. */
void
pl_checks_dns (PlChecks *checks)
{
  Asking asking = { .fd = open_to (PL_CHECKS_NOWHERE) };

  asking.foreign = asking.fd >= 0;
  if (!asking.foreign)
    asking.fd = open_to (PL_BLOCK_ADDRESS);
  if (asking.fd < 0 || getrandom (&asking.base, sizeof asking.base, 0) < 0)
    return;
  gather_questions (checks, &asking);
  ask_all (&asking);
  for (guint i = 0; i < asking.n; i++)
    if (asking.questions[i].check < PL_PROBE_CHECKS)
      judge (checks, &asking, &asking.questions[i]);
  judge_foreign (checks, &asking);
  close (asking.fd);
}
