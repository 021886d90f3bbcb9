/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/resolver/cache.h"
#include "agent/wire/dns.h"

G_BEGIN_DECLS

/*
 * Answers to a client. Each is written to out, which holds what the client takes (over UDP
 * pl_answer_limit bytes), starts with the client's own question, letter case and all, and ends with an OPT
 * record if the query had one (RFC 6891 section 7).
 */

/* How large an answer over UDP may be: what the client says, at least 512, at most 1232. */
gsize pl_answer_limit (const PlDnsQuery *query);

/* An answer of a response code alone; ede: an extended error, or PL_DNS_EDE_NONE. */
void pl_answer_error (const PlDnsQuery *query, guint rcode, int ede, PlWriter *out);

/* Blocked (design.md section 5): an address to explain at, no data of other types; EDE 17. */
void pl_answer_blocked (const PlDnsQuery *query, PlWriter *out);

/* There is such a name, but nothing of the type that was asked for. */
void pl_answer_no_data (const PlDnsQuery *query, PlWriter *out);

/* No such name, for negative TTL seconds; ede as above. */
void pl_answer_no_name (const PlDnsQuery *query, int ede, PlWriter *out);

/* localhost and below (RFC 6761 section 6.3). */
void pl_answer_localhost (const PlDnsQuery *query, PlWriter *out);

/*
 * What a resolver said. altered: records were taken out or changed, so it is not authentic
 * any more. Truncated (RFC 2181 section 9) to no records if it does not fit.
 */
void pl_answer_records (const PlDnsQuery *query,
                        const PlRecords *records,
                        gboolean altered,
                        PlWriter *out);

/*
 * The addresses that a resolver said target (normal form) has, under that name, which the question's name is an
 * alias of; for as long as the resolver said (safe search, F4).
 */
void
pl_answer_as (const PlDnsQuery *query, const char *target, const PlRecords *records, PlWriter *out);

G_END_DECLS
