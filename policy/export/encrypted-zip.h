/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file on its way into an archive. */
typedef struct {
  const char *name;
  GBytes *bytes;
} PlZipFile;

/*
 * A zip archive, encrypted by AES-256 (WinZip's AE-2) under the passphrase; NULL: not encrypted. mtime: of each file. The names
 * and sizes of its files can be seen without the passphrase. NULL and PL_ERROR_FAILED, or PL_ERROR_UNSUPPORTED where the system's
 * libarchive cannot encrypt. Transfer full.
 */
GBytes *pl_zip_write (
    const PlZipFile *files, gsize n, const char *passphrase, gint64 mtime, GError **error);

G_END_DECLS
