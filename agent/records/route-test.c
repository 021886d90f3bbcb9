/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/route-test.h"

#include <glib/gi18n.h>

#include "agent/records/reader.h"
#include "policy/care/sealed.h"
#include "policy/care/signed.h"
#include "policy/error.h"

/* The reader of an id who is one now. NULL with an error. */
static const PlReader *
active (const GPtrArray *readers, const guint8 id[PL_CARE_ID_SIZE], PlError code, GError **error)
{
  const PlReader *reader = pl_reader_find (readers, id);

  if (reader != NULL && reader->state == PL_READER_ACTIVE)
    return reader;
  g_set_error_literal (error, PL_ERROR, code, NC_ ("said", "that is no reader of this home's"));
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
  g_autoptr (GBytes) sealed = pl_sealed_test (&to->key, test);
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
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED,
                         NC_ ("said", "the signature is not this reader's"));
    return FALSE;
  }
  return pl_reader_route_answered (store, message.subject, message.reader, error);
}
