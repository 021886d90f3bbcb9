/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/dns.h"

G_BEGIN_DECLS

/* DNS messages as tests write and read them. */
typedef struct {
  guint8 bytes[PL_DNS_MESSAGE_MAX];
  gsize size;
} Message;

/* A query of class IN with RD; name as text, "\\." not known. */
void message_query (Message *message, guint16 id, const char *name, guint16 type);
/* Adds an OPT record; ttl: 0x8000 for DO. options nullable. */
void
message_opt (Message *message, guint16 udp_size, guint32 ttl, const void *options, gsize length);

/* An answer to a query that a resolver was sent: its id and question; flags QR, RD, RA and these. */
void message_answer (Message *message, const Message *query, guint16 flags);
/* Appends a record; the owner NULL is the question's name. Sections in their order. */
void message_record (Message *message,
                     PlDnsSection section,
                     const char *owner,
                     guint16 type,
                     guint32 ttl,
                     const void *rdata,
                     gsize length);
void message_address (Message *message, const char *owner, guint32 ttl, const char *address);
void message_soa (Message *message, const char *zone, guint32 ttl, guint32 minimum);

/*
 * A message in words, "NOERROR RA Q Www.Example.org A AN Www.Example.org A 300 192.0.2.1 NS ... OPT
 * 1232 EDE 17": compared as one string. Transfer full.
 */
char *message_words (const Message *message);

/* One message over a connected socket. tcp: with its length in front. FALSE: none came, or the end. */
void message_send (int fd, gboolean tcp, const Message *message);
gboolean message_receive (int fd, gboolean tcp, Message *message);

G_END_DECLS
