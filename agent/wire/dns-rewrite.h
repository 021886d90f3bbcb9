/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/dns.h"

G_BEGIN_DECLS

/*
 * Writes a response anew with some records left out or changed. Records move, so every compressed
 * name is expanded and compressed again, in the types where RFC 1035 allows it and those that
 * RFC 3597 section 4 wants expanded. The OPT record is always left out.
 */
typedef enum {
  PL_DNS_EDIT_KEEP,
  PL_DNS_EDIT_DROP,
  PL_DNS_EDIT_REPLACE, /* with what was written to rdata */
} PlDnsEdit;

typedef PlDnsEdit (*PlDnsEditFunc) (gpointer data,
                                    const guint8 *message,
                                    const PlDnsRecord *record,
                                    PlWriter *rdata);

/* Returns the length in out, 0 if a record is malformed or out is too small. */
gsize pl_dns_rewrite (const guint8 *message,
                      const PlDnsResponse *response,
                      PlDnsEditFunc edit,
                      gpointer data,
                      guint8 *out,
                      gsize size);

/* Service parameters (RFC 9460 section 14.3). */
enum {
  PL_SVC_MANDATORY = 0,
  PL_SVC_ALPN = 1,
  PL_SVC_IPV4HINT = 4,
  PL_SVC_ECH = 5,
  PL_SVC_IPV6HINT = 6,
};

/*
 * Writes the data of a SVCB or HTTPS record without the parameters in keys (bit n: key n, up to
 * 63), nor their mention in mandatory. Returns TRUE and sets *removed; FALSE if it is malformed.
 */
gboolean pl_dns_svcb_without (
    const guint8 *rdata, gsize length, guint64 keys, PlWriter *out, gboolean *removed);

G_END_DECLS
