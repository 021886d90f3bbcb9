/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/lists/archive-input.h"
#include "agent/lists/import-stream.h"

G_BEGIN_DECLS

/*
 * An input file entry by entry: tar and zip, and a single list, each plain or compressed (gzip, xz,
 * zstd, bzip2), by libarchive. Archives inside archives are not opened. No other format and no
 * external program is ever used. Every cap below is checked while reading, on what is skipped, too.
 */

/* The largest public tree of lists has some 400 entries. */
#define PL_ARCHIVE_ENTRIES_MAX 100000
/* All public lists together are some 200 MB of text. */
#define PL_ARCHIVE_BYTES_MAX (G_GUINT64_CONSTANT (1) << 30)
/*
 * Real lists compress to a tenth, numbered names to 1/210 at best (by xz), a bomb to 1/500 and less.
 * The first bytes may do as they like.
 */
#define PL_ARCHIVE_RATIO_MAX  400
#define PL_ARCHIVE_RATIO_FREE (G_GUINT64_CONSTANT (8) << 20)

typedef enum {
  PL_ARCHIVE_FILE = 0,
  PL_ARCHIVE_FOLDER = 1,
  PL_ARCHIVE_LINK = 2,
  PL_ARCHIVE_SPECIAL = 3,
} PlArchiveKind;

typedef struct {
  PlArchiveKind kind;
  gboolean single;  /* not an archive: the input is one list */
  const char *path; /* as it stands there, never opened; valid until the next entry */
} PlArchiveEntry;

/* What came of a step. */
typedef enum {
  PL_ARCHIVE_REFUSED = -1, /* pl_archive_refusal says why */
  PL_ARCHIVE_END = 0,      /* of the entries, or of this entry's bytes */
  PL_ARCHIVE_MORE = 1,
} PlArchiveStep;

typedef struct _PlArchive PlArchive;

/* source is kept by the caller as long as the archive. */
PlArchive *pl_archive_open (const PlArchiveSource *source);
void pl_archive_free (PlArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlArchive, pl_archive_free)

PlArchiveStep pl_archive_next (PlArchive *archive, PlArchiveEntry *entry);
/* The entry's next bytes, at least one; they are valid until the next call. */
PlArchiveStep pl_archive_read (PlArchive *archive, const char **bytes, gsize *length);
PlImportRefusal pl_archive_refusal (const PlArchive *archive);
/* How many entries there were so far. */
guint64 pl_archive_entries (const PlArchive *archive);

G_END_DECLS
