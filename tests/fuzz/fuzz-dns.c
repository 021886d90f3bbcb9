/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/dns-rewrite.h"

/* The readers of DNS messages: as a query, as a response, rewritten, and as names and options. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static PlDnsEdit
keep (gpointer user, const guint8 *message, const PlDnsRecord *record, PlWriter *rdata)
{
  gboolean removed;

  if (record->type == PL_DNS_TYPE_HTTPS &&
      pl_dns_svcb_without (message + record->rdata, record->rdlength, 0x70, rdata, &removed) &&
      removed)
    return PL_DNS_EDIT_REPLACE;
  return record->type == PL_DNS_TYPE_NS ? PL_DNS_EDIT_DROP : PL_DNS_EDIT_KEEP;
}

static void
read_names (const guint8 *data, gsize size)
{
  PlDnsName name;
  PlDnsHostname hostname;
  char text[PL_DNS_NAME_MAX];

  for (gsize at = 0; at < MIN (size, 64); at++) {
    PlCursor cursor = pl_cursor (data, size);
    cursor.position = at;
    pl_dns_name_read (&cursor, &name);
    if (cursor.failed)
      continue;
    pl_dns_name_hostname (&name, &hostname);
    g_assert (strlen (hostname.text) == hostname.length);
    gsize length = pl_dns_name_careless (&name, text);
    g_assert (strlen (text) == length);
    g_assert (pl_dns_name_equal (&name, &name));
  }
}

/* What was rewritten is a response of the same question, and says the same when it is rewritten again. */
static void
rewrite_twice (const guint8 *data, const PlDnsResponse *response)
{
  static guint8 once[PL_DNS_MESSAGE_MAX], twice[PL_DNS_MESSAGE_MAX];
  PlDnsResponse again;
  gsize length = pl_dns_rewrite (data, response, keep, NULL, once, sizeof once);

  if (length == 0)
    return;
  g_assert (pl_dns_response_read (once, length, &again));
  g_assert (!again.edns.present && again.end == length);
  g_assert (pl_dns_rewrite (once, &again, keep, NULL, twice, sizeof twice) == length);
  g_assert (memcmp (once, twice, length) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  PlDnsQuery query;
  PlDnsResponse response;

  if (size > PL_DNS_MESSAGE_MAX)
    return 0;
  pl_dns_query_read (data, size, &query);
  if (pl_dns_response_read (data, size, &response))
    rewrite_twice (data, &response);
  read_names (data, size);
  return 0;
}
