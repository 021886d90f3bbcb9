/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/care/care-id.h"

G_BEGIN_DECLS

/*
 * The keys of a reader (C8): an X25519 pair to which concerns are sealed, and an Ed25519 pair that
 * signs what the reader sends back (C11). Made in the reader's own process; the agent has the public
 * keys and the wrapped private ones, and never a passphrase. A child's PIN has such keys, too (C7).
 *
 * A key file is a key file as policy/people/key-file.h reads it; all bytes are in small hexadecimal
 * digits. It is public as far as it goes without [Wrapped], and safe to carry as far as the passphrase is:
 *
 *   [Reader-Key]
 *   Version=1
 *   Id=...             16 bytes: the first of BLAKE2b-256 (Box, Sign), so that nobody gives one twice
 *   Name=Lee Lead      what people call the reader
 *   Box=... Sign=...   32 bytes each, the public keys
 *   [Wrapped]          missing: the public keys only
 *   Ops=3 Memory=268435456    of Argon2id (version 1.3, crypto_pwhash)
 *   Salt=...           16 bytes
 *   Nonce=...          24 bytes
 *   Secret=...         80 bytes: XChaCha20-Poly1305 (IETF) of the private X25519 key and the seed of
 *                      the Ed25519 key, 32 bytes each, under Argon2id of the passphrase and the
 *                      salt; associated data: Id, Ops, Memory (8 bytes each, most significant first)
 */
#define PL_READER_KEY_VERSION 1
#define PL_READER_NAME_MAX    80 /* bytes */
#define PL_PUBLIC_KEY_SIZE    32

/* A passphrase shorter than that is refused; so is a PIN. */
#define PL_PASSPHRASE_MIN 12
#define PL_PIN_MIN        6
#define PL_PASSPHRASE_MAX 1024 /* bytes */

typedef struct {
  guint8 id[PL_CARE_ID_SIZE];
  char name[PL_READER_NAME_MAX + 1];
  guint8 box[PL_PUBLIC_KEY_SIZE];
  guint8 sign[PL_PUBLIC_KEY_SIZE];
  gboolean wrapped; /* and what follows is there */
  guint64 ops, memory;
  guint8 salt[16];
  guint8 nonce[24];
  guint8 secret[80];
} PlReaderKey;

/* The private keys, in memory that is not swapped out or dumped, and wiped when it is freed. */
typedef struct _PlReaderSecret PlReaderSecret;

void pl_reader_secret_free (PlReaderSecret *secret);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlReaderSecret, pl_reader_secret_free)

/* How much work it is to try a passphrase. */
typedef enum {
  PL_WRAP_READER = 0, /* 256 MiB and 3 passes: less than a second */
  PL_WRAP_TEST = 1,   /* as little as there is: for tests only */
} PlWrapWork;

/*
 * New keys, wrapped by a passphrase of length bytes. PL_ERROR_ARGUMENT for a name or a passphrase
 * that cannot be; minimum: how many bytes it must have, PL_PASSPHRASE_MIN or PL_PIN_MIN.
 */
gboolean pl_reader_key_new (PlReaderKey *key,
                            const char *name,
                            const char *passphrase,
                            gsize length,
                            gsize minimum,
                            PlWrapWork work,
                            GError **error);

/*
 * The private keys. NULL and PL_ERROR_DENIED for a wrong passphrase, PL_ERROR_ARGUMENT where there
 * are none in it.
 */
PlReaderSecret *
pl_reader_key_unlock (const PlReaderKey *key, const char *passphrase, gsize length, GError **error);

/* The same keys under another passphrase. */
gboolean pl_reader_key_rewrap (PlReaderKey *key,
                               const PlReaderSecret *secret,
                               const char *passphrase,
                               gsize length,
                               gsize minimum,
                               PlWrapWork work,
                               GError **error);

/* Reads a key file, which may come from anybody. PL_ERROR_REFUSED, "FILE:LINE: reason". */
gboolean pl_reader_key_parse (
    PlReaderKey *key, const char *file, const char *text, gsize length, GError **error);

/* A key file's text; secret: with [Wrapped], if there is one. Transfer full. */
char *pl_reader_key_text (const PlReaderKey *key, gboolean secret);

/* For policy/care: the private keys as libsodium takes them, owned by secret. */
const guint8 *pl_reader_secret_box (const PlReaderSecret *secret);
const guint8 *pl_reader_secret_sign (const PlReaderSecret *secret);

G_END_DECLS
