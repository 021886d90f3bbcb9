/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/lists/import-stream.h"
#include "policy/sites/hostname.h"

#define BUFFER_SIZE (256 * 1024)
/* Small enough for the length of a frame, large enough that frames cost nothing. */
#define RULES_FRAME_MAX (32 * 1024)

struct _PlImportWriter {
  int descriptor;
  gboolean broken;
  gsize used;
  gsize rules_used;
  PlSiteRuleKind rules_kind;
  guint64 passed;
  guint8 rules[RULES_FRAME_MAX];
  guint8 buffer[BUFFER_SIZE];
};

PlImportWriter *
pl_import_writer_new (int descriptor)
{
  PlImportWriter *writer = g_new0 (PlImportWriter, 1);

  writer->descriptor = descriptor;
  memcpy (writer->buffer, PL_IMPORT_MAGIC, PL_IMPORT_MAGIC_SIZE);
  writer->used = PL_IMPORT_MAGIC_SIZE;
  return writer;
}

void
pl_import_writer_free (PlImportWriter *writer)
{
  g_free (writer);
}

static void
flush_buffer (PlImportWriter *writer)
{
  gsize written = 0;

  while (written < writer->used && !writer->broken) {
    ssize_t n = write (writer->descriptor, writer->buffer + written, writer->used - written);

    if (n >= 0)
      written += (gsize)n;
    else if (errno != EINTR)
      writer->broken = TRUE;
  }
  writer->used = 0;
}

static void
put_frame (
    PlImportWriter *writer, PlImportFrame type, guint8 detail, const void *payload, gsize length)
{
  guint8 head[PL_IMPORT_FRAME_SIZE] = { (guint8)type, detail, length & 0xff,
                                        (guint8)(length >> 8) };

  if (writer->used + sizeof head + length > BUFFER_SIZE)
    flush_buffer (writer);
  memcpy (writer->buffer + writer->used, head, sizeof head);
  if (length > 0)
    memcpy (writer->buffer + writer->used + sizeof head, payload, length);
  writer->used += sizeof head + length;
}

static void
put_path (PlImportWriter *writer, PlImportFrame type, guint8 detail, const char *path)
{
  gsize length = strlen (path);
  gsize cut = length > PL_IMPORT_PATH_MAX ? length - PL_IMPORT_PATH_MAX : 0;

  put_frame (writer, type, detail, path + cut, length - cut);
}

static void
put_numbers (PlImportWriter *writer, PlImportFrame type, guint64 first, guint64 second)
{
  guint64 numbers[2] = { GUINT64_TO_LE (first), GUINT64_TO_LE (second) };

  put_frame (writer, type, 0, numbers, sizeof numbers);
}

static void
flush_rules (PlImportWriter *writer)
{
  if (writer->rules_used > 0)
    put_frame (writer, PL_IMPORT_RULES, writer->rules_kind, writer->rules, writer->rules_used);
  writer->rules_used = 0;
}

void
pl_import_writer_list (PlImportWriter *writer, const char *path)
{
  put_path (writer, PL_IMPORT_LIST, 0, path);
}

void
pl_import_writer_rule (PlImportWriter *writer, PlSiteRuleKind kind, const char *name, gsize length)
{
  g_assert (length <= PL_HOSTNAME_MAX);
  if (kind != writer->rules_kind || writer->rules_used + 1 + length > RULES_FRAME_MAX)
    flush_rules (writer);
  writer->rules_kind = kind;
  writer->rules[writer->rules_used] = (guint8)length;
  memcpy (writer->rules + writer->rules_used + 1, name, length);
  writer->rules_used += 1 + length;
}

void
pl_import_writer_list_end (PlImportWriter *writer, const PlSiteListReport *report)
{
  flush_rules (writer);
  for (guint i = 0; i < report->n_samples; i++) {
    const PlSiteSkipped *sample = &report->samples[i];
    guint64 line = GUINT64_TO_LE (sample->line);
    guint8 payload[sizeof line + sizeof sample->text];
    gsize text = strnlen (sample->text, sizeof sample->text);

    memcpy (payload, &line, sizeof line);
    memcpy (payload + sizeof line, sample->text, text);
    put_frame (writer, PL_IMPORT_SKIPPED, sample->reason, payload, sizeof line + text);
  }
  put_numbers (writer, PL_IMPORT_END, report->rules, report->skipped);
}

void
pl_import_writer_passed (PlImportWriter *writer, PlImportPassed why, const char *path)
{
  if (writer->passed++ < PL_IMPORT_PASSED_NAMED)
    put_path (writer, PL_IMPORT_PASSED, why, path);
}

gboolean
pl_import_writer_refused (PlImportWriter *writer, PlImportRefusal why, const char *path)
{
  writer->rules_used = 0;
  put_path (writer, PL_IMPORT_REFUSED, why, path);
  flush_buffer (writer);
  return !writer->broken;
}

gboolean
pl_import_writer_done (PlImportWriter *writer, guint64 entries)
{
  put_numbers (writer, PL_IMPORT_DONE, entries, writer->passed);
  flush_buffer (writer);
  return !writer->broken;
}
