/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/list-import.h"

#include <string.h>
#include <unistd.h>

#include "agent/lists/list-layout.h"

/* How much of a single file is looked at to tell text from something else. */
#define LOOKED_AT 512

typedef struct {
  const PlArchiveSource *source;
  PlListImportMode mode;
  PlImportWriter *writer;
  GHashTable *white; /* folders whose usage file says so */
  GHashTable *read;  /* folders whose list was read */
  guint64 lists;
  PlImportRefusal refusal;
  char *where; /* the entry that is refused; "" is the input itself */
} Import;

static PlArchiveStep
refuse (Import *import, PlImportRefusal why)
{
  import->refusal = why;
  return PL_ARCHIVE_REFUSED;
}

static void
hand_on (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  pl_import_writer_rule (user_data, kind, name, length);
}

/* TRUE if a single file does not begin as text does: what is no archive known here ends as one list. */
static gboolean
begins_binary (const char *bytes, gsize length)
{
  for (gsize i = 0; i < MIN (length, LOOKED_AT); i++)
    if ((guchar)bytes[i] < ' ' && strchr ("\t\n\v\f\r\x1a", bytes[i]) == NULL)
      return TRUE;
  return FALSE;
}

/* Feeds an entry's bytes to the parser, and watches what the parser rightly does not mind. */
static PlArchiveStep
feed (Import *import, PlArchive *archive, PlSiteList *list, gboolean single)
{
  guint64 line = 0;
  gboolean first = TRUE;
  const char *bytes;
  gsize length;
  PlArchiveStep step;

  while ((step = pl_archive_read (archive, &bytes, &length)) == PL_ARCHIVE_MORE) {
    const char *newline = memrchr (bytes, '\n', length);

    if ((first && single && begins_binary (bytes, length)) || memchr (bytes, '\0', length) != NULL)
      return refuse (import, PL_IMPORT_REFUSED_BINARY);
    line = newline != NULL ? (guint64)(bytes + length - newline) : line + length;
    if (line > PL_LIST_IMPORT_LINE_MAX)
      return refuse (import, PL_IMPORT_REFUSED_LINE);
    pl_site_list_feed (list, bytes, length);
    first = FALSE;
  }
  if (step == PL_ARCHIVE_REFUSED)
    import->refusal = pl_archive_refusal (archive);
  return step;
}

static PlArchiveStep
import_list (Import *import, PlArchive *archive, const PlArchiveEntry *entry)
{
  g_autoptr (PlSiteList) list = pl_site_list_new (hand_on, import->writer);

  import->lists++;
  pl_import_writer_list (import->writer, entry->path);
  if (feed (import, archive, list, entry->single) == PL_ARCHIVE_REFUSED)
    return PL_ARCHIVE_REFUSED;
  pl_import_writer_list_end (import->writer, pl_site_list_end (list));
  return PL_ARCHIVE_MORE;
}

static PlArchiveStep
read_usage (Import *import, PlArchive *archive, const char *folder)
{
  char text[PL_LIST_LAYOUT_USAGE_MAX];
  gsize used = 0, length;
  const char *bytes;
  PlArchiveStep step;

  while ((step = pl_archive_read (archive, &bytes, &length)) == PL_ARCHIVE_MORE) {
    length = MIN (length, sizeof text - used);
    memcpy (text + used, bytes, length);
    used += length;
  }
  if (step == PL_ARCHIVE_REFUSED)
    return refuse (import, pl_archive_refusal (archive));
  if (!pl_list_layout_says_white (text, used))
    return PL_ARCHIVE_MORE;
  if (g_hash_table_contains (import->read, folder))
    return refuse (import, PL_IMPORT_REFUSED_USAGE_LATE);
  g_hash_table_add (import->white, g_strdup (folder));
  return PL_ARCHIVE_MORE;
}

static PlArchiveStep
import_from_tree (Import *import, PlArchive *archive, const PlArchiveEntry *entry)
{
  g_autofree char *folder = pl_list_layout_folder (entry->path);

  if (entry->single)
    return refuse (import, PL_IMPORT_REFUSED_NO_CATEGORY);
  if (pl_list_layout_is_usage (entry->path))
    return read_usage (import, archive, folder);
  if (!pl_list_layout_is_domains (entry->path))
    return PL_ARCHIVE_MORE;

  gboolean known = pl_list_layout_category (entry->path) != NULL;
  if (known && !g_hash_table_contains (import->white, folder)) {
    g_hash_table_add (import->read, g_steal_pointer (&folder));
    return import_list (import, archive, entry);
  }
  import->lists++;
  pl_import_writer_passed (import->writer,
                           known ? PL_IMPORT_PASSED_WHITE : PL_IMPORT_PASSED_UNKNOWN, entry->path);
  return PL_ARCHIVE_MORE;
}

static PlArchiveStep
import_entry (Import *import, PlArchive *archive, const PlArchiveEntry *entry)
{
  switch (entry->kind) {
    case PL_ARCHIVE_FOLDER:
      return PL_ARCHIVE_MORE;
    case PL_ARCHIVE_LINK:
      pl_import_writer_passed (import->writer, PL_IMPORT_PASSED_LINK, entry->path);
      return PL_ARCHIVE_MORE;
    case PL_ARCHIVE_SPECIAL:
      pl_import_writer_passed (import->writer, PL_IMPORT_PASSED_SPECIAL, entry->path);
      return PL_ARCHIVE_MORE;
    case PL_ARCHIVE_FILE:
      break;
  }
  if (import->mode == PL_LIST_IMPORT_TREE)
    return import_from_tree (import, archive, entry);
  if (!entry->single && !pl_list_layout_is_list (entry->path))
    return PL_ARCHIVE_MORE;
  return import_list (import, archive, entry);
}

static PlArchiveStep
find_usage (Import *import, PlArchive *archive, const PlArchiveEntry *entry)
{
  if (entry->kind != PL_ARCHIVE_FILE || entry->single || !pl_list_layout_is_usage (entry->path))
    return PL_ARCHIVE_MORE;
  g_autofree char *folder = pl_list_layout_folder (entry->path);
  return read_usage (import, archive, folder);
}

/* Walks the source once. The end of its entries is the good end. */
static gboolean
walk (Import *import,
      PlArchiveStep (*visit) (Import *, PlArchive *, const PlArchiveEntry *),
      guint64 *entries)
{
  g_autoptr (PlArchive) archive = pl_archive_open (import->source);
  PlArchiveEntry entry;
  PlArchiveStep step;

  while ((step = pl_archive_next (archive, &entry)) == PL_ARCHIVE_MORE) {
    step = visit (import, archive, &entry);
    if (step == PL_ARCHIVE_REFUSED) {
      import->where = g_strdup (entry.path);
      return FALSE;
    }
  }
  *entries = pl_archive_entries (archive);
  if (step == PL_ARCHIVE_REFUSED)
    import->refusal = pl_archive_refusal (archive);
  return step == PL_ARCHIVE_END;
}

static gboolean
rewind_source (const PlArchiveSource *source)
{
  return source->data != NULL || lseek (source->descriptor, 0, SEEK_SET) == 0;
}

static gboolean
import_all (Import *import, guint64 *entries)
{
  if (import->mode == PL_LIST_IMPORT_TREE && rewind_source (import->source)) {
    if (!walk (import, find_usage, entries))
      return FALSE;
    rewind_source (import->source);
  }
  if (!walk (import, import_entry, entries))
    return FALSE;
  if (import->lists == 0)
    refuse (import, PL_IMPORT_REFUSED_NO_LIST);
  return import->lists > 0;
}

gboolean
pl_list_import (const PlArchiveSource *source, PlListImportMode mode, PlImportWriter *writer)
{
  g_autoptr (GHashTable) white = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Import import = { source, mode, writer, white, read };
  guint64 entries = 0;

  if (import_all (&import, &entries))
    return pl_import_writer_done (writer, entries);
  pl_import_writer_refused (writer, import.refusal, import.where != NULL ? import.where : "");
  g_free (import.where);
  return FALSE;
}
