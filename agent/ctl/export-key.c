/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/export-key.h"

#include <gio/gio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/own-key.h"
#include "agent/ctl/passphrase.h"
#include "policy/care/sealed.h"
#include "policy/error.h"

#define PASSPHRASE_BYTES 32 /* of chance */

char *
pl_export_new_passphrase (void)
{
  guint8 bytes[PASSPHRASE_BYTES];
  const int kind = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  gsize size = sodium_base64_encoded_len (sizeof bytes, kind);
  char *passphrase = (char *)pl_sealed_memory (size);

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (passphrase, size, bytes, sizeof bytes, kind);
  sodium_memzero (bytes, sizeof bytes);
  return passphrase;
}

/* TRUE if somebody meant this reader. */
static gboolean
is_meant (GVariant *row, const char *who)
{
  const char *id = "", *account = "", *name = "", *state = "";

  g_variant_lookup (row, "id", "&s", &id);
  g_variant_lookup (row, "account", "&s", &account);
  g_variant_lookup (row, "name", "&s", &name);
  g_variant_lookup (row, "state", "&s", &state);
  return g_str_equal (state, "active") && *who != '\0' &&
         (g_str_has_prefix (id, who) || g_str_equal (account, who) || g_str_equal (name, who));
}

static gboolean
find_reader (const char *who, PlReaderKey *key, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (".Readers", "List", NULL, "(aa{sv}s)", error);
  const char *text = NULL;
  guint found = 0;

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    if (is_meant (row, who) && g_variant_lookup (row, "key", "&s", &text))
      found++;
  }
  if (found != 1)
    return pl_ctl_wrong (error,
                         found == 0 ? "no reader is \"%s\": porchlightctl reader list"
                                    : "more than one reader is \"%s\": give the id",
                         who);
  return pl_reader_key_parse (key, "key", text, strlen (text), error);
}

gboolean
pl_export_reader (const char *who, const char *file, PlReaderKey *key, GError **error)
{
  return file != NULL ? pl_ctl_key_file (file, key, error) : find_reader (who, key, error);
}

GBytes *
pl_export_seal (const PlReaderKey *reader, const char *passphrase)
{
  guint8 key[PL_CONTENT_KEY_SIZE], sealed_key[PL_SEALED_KEY_SIZE];
  PlSealedHead head = { .type = PL_SEALED_EXPORT };

  pl_care_id_new (head.subject);
  memcpy (head.part, head.subject, PL_CARE_ID_SIZE);
  g_autoptr (GBytes) content =
      pl_sealed_content (&head, (const guint8 *)passphrase, strlen (passphrase), key);
  pl_sealed_key (&head, key, reader->id, reader->box, sealed_key);
  sodium_memzero (key, sizeof key);
  return pl_sealed_message (&head, reader->id, sealed_key, content);
}

/* The sealed passphrase, opened. By pl_sealed_memory, and a zero behind it. NULL and an error. */
static guint8 *
open_file (const char *path, const PlCtlOwnKey *own, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) foreign = NULL;
  PlSealed sealed;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, &foreign)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
    return NULL;
  }
  if (!pl_sealed_read ((const guint8 *)bytes, length, &sealed, error))
    return NULL;
  if (sealed.head.type != PL_SEALED_EXPORT) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s: this is not the key of an export", path);
    return NULL;
  }
  return pl_sealed_open (&sealed, &own->key, own->secret, &length, error);
}

gboolean
pl_ctl_export_key (int argc, char **argv, GError **error)
{
  g_autofree char *key = NULL;
  int fd = -1;
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &key, NULL, NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
    { NULL },
  };
  g_auto (PlCtlOwnKey) own = { 0 };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the FILE.key of an export", error) ||
      !pl_ctl_own_key (&own, key, fd, error))
    return FALSE;
  guint8 *passphrase = open_file (argv[1], &own, error);
  if (passphrase == NULL)
    return FALSE;
  puts ((const char *)passphrase);
  sodium_free (passphrase);
  return TRUE;
}
