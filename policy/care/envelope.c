/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/envelope.h"

#include <string.h>

#include "policy/error.h"

#define MAGIC     "PLletter"
#define COPY_AT   8
#define LENGTH_AT 12
#define ID_AT     16

GBytes *
pl_envelope_write (const PlEnvelope *envelope)
{
  gsize size = PL_ENVELOPE_HEAD_SIZE + envelope->length;
  guint8 *bytes = g_malloc0 (size);
  guint32 length = GUINT32_TO_LE ((guint32)envelope->length);

  g_return_val_if_fail (envelope->length <= PL_ENVELOPE_SEALED_MAX, NULL);
  memcpy (bytes, MAGIC, COPY_AT);
  bytes[COPY_AT] = envelope->copy;
  memcpy (bytes + LENGTH_AT, &length, sizeof length);
  memcpy (bytes + ID_AT, envelope->id, PL_ENVELOPE_ID_SIZE);
  memcpy (bytes + PL_ENVELOPE_HEAD_SIZE, envelope->sealed, envelope->length);
  return g_bytes_new_take (bytes, size);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "this is no envelope of Porchlight: %s", why);
  return FALSE;
}

gboolean
pl_envelope_read (const guint8 *bytes, gsize length, PlEnvelope *envelope, GError **error)
{
  static const guint8 zero[LENGTH_AT - COPY_AT - 1];
  guint32 said;

  if (length < PL_ENVELOPE_HEAD_SIZE || memcmp (bytes, MAGIC, COPY_AT) != 0)
    return refuse (error, "it does not begin like one");
  if (memcmp (bytes + COPY_AT + 1, zero, sizeof zero) != 0)
    return refuse (error, "a newer Porchlight wrote it");
  memcpy (&said, bytes + LENGTH_AT, sizeof said);
  said = GUINT32_FROM_LE (said);
  if (said > PL_ENVELOPE_SEALED_MAX || said != length - PL_ENVELOPE_HEAD_SIZE)
    return refuse (error, "it is not whole");
  envelope->copy = bytes[COPY_AT];
  memcpy (envelope->id, bytes + ID_AT, PL_ENVELOPE_ID_SIZE);
  envelope->sealed = bytes + PL_ENVELOPE_HEAD_SIZE;
  envelope->length = said;
  return TRUE;
}
