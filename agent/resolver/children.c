/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/children.h"

#include "agent/resolver/address.h"
#include "agent/wire/dns-rewrite.h"

#define WITHOUT                                                                                    \
  (G_GUINT64_CONSTANT (1) << PL_SVC_ECH | G_GUINT64_CONSTANT (1) << PL_SVC_IPV4HINT |              \
   G_GUINT64_CONSTANT (1) << PL_SVC_IPV6HINT)

/* A service record's data is far smaller; a larger one is not given to children. */
#define SERVICE_MAX 4096

typedef struct {
  const PlSnapshot *snapshot;
  gboolean any_address;
  gboolean altered;
} Edit;

static gboolean
is_service (const PlDnsRecord *record)
{
  return record->type == PL_DNS_TYPE_HTTPS || record->type == PL_DNS_TYPE_SVCB;
}

/* FALSE if the record has no address of the home or this host. */
static gboolean
inner_address (const guint8 *message, const PlDnsRecord *record, guint8 address[16])
{
  const guint8 *rdata = message + record->rdata;

  if (record->class != PL_DNS_CLASS_IN)
    return FALSE;
  if (record->type == PL_DNS_TYPE_A && record->rdlength == 4) {
    pl_address_from_ipv4 (rdata, address);
    return pl_address_is_inner (address, FALSE);
  }
  if (record->type != PL_DNS_TYPE_AAAA || record->rdlength != 16)
    return FALSE;
  memcpy (address, rdata, 16);
  return pl_address_is_inner (address, TRUE);
}

static PlDnsEdit
edit_service (const guint8 *message, const PlDnsRecord *record, PlWriter *rdata)
{
  gboolean removed;

  if (!pl_dns_svcb_without (message + record->rdata, record->rdlength, WITHOUT, rdata, &removed))
    return PL_DNS_EDIT_DROP;
  return removed ? PL_DNS_EDIT_REPLACE : PL_DNS_EDIT_KEEP;
}

static gboolean
concerns_record (const guint8 *message, const PlDnsRecord *record)
{
  guint8 scratch[SERVICE_MAX], address[16];
  PlWriter rdata = pl_writer (scratch, sizeof scratch);

  if (is_service (record))
    return edit_service (message, record, &rdata) != PL_DNS_EDIT_KEEP;
  return inner_address (message, record, address);
}

gboolean
pl_children_concerns (const guint8 *message, const PlDnsResponse *response)
{
  PlCursor cursor = pl_cursor (message, response->end);
  PlDnsRecord record;

  cursor.position = response->records;
  PlDnsWalk walk = pl_dns_walk (&cursor, &response->header);
  while (pl_dns_walk_next (&walk, &record))
    if (concerns_record (message, &record))
      return TRUE;
  return FALSE;
}

static PlDnsEdit
edit_record (gpointer data, const guint8 *message, const PlDnsRecord *record, PlWriter *rdata)
{
  Edit *edit = data;
  PlDnsEdit what = PL_DNS_EDIT_KEEP;
  guint8 address[16];

  if (is_service (record))
    what = edit_service (message, record, rdata);
  else if (!edit->any_address && inner_address (message, record, address) &&
           !pl_snapshot_network_listed (edit->snapshot, address))
    what = PL_DNS_EDIT_DROP;
  edit->altered |= what != PL_DNS_EDIT_KEEP;
  return what;
}

gsize
pl_children_rewrite (const guint8 *message,
                     const PlDnsResponse *response,
                     const PlSnapshot *snapshot,
                     gboolean any_address,
                     guint8 *out,
                     gsize size,
                     gboolean *altered)
{
  Edit edit = { .snapshot = snapshot, .any_address = any_address };
  gsize length = pl_dns_rewrite (message, response, edit_record, &edit, out, size);

  *altered = edit.altered;
  return length;
}
