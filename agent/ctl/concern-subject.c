/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/concern-subject.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/passphrase.h"
#include "policy/care/envelope.h"
#include "policy/care/recipients.h"
#include "policy/error.h"

#define CONCERNS ".Concerns"

void
pl_ctl_subject_clear (PlCtlSubject *subject)
{
  g_clear_pointer (&subject->parts, g_variant_unref);
  g_clear_pointer (&subject->recipients, g_array_unref);
  g_free (subject->file);
}

gboolean
pl_ctl_subject_ask (PlCtlSubject *subject, const char *id, GError **error)
{
  if (!pl_care_id_parse (id, subject->id))
    return pl_ctl_wrong (error, "\"%s\" is neither a file nor the id of a concern", id);
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (CONCERNS, "Get", g_variant_new ("(s)", id), "(aa{sv}a(ayay)x)", error);
  if (reply == NULL)
    return FALSE;
  subject->parts = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 1);
  subject->recipients = pl_recipients_read (rows);
  g_variant_get_child (reply, 2, "x", &subject->now);
  return TRUE;
}

/* A sealed message as it is, or in the envelope in which it came. */
static gboolean
read_file (PlCtlSubject *subject, const char *path, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  PlEnvelope envelope;
  gsize length;

  if (!g_file_get_contents (path, &subject->file, &length, &foreign)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
    return FALSE;
  }
  const guint8 *bytes = (const guint8 *)subject->file;
  if (pl_envelope_read (bytes, length, &envelope, NULL)) {
    bytes = envelope.sealed;
    length = envelope.length;
    if (envelope.copy > 0)
      fprintf (stderr, "porchlightctl: this was sent before; you may have read it\n");
  }
  if (!pl_sealed_read (bytes, length, &subject->sealed, error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  subject->bytes = bytes;
  subject->length = length;
  memcpy (subject->id, subject->sealed.head.subject, PL_CARE_ID_SIZE);
  return TRUE;
}

gboolean
pl_ctl_subject_find (PlCtlSubject *subject, const char *argument, GError **error)
{
  return g_file_test (argument, G_FILE_TEST_EXISTS) ? read_file (subject, argument, error)
                                                    : pl_ctl_subject_ask (subject, argument, error);
}

gboolean
pl_ctl_subject_read_recipients (PlCtlSubject *subject, const PlCtlOwnKey *own, GError **error)
{
  gsize length;
  guint8 *letter;

  if (subject->file == NULL)
    return TRUE;
  letter = pl_sealed_open (&subject->sealed, &own->key, own->secret, &length, error);
  if (letter == NULL)
    return FALSE;
  subject->recipients = pl_recipients_of_letter (letter, length);
  sodium_free (letter);
  return TRUE;
}

guint8 *
pl_ctl_letter (const PlLetterHead *head, gsize *length, GError **error)
{
  gsize words_length;
  guint8 *words = pl_ctl_words (&words_length, error);

  if (words == NULL)
    return NULL;
  guint8 *letter = words_length > 0 ? pl_letter_new (head, words, words_length, length) : NULL;
  sodium_free (words);
  if (letter == NULL)
    pl_ctl_wrong (error, "words are wanted on standard input");
  return letter;
}

gboolean
pl_ctl_send_message (GBytes *message, const char *path, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);

  if (path == NULL) {
    GVariant *value = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, length, 1);
    g_autoptr (GVariant) reply =
        pl_ctl_call_agent (CONCERNS, "Send", g_variant_new ("(@ay)", value), "()", error);
    return reply != NULL;
  }
  if (g_file_set_contents (path, bytes, (gssize)length, &foreign))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
  return FALSE;
}
