/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/site-list.h"

G_BEGIN_DECLS

/*
 * The stream that porchlight-import writes and its parent reads. It comes from a process that has
 * met hostile bytes: the reader checks every frame, every name and their order, keeps at most one
 * frame, and refuses the whole stream at the first fault.
 *
 * An 8-byte magic, then frames: type (1 byte), detail (1), length of the payload (2, little
 * endian), payload. In a list's frames the last list begun is meant.
 *
 *   LIST     path                               a list begins; no path: the input itself
 *   RULES    (length (1), name) ...             detail: PlSiteRuleKind
 *   SKIPPED  line (8), text                     one of a list's first skipped lines; detail: PlSiteSkip
 *   END      rules (8), skipped (8)             the list is over; rules must be what was sent
 *   PASSED   path                               an entry that is not read; detail: PlImportPassed
 *   REFUSED  path                               the last frame; detail: PlImportRefusal
 *   DONE     entries (8), passed (8)            the last frame: all was read
 */
#define PL_IMPORT_MAGIC      "PLimp01\n"
#define PL_IMPORT_MAGIC_SIZE 8
#define PL_IMPORT_FRAME_SIZE 4

/* Longer paths are cut at their beginning: only their last two parts decide anything. */
#define PL_IMPORT_PATH_MAX 1024
/* Of entries that are passed over so many are named; the rest is counted. */
#define PL_IMPORT_PASSED_NAMED 100

typedef enum {
  PL_IMPORT_LIST = 1,
  PL_IMPORT_RULES = 2,
  PL_IMPORT_SKIPPED = 3,
  PL_IMPORT_END = 4,
  PL_IMPORT_PASSED = 5,
  PL_IMPORT_REFUSED = 6,
  PL_IMPORT_DONE = 7,
} PlImportFrame;

/* Why an entry of an archive or a folder is passed over. */
typedef enum {
  PL_IMPORT_PASSED_WHITE = 0,   /* its usage file says white: a list of what to allow */
  PL_IMPORT_PASSED_UNKNOWN = 1, /* its folder has no alias */
  PL_IMPORT_PASSED_LINK = 2,    /* a symbolic or hard link */
  PL_IMPORT_PASSED_SPECIAL = 3, /* a device, FIFO or socket */
} PlImportPassed;
#define PL_IMPORT_PASSED_REASONS 4

/* Why nothing of the input is taken. */
typedef enum {
  PL_IMPORT_REFUSED_DAMAGED = 0,
  PL_IMPORT_REFUSED_ENCRYPTED = 1,
  PL_IMPORT_REFUSED_BINARY = 2,
  PL_IMPORT_REFUSED_ENTRIES = 3,
  PL_IMPORT_REFUSED_SIZE = 4,
  PL_IMPORT_REFUSED_RATIO = 5,
  PL_IMPORT_REFUSED_LINE = 6,
  PL_IMPORT_REFUSED_MEMORY = 7,
  PL_IMPORT_REFUSED_NO_CATEGORY = 8,
  PL_IMPORT_REFUSED_NO_LIST = 9,
  PL_IMPORT_REFUSED_USAGE_LATE = 10,
} PlImportRefusal;
#define PL_IMPORT_REFUSALS 11

/* "a link" ...; "it is damaged or cut short" ...: for reports. */
const char *pl_import_passed_text (PlImportPassed why);
const char *pl_import_refusal_text (PlImportRefusal why);

/* What is read out of a stream. path and text are printable UTF-8. */
typedef struct {
  void (*list) (const char *path, gpointer user_data);
  void (*rule) (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data);
  void (*skipped) (guint64 line, PlSiteSkip why, const char *text, gpointer user_data);
  void (*list_end) (guint64 rules, guint64 skipped, gpointer user_data);
  void (*passed) (PlImportPassed why, const char *path, gpointer user_data);
} PlImportEvents;

typedef struct _PlImportReader PlImportReader;

/* events is kept by the caller as long as the reader. */
PlImportReader *pl_import_reader_new (const PlImportEvents *events, gpointer user_data);
void pl_import_reader_free (PlImportReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlImportReader, pl_import_reader_free)

/*
 * Reads the next bytes. FALSE if the stream is not well formed, or says that the input is refused
 * (PL_ERROR_REFUSED, or PL_ERROR_LIMIT where a cap was reached: "PATH: reason"); nothing may be
 * pushed afterwards.
 */
gboolean
pl_import_reader_push (PlImportReader *reader, const guint8 *bytes, gsize length, GError **error);

/* TRUE once DONE was read: only then does what was read count. */
gboolean pl_import_reader_is_done (const PlImportReader *reader);
/* How many entries were passed over, named or not. */
guint64 pl_import_reader_passed (const PlImportReader *reader);

/* The writer: buffers, and writes to a descriptor. */
typedef struct _PlImportWriter PlImportWriter;

PlImportWriter *pl_import_writer_new (int descriptor);
void pl_import_writer_free (PlImportWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlImportWriter, pl_import_writer_free)

void pl_import_writer_list (PlImportWriter *writer, const char *path);
void
pl_import_writer_rule (PlImportWriter *writer, PlSiteRuleKind kind, const char *name, gsize length);
/* Ends the list with its first skipped lines and its figures. */
void pl_import_writer_list_end (PlImportWriter *writer, const PlSiteListReport *report);
void pl_import_writer_passed (PlImportWriter *writer, PlImportPassed why, const char *path);
/* The last frame. FALSE if something could not be written: nobody listens any more. */
gboolean pl_import_writer_refused (PlImportWriter *writer, PlImportRefusal why, const char *path);
gboolean pl_import_writer_done (PlImportWriter *writer, guint64 entries);

G_END_DECLS
