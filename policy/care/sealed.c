/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/sealed.h"

#include <sodium.h>
#include <string.h>

#include "policy/error.h"

#define MAGIC      "PLsealed"
#define MAGIC_SIZE 8

/* Where things are. */
#define VERSION 8
#define TYPE    9
#define SUBJECT 12
#define PART    28
#define READER  44
#define KEY     60
#define CONTENT 172

#define NONCE_SIZE  crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE    crypto_aead_xchacha20poly1305_ietf_ABYTES
#define PADDED_MIN  1024
#define BINDING     32
#define OPENED_SIZE (PL_CONTENT_KEY_SIZE + BINDING)

G_STATIC_ASSERT (CONTENT + NONCE_SIZE == PL_SEALED_HEAD_SIZE);
G_STATIC_ASSERT (OPENED_SIZE + crypto_box_SEALBYTES == PL_SEALED_KEY_SIZE);
G_STATIC_ASSERT (PL_CONTENT_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

guint8 *
pl_sealed_memory (gsize size)
{
  guint8 *memory = sodium_init () >= 0 ? sodium_malloc (size) : NULL;

  if (memory == NULL)
    g_error ("no memory that can be locked");
  return memory;
}

/* Bytes 0 to 43. */
static void
write_head (const PlSealedHead *head, guint8 bytes[READER])
{
  memset (bytes, 0, READER);
  memcpy (bytes, MAGIC, MAGIC_SIZE);
  bytes[VERSION] = PL_SEALED_VERSION;
  bytes[TYPE] = (guint8)head->type;
  memcpy (bytes + SUBJECT, head->subject, PL_CARE_ID_SIZE);
  memcpy (bytes + PART, head->part, PL_CARE_ID_SIZE);
}

/* BLAKE2b-256 of bytes 0 to 59. */
static void
bind_to_reader (const PlSealedHead *head,
                const guint8 reader[PL_CARE_ID_SIZE],
                guint8 binding[BINDING])
{
  guint8 bytes[KEY];

  write_head (head, bytes);
  memcpy (bytes + READER, reader, PL_CARE_ID_SIZE);
  crypto_generichash (binding, BINDING, bytes, sizeof bytes, NULL, 0);
}

static gsize
padded_size (gsize length)
{
  gsize size = PADDED_MIN;

  while (size <= length)
    size *= 2;
  return size;
}

GBytes *
pl_sealed_content (const PlSealedHead *head,
                   const guint8 *text,
                   gsize length,
                   guint8 key[PL_CONTENT_KEY_SIZE])
{
  gsize padded = padded_size (length), unused;
  guint8 bound[READER];

  if (length > PL_SEALED_TEXT_MAX)
    return NULL;
  guint8 *plain = pl_sealed_memory (padded);
  guint8 *content = g_malloc (NONCE_SIZE + padded + TAG_SIZE);
  memcpy (plain, text, length);
  sodium_pad (&unused, plain, length, padded, padded);
  write_head (head, bound);
  crypto_aead_xchacha20poly1305_ietf_keygen (key);
  randombytes_buf (content, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (content + NONCE_SIZE, NULL, plain, padded, bound,
                                              sizeof bound, NULL, content, key);
  sodium_free (plain);
  return g_bytes_new_take (content, NONCE_SIZE + padded + TAG_SIZE);
}

void
pl_sealed_key (const PlSealedHead *head,
               const guint8 key[PL_CONTENT_KEY_SIZE],
               const guint8 reader[PL_CARE_ID_SIZE],
               const guint8 box[PL_PUBLIC_KEY_SIZE],
               guint8 sealed_key[PL_SEALED_KEY_SIZE])
{
  guint8 opened[OPENED_SIZE];

  memcpy (opened, key, PL_CONTENT_KEY_SIZE);
  bind_to_reader (head, reader, opened + PL_CONTENT_KEY_SIZE);
  /* It only fails for a public key that is no point of use: nobody can open that, and nobody made it. */
  if (crypto_box_seal (sealed_key, opened, sizeof opened, box) != 0)
    memset (sealed_key, 0, PL_SEALED_KEY_SIZE);
  sodium_memzero (opened, sizeof opened);
}

GBytes *
pl_sealed_message (const PlSealedHead *head,
                   const guint8 reader[PL_CARE_ID_SIZE],
                   const guint8 sealed_key[PL_SEALED_KEY_SIZE],
                   GBytes *content)
{
  gsize length;
  const guint8 *tail = g_bytes_get_data (content, &length);
  guint8 *bytes = g_malloc (CONTENT + length);

  write_head (head, bytes);
  memcpy (bytes + READER, reader, PL_CARE_ID_SIZE);
  memcpy (bytes + KEY, sealed_key, PL_SEALED_KEY_SIZE);
  memcpy (bytes + CONTENT, tail, length);
  return g_bytes_new_take (bytes, CONTENT + length);
}

GBytes *
pl_sealed_test (const PlReaderKey *reader, const guint8 subject[PL_CARE_ID_SIZE])
{
  static const char text[] = "Kind: test\n\nThis is a test. Please acknowledge it.\n";
  guint8 key[PL_CONTENT_KEY_SIZE], sealed_key[PL_SEALED_KEY_SIZE];
  PlSealedHead head = { .type = PL_SEALED_TEST };

  memcpy (head.subject, subject, PL_CARE_ID_SIZE);
  memcpy (head.part, subject, PL_CARE_ID_SIZE);
  g_autoptr (GBytes) content = pl_sealed_content (&head, (const guint8 *)text, strlen (text), key);
  pl_sealed_key (&head, key, reader->id, reader->box, sealed_key);
  sodium_memzero (key, sizeof key);
  return pl_sealed_message (&head, reader->id, sealed_key, content);
}

static gboolean
refuse (PlError code, const char *why, GError **error)
{
  g_set_error (error, PL_ERROR, code, "this is not a sealed message that can be read: %s", why);
  return FALSE;
}

/* A power of two, and the tag. */
static gboolean
is_content_length (gsize length)
{
  gsize padded = length - NONCE_SIZE - TAG_SIZE;

  return length <= PL_SEALED_CONTENT_MAX && length >= NONCE_SIZE + PADDED_MIN + TAG_SIZE &&
         (padded & (padded - 1)) == 0;
}

gboolean
pl_sealed_read (const guint8 *bytes, gsize length, PlSealed *sealed, GError **error)
{
  if (length < PL_SEALED_HEAD_SIZE || memcmp (bytes, MAGIC, MAGIC_SIZE) != 0)
    return refuse (PL_ERROR_REFUSED, "it does not begin like one", error);
  if (bytes[VERSION] != PL_SEALED_VERSION)
    return refuse (PL_ERROR_UNSUPPORTED, "a newer Porchlight made it", error);
  if (bytes[TYPE] < PL_SEALED_CONCERN || bytes[TYPE] > PL_SEALED_NOTICE || bytes[TYPE + 1] != 0 ||
      bytes[TYPE + 2] != 0)
    return refuse (PL_ERROR_REFUSED, "it is of no kind that there is", error);
  if (!is_content_length (length - CONTENT))
    return refuse (PL_ERROR_REFUSED, "it is cut off, or too long", error);
  sealed->head.type = (PlSealedType)bytes[TYPE];
  memcpy (sealed->head.subject, bytes + SUBJECT, PL_CARE_ID_SIZE);
  memcpy (sealed->head.part, bytes + PART, PL_CARE_ID_SIZE);
  memcpy (sealed->reader, bytes + READER, PL_CARE_ID_SIZE);
  sealed->key = bytes + KEY;
  sealed->content = bytes + CONTENT;
  sealed->content_length = length - CONTENT;
  return TRUE;
}

/* The content's key. FALSE if it was sealed to somebody else, or under another head. */
static gboolean
open_key (const PlSealed *sealed,
          const PlReaderKey *key,
          const PlReaderSecret *secret,
          guint8 content_key[PL_CONTENT_KEY_SIZE],
          GError **error)
{
  guint8 opened[OPENED_SIZE], binding[BINDING];

  bind_to_reader (&sealed->head, sealed->reader, binding);
  gboolean good = memcmp (sealed->reader, key->id, PL_CARE_ID_SIZE) == 0 &&
                  crypto_box_seal_open (opened, sealed->key, PL_SEALED_KEY_SIZE, key->box,
                                        pl_reader_secret_box (secret)) == 0 &&
                  sodium_memcmp (opened + PL_CONTENT_KEY_SIZE, binding, BINDING) == 0;
  if (good)
    memcpy (content_key, opened, PL_CONTENT_KEY_SIZE);
  else
    g_set_error (error, PL_ERROR, PL_ERROR_DENIED, "it is not for %s, or it was altered",
                 key->name);
  sodium_memzero (opened, sizeof opened);
  return good;
}

/* The length of the text; FALSE if it is not what was encrypted. */
static gboolean
decrypt (const PlSealed *sealed, const guint8 *content_key, guint8 *text, gsize *length)
{
  guint8 bound[READER];
  unsigned long long padded;

  write_head (&sealed->head, bound);
  return crypto_aead_xchacha20poly1305_ietf_decrypt (
             text, &padded, NULL, sealed->content + NONCE_SIZE, sealed->content_length - NONCE_SIZE,
             bound, sizeof bound, sealed->content, content_key) == 0 &&
         sodium_unpad (length, text, (gsize)padded, (gsize)padded) == 0;
}

guint8 *
pl_sealed_open (const PlSealed *sealed,
                const PlReaderKey *key,
                const PlReaderSecret *secret,
                gsize *length,
                GError **error)
{
  guint8 content_key[PL_CONTENT_KEY_SIZE];

  if (!open_key (sealed, key, secret, content_key, error))
    return NULL;
  guint8 *text = pl_sealed_memory (sealed->content_length);
  gboolean good = decrypt (sealed, content_key, text, length);
  sodium_memzero (content_key, sizeof content_key);
  if (good) {
    text[*length] = '\0';
    return text;
  }
  sodium_free (text);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_DENIED, "it was altered on its way");
  return NULL;
}

gboolean
pl_sealed_reseal (const PlSealed *sealed,
                  const PlReaderKey *key,
                  const PlReaderSecret *secret,
                  const guint8 reader[PL_CARE_ID_SIZE],
                  const guint8 box[PL_PUBLIC_KEY_SIZE],
                  guint8 sealed_key[PL_SEALED_KEY_SIZE],
                  GError **error)
{
  guint8 content_key[PL_CONTENT_KEY_SIZE];

  if (!open_key (sealed, key, secret, content_key, error))
    return FALSE;
  pl_sealed_key (&sealed->head, content_key, reader, box, sealed_key);
  sodium_memzero (content_key, sizeof content_key);
  return TRUE;
}

const char *
pl_sealed_type_code (PlSealedType type)
{
  static const char *const codes[] = { "?",      "concern", "more", "answer",
                                       "acting", "outcome", "test", "export" };

  return (gsize)type < G_N_ELEMENTS (codes) ? codes[type] : codes[0];
}
