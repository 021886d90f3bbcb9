/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/cursor.h"

G_BEGIN_DECLS

/* RFC 1035 section 2.3.4, root label included. */
#define PL_DNS_NAME_MAX  255
#define PL_DNS_LABEL_MAX 63

/* A name as it is on the wire, uncompressed: labels with their lengths, the root label last. */
typedef struct {
  guint8 length; /* at least 1 in a name that was read */
  guint8 wire[PL_DNS_NAME_MAX];
} PlDnsName;

/*
 * Reads a name, following compression pointers (RFC 1035 section 4.1.4). Each pointer must point
 * below all that was read of this name before, so there is no loop. The cursor goes on behind
 * the name where it stood. On failure the cursor has failed and *name is undefined.
 */
void pl_dns_name_read (PlCursor *cursor, PlDnsName *name);

/* Steps over a name, without following pointers; checks label kinds and length only. */
void pl_dns_name_skip (PlCursor *cursor);

/* text: a name in normal form (policy/sites/hostname.h), which always fits. */
void pl_dns_name_from_text (const char *text, PlDnsName *name);

/* Letters are compared without case (RFC 4343). */
gboolean pl_dns_name_equal (const PlDnsName *a, const PlDnsName *b);

/* A lower-case letter for A to Z; every other byte, label lengths too, as it is. */
guint8 pl_dns_fold (guint8 byte);

/*
 * A name as policy compares names (policy/sites/hostname.h). On the wire a label may hold any byte;
 * a rule's labels hold letters, digits, hyphens and underscores only. So the rules that match the name
 * are those that match what follows its last label with any other byte: that suffix is what
 * text holds, in lower case, without a final dot; empty for the root or if the last label is odd.
 */
typedef struct {
  guint8 length; /* of text */
  char text[PL_DNS_NAME_MAX];
  gboolean whole;    /* no label was odd: text is the whole name */
  gboolean dotted;   /* a label holds a dot */
  gboolean has_zero; /* a label holds a zero byte */
} PlDnsHostname;

void pl_dns_name_hostname (const PlDnsName *name, PlDnsHostname *hostname);

/*
 * What a careless reader takes the name for: labels joined by dots, dots inside labels as they are.
 * Returns the length of the text after the last byte that is not a letter, digit, hyphen, underscore or dot.
 */
guint8 pl_dns_name_careless (const PlDnsName *name, char text[PL_DNS_NAME_MAX]);

G_END_DECLS
