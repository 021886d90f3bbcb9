/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/dns-name.h"

G_BEGIN_DECLS

/* DNS messages (RFC 1035 section 4) with EDNS (RFC 6891), read in place. */
#define PL_DNS_HEADER_SIZE 12
#define PL_DNS_MESSAGE_MAX 65535
/* What a UDP client without EDNS takes (RFC 1035 section 2.3.4). */
#define PL_DNS_UDP_MIN 512
/* What passes any network unfragmented: the DNS flag day's size; more goes over TCP. */
#define PL_DNS_UDP_MAX 1232

enum {
  PL_DNS_QR = 0x8000,
  PL_DNS_OPCODE = 0x7800,
  PL_DNS_AA = 0x0400,
  PL_DNS_TC = 0x0200,
  PL_DNS_RD = 0x0100,
  PL_DNS_RA = 0x0080,
  PL_DNS_AD = 0x0020,
  PL_DNS_CD = 0x0010,
  PL_DNS_RCODE = 0x000f,
};

typedef enum {
  PL_DNS_NOERROR = 0,
  PL_DNS_FORMERR = 1,
  PL_DNS_SERVFAIL = 2,
  PL_DNS_NXDOMAIN = 3,
  PL_DNS_NOTIMP = 4,
  PL_DNS_REFUSED = 5,
  PL_DNS_BADVERS = 16,
} PlDnsRcode;

enum {
  PL_DNS_TYPE_A = 1,
  PL_DNS_TYPE_NS = 2,
  PL_DNS_TYPE_CNAME = 5,
  PL_DNS_TYPE_SOA = 6,
  PL_DNS_TYPE_PTR = 12,
  PL_DNS_TYPE_MX = 15,
  PL_DNS_TYPE_TXT = 16,
  PL_DNS_TYPE_AAAA = 28,
  PL_DNS_TYPE_SRV = 33,
  PL_DNS_TYPE_OPT = 41,
  PL_DNS_TYPE_SVCB = 64,
  PL_DNS_TYPE_HTTPS = 65,
  PL_DNS_TYPE_IXFR = 251,
  PL_DNS_TYPE_AXFR = 252,
  PL_DNS_TYPE_ANY = 255,
  PL_DNS_CLASS_IN = 1,
};

/* EDNS options. */
enum {
  PL_DNS_OPTION_COOKIE = 10,        /* RFC 7873 */
  PL_DNS_OPTION_TCP_KEEPALIVE = 11, /* RFC 7828 */
  PL_DNS_OPTION_PADDING = 12,       /* RFC 7830 */
  PL_DNS_OPTION_EDE = 15,           /* RFC 8914 */
};

/* Extended DNS errors (RFC 8914). */
enum {
  PL_DNS_EDE_NOT_READY = 14,
  PL_DNS_EDE_FILTERED = 17,
  PL_DNS_EDE_NOT_SUPPORTED = 21,
  PL_DNS_EDE_NETWORK_ERROR = 23,
  PL_DNS_EDE_NONE = -1,
};

typedef enum {
  PL_DNS_QUESTION = 0,
  PL_DNS_ANSWER = 1,
  PL_DNS_AUTHORITY = 2,
  PL_DNS_ADDITIONAL = 3,
} PlDnsSection;

typedef struct {
  guint16 id;
  guint16 flags;
  guint16 counts[4]; /* by section */
} PlDnsHeader;

void pl_dns_header_read (PlCursor *cursor, PlDnsHeader *header);
void pl_dns_header_write (guint8 data[PL_DNS_HEADER_SIZE], const PlDnsHeader *header);

typedef struct {
  PlDnsName name;
  guint16 type;
  guint16 class;
} PlDnsQuestion;

/* A question whose name is compressed is refused: there is nothing that it could point to. */
void pl_dns_question_read (PlCursor *cursor, PlDnsQuestion *question);
gboolean pl_dns_question_equal (const PlDnsQuestion *a, const PlDnsQuestion *b);

/* A record as it lies in its message: offsets from the message's start. */
typedef struct {
  PlDnsSection section;
  gsize start; /* of the owner's name */
  guint16 type;
  guint16 class;
  guint32 ttl;
  gsize ttl_offset;
  gsize rdata;
  guint16 rdlength;
} PlDnsRecord;

/* Goes over the records of a message, cursor behind the question. */
typedef struct {
  PlCursor cursor;
  PlDnsSection section;
  guint16 left[4];
} PlDnsWalk;

PlDnsWalk pl_dns_walk (const PlCursor *behind_question, const PlDnsHeader *header);
/* FALSE at the end, and where the message is malformed: then walk->cursor.failed is set. */
gboolean pl_dns_walk_next (PlDnsWalk *walk, PlDnsRecord *record);

/* The OPT record of a message (RFC 6891 section 6.1). */
typedef struct {
  gboolean present;
  gboolean dnssec_ok;
  guint8 version;
  guint8 extended_rcode; /* upper 8 bits of the response code */
  guint16 udp_size;
  guint16 options_length;
  const guint8 *options; /* in the message */
} PlDnsEdns;

/* Goes over options; FALSE at the end and where they are malformed. */
gboolean pl_dns_option_next (PlCursor *options, guint16 *code, PlCursor *value);

/* What a server is to do with a query. */
typedef enum {
  PL_DNS_QUERY_OK,
  PL_DNS_QUERY_SILENT,  /* too short to have an id, or a response: no answer */
  PL_DNS_QUERY_FORMERR, /* the header is set; question only if has_question */
  PL_DNS_QUERY_NOTIMP,  /* the same */
  PL_DNS_QUERY_BADVERS, /* RFC 6891 section 6.1.3; the question is set */
} PlDnsQueryState;

typedef struct {
  guint16 id;
  guint16 flags;
  gboolean has_question;
  PlDnsQuestion question;
  PlDnsEdns edns;
} PlDnsQuery;

PlDnsQueryState pl_dns_query_read (const guint8 *data, gsize size, PlDnsQuery *query);

/* A response from a resolver, as it lies in its message. */
typedef struct {
  PlDnsHeader header;
  gboolean has_question;
  PlDnsQuestion question;
  PlDnsEdns edns;
  gsize records;        /* where the first record starts */
  gsize opt_start;      /* of the OPT record, if there is one */
  gboolean opt_is_last; /* nothing follows it: it can be cut off */
  gsize end;            /* behind the last record */
  guint n_ttls;         /* records other than OPT */
  guint32 ttl_min;      /* of these; G_MAXUINT32 if there are none */
  gsize soa_ttl_offset; /* of a SOA in the authority section, 0: none */
  guint32 soa_ttl;      /* the smaller of its TTL and its MINIMUM (RFC 2308 section 5) */
} PlDnsResponse;

/* FALSE if it is malformed, is not a response, or has more than one question. */
gboolean pl_dns_response_read (const guint8 *data, gsize size, PlDnsResponse *response);

/* A TTL as it counts: RFC 2181 section 8 reads one with the top bit as zero. */
static inline guint32
pl_dns_ttl (guint32 ttl)
{
  return ttl > G_MAXINT32 ? 0 : ttl;
}

G_END_DECLS
