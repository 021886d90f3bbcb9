/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/route-test.h"

#include <sodium.h>
#include <string.h>

#include "agent/records/reader.h"
#include "policy/care/letter.h"
#include "policy/care/signed.h"
#include "policy/error.h"

#define WORDS                                                                                      \
  "This is a test of the way to you. Whoever answers it shows that a child's words would have "    \
  "reached them."

static GBytes *
test_for (const PlReaderKey *reader, const guint8 test[PL_CARE_ID_SIZE])
{
  g_autoptr (PlLetterHead) lines = pl_letter_head_new ();
  PlSealedHead head = { .type = PL_SEALED_TEST };
  guint8 key[PL_CONTENT_KEY_SIZE], sealed_key[PL_SEALED_KEY_SIZE];
  gsize length;

  memcpy (head.subject, test, sizeof head.subject);
  memcpy (head.part, test, sizeof head.part);
  pl_letter_head_add (lines, "Kind", "test");
  guint8 *text = pl_letter_new (lines, (const guint8 *)WORDS, strlen (WORDS), &length);
  g_autoptr (GBytes) content = pl_sealed_content (&head, text, length, key);
  sodium_free (text);
  pl_sealed_key (&head, key, reader->id, reader->box, sealed_key);
  sodium_memzero (key, sizeof key);
  return pl_sealed_message (&head, reader->id, sealed_key, content);
}

/* The reader of an id who is one now. NULL with an error. */
static const PlReader *
active (const GPtrArray *readers, const guint8 id[PL_CARE_ID_SIZE], PlError code, GError **error)
{
  const PlReader *reader = pl_reader_find (readers, id);

  if (reader != NULL && reader->state == PL_READER_ACTIVE)
    return reader;
  g_set_error_literal (error, PL_ERROR, code, "that is no reader of this home's");
  return NULL;
}

gboolean
pl_route_test_send (PlStore *store,
                    const PlActor *actor,
                    const guint8 reader[PL_CARE_ID_SIZE],
                    const char *route,
                    GError **error)
{
  g_autoptr (GPtrArray) readers = pl_reader_list (store, error);
  const PlReader *to = readers != NULL ? active (readers, reader, PL_ERROR_ARGUMENT, error) : NULL;
  guint8 test[PL_CARE_ID_SIZE];

  if (to == NULL)
    return FALSE;
  pl_care_id_new (test);
  g_autoptr (GBytes) sealed = test_for (&to->key, test);
  return pl_reader_route_test (store, actor, reader, route, test, sealed, error);
}

gboolean
pl_route_test_receive (
    PlStore *store, const guint8 *bytes, gsize length, gboolean *mine, GError **error)
{
  PlSigned message;

  *mine = FALSE;
  if (!pl_signed_read (bytes, length, &message, error))
    return FALSE;
  *mine = message.kind == PL_SIGNED_TEST_SEEN;
  if (!*mine)
    return FALSE;
  g_autoptr (GPtrArray) readers = pl_reader_list (store, error);
  const PlReader *from =
      readers != NULL ? active (readers, message.reader, PL_ERROR_REFUSED, error) : NULL;
  if (from == NULL)
    return FALSE;
  if (!pl_signed_verify (&message, from->key.sign)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, "the signature is not this reader's");
    return FALSE;
  }
  return pl_reader_route_answered (store, message.subject, message.reader, error);
}
