/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/*
 * A sealed message (C8): what a child tells, a reader answers, or a test says, for exactly one reader.
 * Its text is encrypted once; the key of that is sealed to each reader. So a copy shows nothing of
 * the other readers, and one more can be added by whoever can open it. Version 1:
 *
 *    0    8  "PLsealed"
 *    8    1  version, 1
 *    9    1  type (PlSealedType)
 *   10    2  zeros
 *   12   16  subject: the concern's (or the test's) id
 *   28   16  part: this message's own id
 *   44   16  reader: the id of whose copy it is (policy/care/reader-key.h)
 *   60  112  crypto_box_seal to the reader of 64 bytes: the key, and BLAKE2b-256 of bytes 0 to 59, so
 *            that a sealed key opens nothing under another head
 *  172   24  nonce
 *  196       XChaCha20-Poly1305 (IETF) of the padded text under the key; associated data: bytes 0 to 43
 *
 * The text is padded (sodium_pad, ISO/IEC 7816-4) to the next power of two from 1,024 on: sizes tell
 * little. Bytes 172 on are the same in every copy: they are the *content*.
 */
#define PL_SEALED_VERSION   1
#define PL_SEALED_KEY_SIZE  112   /* of bytes 60 to 171 */
#define PL_SEALED_HEAD_SIZE 196   /* what comes before the ciphertext */
#define PL_SEALED_TEXT_MAX  65535 /* bytes of the text */
#define PL_CONTENT_KEY_SIZE 32
/* The longest content, and the longest message. */
#define PL_SEALED_CONTENT_MAX (24 + 65536 + 16)
#define PL_SEALED_MAX         (PL_SEALED_HEAD_SIZE + 65536 + 16)

/* Stored; values never change. */
typedef enum {
  PL_SEALED_CONCERN = 1,
  PL_SEALED_MORE = 2,    /* the child adds to it */
  PL_SEALED_ANSWER = 3,  /* a reader to the child and the other readers */
  PL_SEALED_ACTING = 4,  /* what a reader does about it */
  PL_SEALED_OUTCOME = 5, /* how it ended */
  PL_SEALED_TEST = 6,    /* whether a route reaches its reader */
  PL_SEALED_EXPORT = 7,  /* the passphrase of an export (R6) */
  PL_SEALED_NOTICE = 8,  /* what a reader is to know, and is no concern: nobody answers it */
} PlSealedType;

typedef struct {
  PlSealedType type;
  guint8 subject[PL_CARE_ID_SIZE];
  guint8 part[PL_CARE_ID_SIZE];
} PlSealedHead;

/* A message that was read. Nothing in it is owned. */
typedef struct {
  PlSealedHead head;
  guint8 reader[PL_CARE_ID_SIZE];
  const guint8 *key; /* PL_SEALED_KEY_SIZE bytes */
  const guint8 *content;
  gsize content_length;
} PlSealed;

/* Memory for a text or a key: not swapped out, not in a core, wiped when freed. sodium_free. */
guint8 *pl_sealed_memory (gsize size);

/* Encrypts a text under a new key, which it writes: wipe it after the last reader. NULL: too long. */
GBytes *pl_sealed_content (const PlSealedHead *head,
                           const guint8 *text,
                           gsize length,
                           guint8 key[PL_CONTENT_KEY_SIZE]);

/* Seals a content's key to a reader. */
void pl_sealed_key (const PlSealedHead *head,
                    const guint8 key[PL_CONTENT_KEY_SIZE],
                    const guint8 reader[PL_CARE_ID_SIZE],
                    const guint8 box[PL_PUBLIC_KEY_SIZE],
                    guint8 sealed_key[PL_SEALED_KEY_SIZE]);

/* The message for one reader. */
GBytes *pl_sealed_message (const PlSealedHead *head,
                           const guint8 reader[PL_CARE_ID_SIZE],
                           const guint8 sealed_key[PL_SEALED_KEY_SIZE],
                           GBytes *content);

/* A message that says whether a route reaches its reader; subject: the test's id. */
GBytes *pl_sealed_test (const PlReaderKey *reader, const guint8 subject[PL_CARE_ID_SIZE]);

/* Reads one, which may come from anybody. PL_ERROR_REFUSED, or PL_ERROR_UNSUPPORTED for a newer version. */
gboolean pl_sealed_read (const guint8 *bytes, gsize length, PlSealed *sealed, GError **error);

/*
 * Its text, by pl_sealed_memory, and a zero behind it. NULL and PL_ERROR_DENIED where it is not for
 * this reader, or was altered.
 */
guint8 *pl_sealed_open (const PlSealed *sealed,
                        const PlReaderKey *key,
                        const PlReaderSecret *secret,
                        gsize *length,
                        GError **error);

/* One reader gives another their own copy's key. Errors as pl_sealed_open. */
gboolean pl_sealed_reseal (const PlSealed *sealed,
                           const PlReaderKey *key,
                           const PlReaderSecret *secret,
                           const guint8 reader[PL_CARE_ID_SIZE],
                           const guint8 box[PL_PUBLIC_KEY_SIZE],
                           guint8 sealed_key[PL_SEALED_KEY_SIZE],
                           GError **error);

/* "concern", "more", "answer", "acting", "outcome", "test", "export"; static. */
const char *pl_sealed_type_code (PlSealedType type);

G_END_DECLS
