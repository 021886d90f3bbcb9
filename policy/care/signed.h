/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/sealed.h"

G_BEGIN_DECLS

/*
 * A signed message: what a reader says to the home (C11), on the bus, by mail or by folder alike. It
 * is proof by itself, whoever carries it. Version 1, numbers most significant first:
 *
 *    0    8  "PLsigned"
 *    8    1  version, 1
 *    9    1  kind (PlSignedKind)
 *   10    1  how many recipients the content has; 0 without one
 *   11    1  zero
 *   12   16  subject: the concern's (or the test's) id
 *   28   16  reader: whose signature it is
 *   44   16  message: its own id, by which one that comes again is known; the part's id of its content
 *   60    8  when, Unix seconds, by the reader's clock
 *   68       for each recipient 16 bytes id and 112 bytes sealed key (sealed.h)
 *            the content (sealed.h), if it has recipients
 *            64 bytes: Ed25519ph over "porchlight-signed-1" and all that comes before
 */
#define PL_SIGNED_VERSION        1
#define PL_SIGNED_RECIPIENTS_MAX 64
#define PL_SIGNED_MAX                                                                              \
  (68 + PL_SIGNED_RECIPIENTS_MAX * (PL_CARE_ID_SIZE + PL_SEALED_KEY_SIZE) +                        \
   PL_SEALED_CONTENT_MAX + 64)

/* Stored; values never change. */
typedef enum {
  PL_SIGNED_SEEN = 1,   /* without a content */
  PL_SIGNED_ANSWER = 2, /* with one, as the next two */
  PL_SIGNED_ACTING = 3,
  PL_SIGNED_CLOSED = 4,
  PL_SIGNED_TEST_SEEN = 5, /* subject: the test's id; without a content */
} PlSignedKind;

/* A message that was read. Nothing in it is owned. */
typedef struct {
  PlSignedKind kind;
  guint8 subject[PL_CARE_ID_SIZE];
  guint8 reader[PL_CARE_ID_SIZE];
  guint8 message[PL_CARE_ID_SIZE];
  gint64 when;
  guint n_recipients;
  const guint8 *recipients; /* n_recipients of id and sealed key */
  const guint8 *content;    /* NULL without recipients */
  gsize content_length;
  const guint8 *bytes; /* the whole, and its signature at the end */
  gsize length;
} PlSigned;

/* A reader, or a child's PIN, that is to open the content. */
typedef struct {
  guint8 id[PL_CARE_ID_SIZE];
  guint8 box[PL_PUBLIC_KEY_SIZE];
} PlRecipient;

/*
 * Makes one. text and length: of the content, which the kind has or has not; recipients: who can open
 * that. PL_ERROR_ARGUMENT for what cannot be.
 */
GBytes *pl_signed_new (PlSignedKind kind,
                       const guint8 subject[PL_CARE_ID_SIZE],
                       const PlReaderKey *key,
                       const PlReaderSecret *secret,
                       gint64 when,
                       const guint8 *text,
                       gsize length,
                       const PlRecipient *recipients,
                       guint n_recipients,
                       GError **error);

/* Reads one, which may come from anybody; its signature is not looked at. PL_ERROR_REFUSED or _UNSUPPORTED. */
gboolean pl_signed_read (const guint8 *bytes, gsize length, PlSigned *message, GError **error);

/* TRUE if it was signed by that key. */
gboolean pl_signed_verify (const PlSigned *message, const guint8 sign[PL_PUBLIC_KEY_SIZE]);

/* The i-th recipient's id and sealed key. */
const guint8 *pl_signed_recipient (const PlSigned *message, guint i);
const guint8 *pl_signed_recipient_key (const PlSigned *message, guint i);

/* What its content is sealed under. */
void pl_signed_content_head (const PlSigned *message, PlSealedHead *head);

/* "seen", "answer", "acting", "closed", "test-seen"; static. */
const char *pl_signed_kind_code (PlSignedKind kind);

G_END_DECLS
