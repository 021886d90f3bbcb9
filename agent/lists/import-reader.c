/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "agent/lists/import-stream.h"
#include "policy/error.h"
#include "policy/sites/hostname.h"

struct _PlImportReader {
  const PlImportEvents *events;
  gpointer user_data;
  GByteArray *rest; /* the beginning of a frame whose end has not come */
  gboolean begun, in_list, done, broken;
  guint64 rules; /* of the list so far */
  guint samples; /* of the list so far */
  guint64 named; /* entries passed over and named */
  guint64 passed;
};

typedef struct {
  guint8 type, detail;
  guint16 length;
  const guint8 *payload;
} Frame;

PlImportReader *
pl_import_reader_new (const PlImportEvents *events, gpointer user_data)
{
  PlImportReader *reader = g_new0 (PlImportReader, 1);

  reader->events = events;
  reader->user_data = user_data;
  reader->rest = g_byte_array_new ();
  return reader;
}

void
pl_import_reader_free (PlImportReader *reader)
{
  if (reader == NULL)
    return;
  g_byte_array_unref (reader->rest);
  g_free (reader);
}

static const char *const passed_texts[PL_IMPORT_PASSED_REASONS] = {
  [PL_IMPORT_PASSED_WHITE] = "its usage file says white",
  [PL_IMPORT_PASSED_UNKNOWN] = "no category has this name",
  [PL_IMPORT_PASSED_LINK] = "a link",
  [PL_IMPORT_PASSED_SPECIAL] = "not a file",
};

static const char *const refusal_texts[PL_IMPORT_REFUSALS] = {
  [PL_IMPORT_REFUSED_DAMAGED] = NC_ ("said", "it is damaged or cut short"),
  [PL_IMPORT_REFUSED_ENCRYPTED] = NC_ ("said", "it is encrypted"),
  [PL_IMPORT_REFUSED_BINARY] = NC_ ("said", "not a list or an archive that is read here"),
  [PL_IMPORT_REFUSED_ENTRIES] = NC_ ("said", "too many entries"),
  [PL_IMPORT_REFUSED_SIZE] = NC_ ("said", "it unpacks to too much"),
  [PL_IMPORT_REFUSED_RATIO] = NC_ ("said", "it unpacks to far more than lists do"),
  [PL_IMPORT_REFUSED_LINE] = NC_ ("said", "a line is too long"),
  [PL_IMPORT_REFUSED_MEMORY] = NC_ ("said", "unpacking it takes too much memory"),
  [PL_IMPORT_REFUSED_NO_CATEGORY] = NC_ ("said", "a single list: say CATEGORY=PATH"),
  [PL_IMPORT_REFUSED_NO_LIST] = NC_ ("said", "no list in it"),
  [PL_IMPORT_REFUSED_USAGE_LATE] = NC_ ("said", "a usage file says white after its list was read"),
};

const char *
pl_import_passed_text (PlImportPassed why)
{
  return passed_texts[why];
}

const char *
pl_import_refusal_text (PlImportRefusal why)
{
  return refusal_texts[why];
}

static gboolean
malformed (GError **error, const char *what)
{
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
               NC_ ("said", "the importer's answer is not well formed: %s"), what);
  return FALSE;
}

static guint64
number_at (const guint8 *bytes)
{
  guint64 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT64_FROM_LE (number);
}

/* What a report may show: UTF-8 without control characters. Transfer full. */
static char *
printable (const guint8 *bytes, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid ((const char *)bytes, (gssize)length);
  GString *text = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);
    g_string_append_unichar (text, g_unichar_isprint (character) ? character : 0xfffd);
  }
  return g_string_free (text, FALSE);
}

static gboolean
read_list (PlImportReader *reader, const Frame *frame, GError **error)
{
  if (reader->in_list || frame->length > PL_IMPORT_PATH_MAX)
    return malformed (error, "list");
  g_autofree char *path = printable (frame->payload, frame->length);
  reader->in_list = TRUE;
  reader->rules = 0;
  reader->samples = 0;
  reader->events->list (path, reader->user_data);
  return TRUE;
}

/* A name is taken only as the importer should have made it: in normal form, with a dot. */
static gboolean
is_name (const char *name, gsize length)
{
  char normal[PL_HOSTNAME_MAX + 1];

  return memchr (name, '.', length) != NULL &&
         pl_hostname_normalise (name, length, normal) == length &&
         memcmp (normal, name, length) == 0;
}

static gboolean
read_rules (PlImportReader *reader, const Frame *frame, GError **error)
{
  if (!reader->in_list || frame->detail > PL_SITE_RULE_EXCEPTION)
    return malformed (error, "rules");
  for (gsize at = 0; at < frame->length;) {
    gsize length = frame->payload[at++];
    const char *name = (const char *)frame->payload + at;
    char terminated[PL_HOSTNAME_MAX + 1];

    if (length > PL_HOSTNAME_MAX || length > frame->length - at || !is_name (name, length))
      return malformed (error, "name");
    memcpy (terminated, name, length);
    terminated[length] = '\0';
    reader->events->rule (frame->detail, terminated, length, reader->user_data);
    reader->rules++;
    at += length;
  }
  return TRUE;
}

static gboolean
read_skipped (PlImportReader *reader, const Frame *frame, GError **error)
{
  if (!reader->in_list || frame->detail >= PL_SITE_SKIP_REASONS || frame->length < 8 ||
      frame->length > 8 + sizeof ((PlSiteSkipped *)NULL)->text ||
      ++reader->samples > PL_SITE_LIST_SAMPLES)
    return malformed (error, "skipped line");
  g_autofree char *text = printable (frame->payload + 8, frame->length - 8u);
  reader->events->skipped (number_at (frame->payload), frame->detail, text, reader->user_data);
  return TRUE;
}

static gboolean
read_end (PlImportReader *reader, const Frame *frame, GError **error)
{
  if (!reader->in_list || frame->length != 16 || number_at (frame->payload) != reader->rules)
    return malformed (error, "end of a list");
  reader->in_list = FALSE;
  reader->events->list_end (reader->rules, number_at (frame->payload + 8), reader->user_data);
  return TRUE;
}

static gboolean
read_passed (PlImportReader *reader, const Frame *frame, GError **error)
{
  if (reader->in_list || frame->detail >= PL_IMPORT_PASSED_REASONS ||
      frame->length > PL_IMPORT_PATH_MAX || ++reader->named > PL_IMPORT_PASSED_NAMED)
    return malformed (error, "entry passed over");
  g_autofree char *path = printable (frame->payload, frame->length);
  reader->events->passed (frame->detail, path, reader->user_data);
  return TRUE;
}

static gboolean
read_refused (PlImportReader *reader, const Frame *frame, GError **error)
{
  if (frame->detail >= PL_IMPORT_REFUSALS || frame->length > PL_IMPORT_PATH_MAX)
    return malformed (error, "refusal");
  g_autofree char *path = printable (frame->payload, frame->length);
  gboolean cap =
      frame->detail >= PL_IMPORT_REFUSED_ENTRIES && frame->detail <= PL_IMPORT_REFUSED_MEMORY;
  g_set_error (error, PL_ERROR, cap ? PL_ERROR_LIMIT : PL_ERROR_REFUSED, "%s%s%s", path,
               *path != '\0' ? ": " : "", refusal_texts[frame->detail]);
  return FALSE;
}

static gboolean
read_done (PlImportReader *reader, const Frame *frame, GError **error)
{
  if (reader->in_list || frame->length != 16)
    return malformed (error, "end");
  reader->passed = number_at (frame->payload + 8);
  if (reader->passed < reader->named)
    return malformed (error, "end");
  reader->done = TRUE;
  return TRUE;
}

static gboolean
read_frame (PlImportReader *reader, const Frame *frame, GError **error)
{
  static gboolean (*const readers[]) (PlImportReader *, const Frame *, GError **) = {
    [PL_IMPORT_LIST] = read_list,       [PL_IMPORT_RULES] = read_rules,
    [PL_IMPORT_SKIPPED] = read_skipped, [PL_IMPORT_END] = read_end,
    [PL_IMPORT_PASSED] = read_passed,   [PL_IMPORT_REFUSED] = read_refused,
    [PL_IMPORT_DONE] = read_done,
  };

  if (reader->done)
    return malformed (error, "bytes after the end");
  if (frame->type >= G_N_ELEMENTS (readers) || readers[frame->type] == NULL)
    return malformed (error, "frame");
  return readers[frame->type](reader, frame, error);
}

/* Reads the whole frames in bytes; *used is how far they reach. */
static gboolean
read_frames (PlImportReader *reader, const guint8 *bytes, gsize length, gsize *used, GError **error)
{
  gsize at = 0;

  if (!reader->begun && length >= PL_IMPORT_MAGIC_SIZE) {
    if (memcmp (bytes, PL_IMPORT_MAGIC, PL_IMPORT_MAGIC_SIZE) != 0)
      return malformed (error, "magic");
    reader->begun = TRUE;
    at = PL_IMPORT_MAGIC_SIZE;
  }
  while (reader->begun && length - at >= PL_IMPORT_FRAME_SIZE) {
    Frame frame = { bytes[at], bytes[at + 1], (guint16)(bytes[at + 2] | bytes[at + 3] << 8),
                    bytes + at + PL_IMPORT_FRAME_SIZE };

    if (frame.length > length - at - PL_IMPORT_FRAME_SIZE)
      break;
    if (!read_frame (reader, &frame, error))
      return FALSE;
    at += PL_IMPORT_FRAME_SIZE + frame.length;
  }
  *used = at;
  return TRUE;
}

gboolean
pl_import_reader_push (PlImportReader *reader, const guint8 *bytes, gsize length, GError **error)
{
  gsize used = 0;

  g_return_val_if_fail (!reader->broken, FALSE);
  if (reader->rest->len == 0) {
    reader->broken = !read_frames (reader, bytes, length, &used, error);
    if (!reader->broken)
      g_byte_array_append (reader->rest, bytes + used, (guint)(length - used));
  } else {
    g_byte_array_append (reader->rest, bytes, (guint)length);
    reader->broken = !read_frames (reader, reader->rest->data, reader->rest->len, &used, error);
    if (!reader->broken)
      g_byte_array_remove_range (reader->rest, 0, (guint)used);
  }
  return !reader->broken;
}

gboolean
pl_import_reader_is_done (const PlImportReader *reader)
{
  return reader->done && reader->rest->len == 0;
}

guint64
pl_import_reader_passed (const PlImportReader *reader)
{
  return reader->passed;
}
