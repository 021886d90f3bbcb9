/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <archive.h>
#include <glib.h>

G_BEGIN_DECLS

/* Where the bytes of an archive come from: memory if data is not NULL, else a descriptor. */
typedef struct {
  int descriptor;
  const void *data;
  gsize size;
} PlArchiveSource;

/*
 * The bytes that libarchive gets. gzip is undone here, by zlib, because libarchive does not look at
 * gzip's checksum (RFC 1952 section 2.3.1), and a damaged list must not pass as a whole one.
 */
typedef struct _PlArchiveInput PlArchiveInput;

/* source is kept by the caller as long as the input. Never NULL. */
PlArchiveInput *pl_archive_input_new (const PlArchiveSource *source);
void pl_archive_input_free (PlArchiveInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlArchiveInput, pl_archive_input_free)

/* Has reader read the input; as archive_read_open1. */
int pl_archive_input_open (PlArchiveInput *input, struct archive *reader);

/*
 * Reads on after reader has seen the end of an archive, up to the checksum of a gzip input. FALSE if
 * it is damaged or cut short; *over is set when all was read.
 */
gboolean pl_archive_input_skip (PlArchiveInput *input, gboolean *over);

/* How many bytes were taken from the source, and how many they are without gzip. */
guint64 pl_archive_input_taken (const PlArchiveInput *input);
guint64 pl_archive_input_given (const PlArchiveInput *input);
/* TRUE if the input is gzip. */
gboolean pl_archive_input_is_gzip (const PlArchiveInput *input);

G_END_DECLS
