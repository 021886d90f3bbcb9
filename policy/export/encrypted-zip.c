/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/encrypted-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>

#include "policy/error.h"

#define ENCRYPTION "aes256"

static la_ssize_t
take (struct archive *archive, void *data, const void *bytes, size_t length)
{
  g_byte_array_append (data, bytes, (guint)length);
  return (la_ssize_t)length;
}

static gboolean
write_file (struct archive *archive, const PlZipFile *file, gint64 mtime)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length;
  const void *bytes = g_bytes_get_data (file->bytes, &length);

  archive_entry_set_pathname (entry, file->name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, (la_int64_t)length);
  archive_entry_set_mtime (entry, mtime, 0);
  gboolean written = archive_write_header (archive, entry) == ARCHIVE_OK &&
                     archive_write_data (archive, bytes, length) == (la_ssize_t)length;
  archive_entry_free (entry);
  return written;
}

/* What is not encrypted as it was asked for is not written at all. */
static gboolean
set_passphrase (struct archive *archive, const char *passphrase)
{
  return archive_write_set_format_option (archive, "zip", "encryption", ENCRYPTION) == ARCHIVE_OK &&
         archive_write_set_passphrase (archive, passphrase) == ARCHIVE_OK;
}

static gboolean
write_all (
    struct archive *archive, const PlZipFile *files, gsize n, gint64 mtime, GByteArray *bytes)
{
  gboolean written = archive_write_set_bytes_in_last_block (archive, 1) == ARCHIVE_OK &&
                     archive_write_open (archive, bytes, NULL, take, NULL) == ARCHIVE_OK;

  for (gsize i = 0; written && i < n; i++)
    written = write_file (archive, &files[i], mtime);
  return written && archive_write_close (archive) == ARCHIVE_OK;
}

GBytes *
pl_zip_write (const PlZipFile *files, gsize n, const char *passphrase, gint64 mtime, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  struct archive *archive = archive_write_new ();
  GBytes *zip = NULL;

  archive_write_set_format_zip (archive);
  if (passphrase != NULL && !set_passphrase (archive, passphrase))
    g_set_error (error, PL_ERROR, PL_ERROR_UNSUPPORTED,
                 NC_ ("said", "this system's libarchive cannot encrypt: %s"),
                 archive_error_string (archive));
  else if (!write_all (archive, files, n, mtime, bytes))
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "the archive cannot be made: %s"),
                 archive_error_string (archive));
  else
    zip = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  archive_write_free (archive);
  return zip;
}
