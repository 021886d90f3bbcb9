/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sys/mman.h>
#include <unistd.h>

#include "agent/lists/list-import.h"
#include "policy/error.h"
#include "tests/fuzz/fuzz.h"

static void
ignore_list (const char *path, gpointer user_data)
{
}

static void
ignore_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
}

static void
ignore_skipped (guint64 line, PlSiteSkip why, const char *text, gpointer user_data)
{
}

static void
ignore_end (guint64 rules, guint64 skipped, gpointer user_data)
{
}

static void
ignore_passed (PlImportPassed why, const char *path, gpointer user_data)
{
}

/* Whatever the input is: the answer is one that the parent understands, and says how it went. */
static void
check_answer (int answer, gboolean taken)
{
  static const PlImportEvents events = { ignore_list, ignore_rule, ignore_skipped, ignore_end,
                                         ignore_passed };
  g_autoptr (PlImportReader) reader = pl_import_reader_new (&events, NULL);
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;
  guint8 bytes[4096];
  ssize_t n;

  for (off_t at = 0; good && (n = pread (answer, bytes, sizeof bytes, at)) > 0; at += n)
    good = pl_import_reader_push (reader, bytes, (gsize)n, &error);
  g_assert_cmpint (good, ==, taken);
  g_assert_cmpint (pl_import_reader_is_done (reader), ==, taken);
  if (!good && g_str_has_prefix (error->message, "the importer's answer"))
    g_error ("%s", error->message);
}

/* The importer's way through an archive or list, in this process. The first byte tells the mode. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;

  const PlArchiveSource source = { .data = data + 1, .size = size - 1 };
  int answer = memfd_create ("answer", MFD_CLOEXEC);
  g_autoptr (PlImportWriter) writer = pl_import_writer_new (answer);
  gboolean taken =
      pl_list_import (&source, data[0] & 1 ? PL_LIST_IMPORT_TREE : PL_LIST_IMPORT_GIVEN, writer);

  check_answer (answer, taken);
  close (answer);
  return 0;
}
