/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#define BLOCK_SIZE (128 * 1024)

struct _PlArchive {
  PlArchiveInput *input;
  struct archive *reader;
  gboolean opened;
  gboolean nothing; /* the input has no bytes at all */
  guint64 entries;
  guint64 bytes; /* of entries, unpacked */
  PlImportRefusal refusal;
};

/* What libarchive is told to know. It has nothing to run or to load for these. */
static gboolean
choose_formats (struct archive *reader)
{
  static int (*const wanted[]) (struct archive *) = {
    archive_read_support_filter_xz,    archive_read_support_filter_zstd,
    archive_read_support_filter_bzip2, archive_read_support_format_tar,
    archive_read_support_format_zip,   archive_read_support_format_raw,
    archive_read_support_format_empty,
  };

  /* ARCHIVE_WARN would mean that an external program does the work. */
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (wanted[i](reader) != ARCHIVE_OK)
      return FALSE;
  return TRUE;
}

PlArchive *
pl_archive_open (const PlArchiveSource *source)
{
  PlArchive *archive = g_new0 (PlArchive, 1);

  archive->input = pl_archive_input_new (source);
  archive->reader = archive_read_new ();
  if (archive->reader == NULL || !choose_formats (archive->reader))
    g_error ("libarchive cannot read what it should");
  int status = pl_archive_input_open (archive->input, archive->reader);
  archive->opened = status == ARCHIVE_OK || status == ARCHIVE_WARN;
  return archive;
}

void
pl_archive_free (PlArchive *archive)
{
  if (archive == NULL)
    return;
  archive_read_free (archive->reader);
  pl_archive_input_free (archive->input);
  g_free (archive);
}

static PlArchiveStep
refuse (PlArchive *archive, PlImportRefusal why)
{
  archive->refusal = why;
  return PL_ARCHIVE_REFUSED;
}

static PlArchiveStep
refuse_error (PlArchive *archive)
{
  return refuse (archive, archive_errno (archive->reader) == ENOMEM ? PL_IMPORT_REFUSED_MEMORY
                                                                    : PL_IMPORT_REFUSED_DAMAGED);
}

/* Counts what came out of the filters too: a bomb may lie in what nobody asked for. */
static PlArchiveStep
check_caps (PlArchive *archive)
{
  guint64 in = pl_archive_input_taken (archive->input);
  guint64 filtered = (guint64)MAX (archive_filter_bytes (archive->reader, 0), 0);
  guint64 out = MAX (MAX (filtered, archive->bytes), pl_archive_input_given (archive->input));

  if (archive->entries > PL_ARCHIVE_ENTRIES_MAX)
    return refuse (archive, PL_IMPORT_REFUSED_ENTRIES);
  if (out > PL_ARCHIVE_BYTES_MAX)
    return refuse (archive, PL_IMPORT_REFUSED_SIZE);
  if (out > PL_ARCHIVE_RATIO_FREE && out / PL_ARCHIVE_RATIO_MAX > in)
    return refuse (archive, PL_IMPORT_REFUSED_RATIO);
  return PL_ARCHIVE_MORE;
}

PlArchiveStep
pl_archive_read (PlArchive *archive, const char **bytes, gsize *length)
{
  const void *block;
  size_t size;
  la_int64_t offset;

  if (archive->nothing)
    return PL_ARCHIVE_END;
  do {
    int status = archive_read_data_block (archive->reader, &block, &size, &offset);
    if (status == ARCHIVE_EOF)
      return PL_ARCHIVE_END;
    /* A warning is a checksum that does not fit, or a name: bytes in doubt are not taken. */
    if (status != ARCHIVE_OK)
      return refuse_error (archive);
    archive->bytes += size;
    PlArchiveStep step = check_caps (archive);
    if (step != PL_ARCHIVE_MORE)
      return step;
  } while (size == 0);
  *bytes = block;
  *length = size;
  return PL_ARCHIVE_MORE;
}

/*
 * Reads over the rest of an entry. libarchive would do it by itself, but in one call without an
 * end, were it ten gigabytes of nothing.
 */
static PlArchiveStep
read_over (PlArchive *archive)
{
  const char *bytes;
  gsize length;
  PlArchiveStep step;

  if (archive->entries == 0 ||
      (archive_filter_count (archive->reader) <= 1 && !pl_archive_input_is_gzip (archive->input)))
    return PL_ARCHIVE_END;
  do
    step = pl_archive_read (archive, &bytes, &length);
  while (step == PL_ARCHIVE_MORE);
  return step;
}

static PlArchiveKind
kind_of (struct archive_entry *entry)
{
  if (archive_entry_hardlink (entry) != NULL)
    return PL_ARCHIVE_LINK;
  switch (archive_entry_filetype (entry)) {
    case AE_IFREG:
    case 0: /* a zip that does not say, and a single list */
      return PL_ARCHIVE_FILE;
    case AE_IFDIR:
      return PL_ARCHIVE_FOLDER;
    case AE_IFLNK:
      return PL_ARCHIVE_LINK;
    default:
      return PL_ARCHIVE_SPECIAL;
  }
}

/* A tar may end before the gzip file around it does, whose checksum comes last. */
static PlArchiveStep
check_end (PlArchive *archive)
{
  gboolean over = FALSE;

  while (!over) {
    if (!pl_archive_input_skip (archive->input, &over))
      return refuse (archive, PL_IMPORT_REFUSED_DAMAGED);
    if (check_caps (archive) == PL_ARCHIVE_REFUSED)
      return PL_ARCHIVE_REFUSED;
  }
  return PL_ARCHIVE_END;
}

/* An input of no bytes at all is a list without rules. */
static PlArchiveStep
next_of_nothing (PlArchive *archive, PlArchiveEntry *entry)
{
  if (archive_format (archive->reader) != ARCHIVE_FORMAT_EMPTY)
    return check_end (archive);
  archive->entries++;
  archive->nothing = TRUE;
  *entry = (PlArchiveEntry){ .kind = PL_ARCHIVE_FILE, .single = TRUE, .path = "" };
  return PL_ARCHIVE_MORE;
}

PlArchiveStep
pl_archive_next (PlArchive *archive, PlArchiveEntry *entry)
{
  struct archive_entry *header;

  if (archive->nothing)
    return PL_ARCHIVE_END;
  if (!archive->opened)
    return refuse_error (archive);
  if (read_over (archive) == PL_ARCHIVE_REFUSED)
    return PL_ARCHIVE_REFUSED;
  int status = archive_read_next_header (archive->reader, &header);
  if (status == ARCHIVE_EOF)
    return next_of_nothing (archive, entry);
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
    return refuse_error (archive);

  archive->entries++;
  if (archive_entry_is_encrypted (header))
    return refuse (archive, PL_IMPORT_REFUSED_ENCRYPTED);
  gboolean single = archive_format (archive->reader) == ARCHIVE_FORMAT_RAW;
  const char *path = single ? "" : archive_entry_pathname (header);
  *entry = (PlArchiveEntry){ kind_of (header), single, path != NULL ? path : "?" };
  return check_caps (archive);
}

PlImportRefusal
pl_archive_refusal (const PlArchive *archive)
{
  return archive->refusal;
}

guint64
pl_archive_entries (const PlArchive *archive)
{
  return archive->entries;
}
