/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/signed.h"

#include <sodium.h>
#include <string.h>

#include "policy/error.h"

#define MAGIC      "PLsigned"
#define MAGIC_SIZE 8
#define PREFIX     "porchlight-signed-1"

/* Where things are. */
#define VERSION        8
#define KIND           9
#define N_RECIPIENTS   10
#define SUBJECT        12
#define READER         28
#define MESSAGE        44
#define WHEN           60
#define RECIPIENTS     68
#define RECIPIENT_SIZE (PL_CARE_ID_SIZE + PL_SEALED_KEY_SIZE)
#define SIGNATURE_SIZE crypto_sign_BYTES

/* What is sealed in a message of each kind; 0: nothing is. */
static const PlSealedType contents[] = {
  [PL_SIGNED_SEEN] = 0,
  [PL_SIGNED_ANSWER] = PL_SEALED_ANSWER,
  [PL_SIGNED_ACTING] = PL_SEALED_ACTING,
  [PL_SIGNED_CLOSED] = PL_SEALED_OUTCOME,
  [PL_SIGNED_TEST_SEEN] = 0,
};

static gboolean
is_kind (guint kind)
{
  return kind >= PL_SIGNED_SEEN && kind < G_N_ELEMENTS (contents);
}

static void
begin_signature (crypto_sign_state *state, const guint8 *bytes, gsize length)
{
  crypto_sign_init (state);
  crypto_sign_update (state, (const guint8 *)PREFIX, strlen (PREFIX));
  crypto_sign_update (state, bytes, length);
}

static void
append_head (GByteArray *bytes,
             PlSignedKind kind,
             const guint8 *subject,
             const guint8 *reader,
             gint64 when,
             guint n_recipients)
{
  guint8 head[RECIPIENTS] = MAGIC;
  guint64 be = GUINT64_TO_BE ((guint64)when);

  head[VERSION] = PL_SIGNED_VERSION;
  head[KIND] = (guint8)kind;
  head[N_RECIPIENTS] = (guint8)n_recipients;
  memcpy (head + SUBJECT, subject, PL_CARE_ID_SIZE);
  memcpy (head + READER, reader, PL_CARE_ID_SIZE);
  pl_care_id_new (head + MESSAGE);
  memcpy (head + WHEN, &be, sizeof be);
  g_byte_array_append (bytes, head, sizeof head);
}

/* FALSE where the text is too long. */
static gboolean
append_content (GByteArray *bytes,
                PlSignedKind kind,
                const guint8 *text,
                gsize length,
                const PlRecipient *recipients,
                guint n)
{
  PlSealedHead head = { .type = contents[kind] };
  guint8 key[PL_CONTENT_KEY_SIZE], sealed_key[PL_SEALED_KEY_SIZE];

  memcpy (head.subject, bytes->data + SUBJECT, PL_CARE_ID_SIZE);
  memcpy (head.part, bytes->data + MESSAGE, PL_CARE_ID_SIZE);
  g_autoptr (GBytes) content = pl_sealed_content (&head, text, length, key);
  if (content == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    pl_sealed_key (&head, key, recipients[i].id, recipients[i].box, sealed_key);
    g_byte_array_append (bytes, recipients[i].id, PL_CARE_ID_SIZE);
    g_byte_array_append (bytes, sealed_key, sizeof sealed_key);
  }
  sodium_memzero (key, sizeof key);
  g_byte_array_append (bytes, g_bytes_get_data (content, NULL), (guint)g_bytes_get_size (content));
  return TRUE;
}

GBytes *
pl_signed_new (PlSignedKind kind,
               const guint8 subject[PL_CARE_ID_SIZE],
               const PlReaderKey *key,
               const PlReaderSecret *secret,
               gint64 when,
               const guint8 *text,
               gsize length,
               const PlRecipient *recipients,
               guint n_recipients,
               GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 signature[SIGNATURE_SIZE];
  crypto_sign_state state;

  if (!is_kind (kind) || (contents[kind] != 0) != (n_recipients > 0) ||
      n_recipients > PL_SIGNED_RECIPIENTS_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "no such message, or nobody to read it");
    return NULL;
  }
  append_head (bytes, kind, subject, key->id, when, n_recipients);
  if (n_recipients > 0 && !append_content (bytes, kind, text, length, recipients, n_recipients)) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, "more than %d bytes", PL_SEALED_TEXT_MAX);
    return NULL;
  }
  begin_signature (&state, bytes->data, bytes->len);
  crypto_sign_final_create (&state, signature, NULL, pl_reader_secret_sign (secret));
  g_byte_array_append (bytes, signature, sizeof signature);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
refuse (PlError code, const char *why, GError **error)
{
  g_set_error (error, PL_ERROR, code, "this is not a message of a reader's: %s", why);
  return FALSE;
}

/* The part between the recipients and the signature. FALSE where it cannot be one. */
static gboolean
read_content (PlSigned *message, const guint8 *bytes, gsize length)
{
  gsize keys = RECIPIENTS + (gsize)message->n_recipients * RECIPIENT_SIZE + SIGNATURE_SIZE;

  if (length < keys || (message->n_recipients == 0) != (length == keys))
    return FALSE;
  message->content_length = length - keys;
  message->recipients = bytes + RECIPIENTS;
  message->content = message->n_recipients > 0 ? bytes + keys - SIGNATURE_SIZE : NULL;
  return message->content_length <= PL_SEALED_CONTENT_MAX;
}

gboolean
pl_signed_read (const guint8 *bytes, gsize length, PlSigned *message, GError **error)
{
  PlSigned read = { .bytes = bytes, .length = length };
  guint64 be;

  if (length < RECIPIENTS + SIGNATURE_SIZE || memcmp (bytes, MAGIC, MAGIC_SIZE) != 0)
    return refuse (PL_ERROR_REFUSED, "it does not begin like one", error);
  if (bytes[VERSION] != PL_SIGNED_VERSION)
    return refuse (PL_ERROR_UNSUPPORTED, "a newer Porchlight made it", error);
  read.kind = (PlSignedKind)bytes[KIND];
  read.n_recipients = bytes[N_RECIPIENTS];
  if (!is_kind (read.kind) || (contents[read.kind] != 0) != (read.n_recipients > 0) ||
      read.n_recipients > PL_SIGNED_RECIPIENTS_MAX || bytes[N_RECIPIENTS + 1] != 0)
    return refuse (PL_ERROR_REFUSED, "it is of no kind that there is", error);
  if (!read_content (&read, bytes, length))
    return refuse (PL_ERROR_REFUSED, "it is cut off, or too long", error);
  memcpy (read.subject, bytes + SUBJECT, PL_CARE_ID_SIZE);
  memcpy (read.reader, bytes + READER, PL_CARE_ID_SIZE);
  memcpy (read.message, bytes + MESSAGE, PL_CARE_ID_SIZE);
  memcpy (&be, bytes + WHEN, sizeof be);
  read.when = (gint64)GUINT64_FROM_BE (be);
  *message = read;
  return TRUE;
}

gboolean
pl_signed_verify (const PlSigned *message, const guint8 sign[PL_PUBLIC_KEY_SIZE])
{
  crypto_sign_state state;
  gsize length = message->length - SIGNATURE_SIZE;

  begin_signature (&state, message->bytes, length);
  return crypto_sign_final_verify (&state, message->bytes + length, sign) == 0;
}

const guint8 *
pl_signed_recipient (const PlSigned *message, guint i)
{
  return message->recipients + (gsize)i * RECIPIENT_SIZE;
}

const guint8 *
pl_signed_recipient_key (const PlSigned *message, guint i)
{
  return pl_signed_recipient (message, i) + PL_CARE_ID_SIZE;
}

void
pl_signed_content_head (const PlSigned *message, PlSealedHead *head)
{
  head->type = contents[message->kind];
  memcpy (head->subject, message->subject, PL_CARE_ID_SIZE);
  memcpy (head->part, message->message, PL_CARE_ID_SIZE);
}

const char *
pl_signed_kind_code (PlSignedKind kind)
{
  static const char *const codes[] = { "?", "seen", "answer", "acting", "closed", "test-seen" };

  return is_kind (kind) ? codes[kind] : codes[0];
}
