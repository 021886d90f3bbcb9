/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/device-key.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "policy/error.h"

#define KEY_SIZE crypto_kdf_KEYBYTES
/* crypto_kdf's context, and the numbers of the keys below it. */
#define CONTEXT "PLdevice"

static PlDeviceKey *
derive (const guint8 master[KEY_SIZE])
{
  PlDeviceKey *key = sodium_malloc (sizeof *key);

  if (key == NULL)
    g_error ("no memory for keys");
  crypto_kdf_derive_from_key (key->names, sizeof key->names, 1, CONTEXT, master);
  crypto_kdf_derive_from_key (key->cells, sizeof key->cells, 2, CONTEXT, master);
  return key;
}

static gboolean
make (const char *path, guint8 master[KEY_SIZE], GError **error)
{
  g_autoptr (GError) foreign = NULL;

  crypto_kdf_keygen (master);
  if (g_file_set_contents_full (path, (const char *)master, KEY_SIZE,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &foreign))
    return TRUE;
  return pl_error_io (error, path, foreign->message);
}

PlDeviceKey *
pl_device_key_read (const char *path, gboolean create, GError **error)
{
  guint8 master[KEY_SIZE];
  g_autofree char *bytes = NULL;
  gsize length = 0;
  PlDeviceKey *key = NULL;

  if (sodium_init () < 0)
    g_error ("libsodium does not start");
  if (g_file_get_contents (path, &bytes, &length, NULL) && length == KEY_SIZE)
    key = derive ((const guint8 *)bytes);
  else if (create && bytes == NULL && make (path, master, error))
    key = derive (master);
  else if (error == NULL || *error == NULL)
    g_set_error (error, PL_ERROR, PL_ERROR_IO,
                 NC_ ("said", "the key of this computer is missing or damaged: put back the copy "
                              "that was kept of it: %s"),
                 path);
  if (bytes != NULL)
    sodium_memzero (bytes, length);
  sodium_memzero (master, sizeof master);
  return key;
}

void
pl_device_key_free (PlDeviceKey *key)
{
  sodium_free (key);
}
