/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/lists/import-stream.h"
#include "policy/error.h"
#include "policy/sites/hostname.h"
#include "tests/fuzz/fuzz.h"

/* What may be believed of a reader, whatever it reads: lists in turn, names in normal form. */
typedef struct {
  gboolean in_list;
  guint64 rules, named;
} Heard;

static void
check_text (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (; *text != '\0'; text = g_utf8_next_char (text))
    g_assert_true (g_unichar_isprint (g_utf8_get_char (text)) || g_utf8_get_char (text) == 0xfffd);
}

static void
check_list (const char *path, gpointer user_data)
{
  Heard *heard = user_data;

  g_assert_false (heard->in_list);
  check_text (path);
  heard->in_list = TRUE;
  heard->rules = 0;
}

static void
check_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  Heard *heard = user_data;
  char again[PL_HOSTNAME_MAX + 1];

  g_assert_true (heard->in_list);
  g_assert_cmpuint (strlen (name), ==, length);
  g_assert_cmpuint (pl_hostname_normalise (name, length, again), ==, length);
  g_assert_cmpstr (name, ==, again);
  heard->rules++;
}

static void
check_skipped (guint64 line, PlSiteSkip why, const char *text, gpointer user_data)
{
  g_assert_nonnull (pl_site_skip_text (why));
  check_text (text);
}

static void
check_end (guint64 rules, guint64 skipped, gpointer user_data)
{
  Heard *heard = user_data;

  g_assert_cmpuint (rules, ==, heard->rules);
  heard->in_list = FALSE;
}

static void
check_passed (PlImportPassed why, const char *path, gpointer user_data)
{
  Heard *heard = user_data;

  g_assert_nonnull (pl_import_passed_text (why));
  check_text (path);
  g_assert_cmpuint (++heard->named, <=, PL_IMPORT_PASSED_NAMED);
}

/* The first byte is the size of the pieces in which the rest comes, 0: all at once. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const PlImportEvents events = { check_list, check_rule, check_skipped, check_end,
                                         check_passed };
  Heard heard = { 0 };
  g_autoptr (PlImportReader) reader = pl_import_reader_new (&events, &heard);
  gsize piece = size > 0 && data[0] > 0 ? data[0] : G_MAXSIZE;

  for (gsize at = 1; at < size; at += MIN (piece, size - at)) {
    g_autoptr (GError) error = NULL;
    if (!pl_import_reader_push (reader, data + at, MIN (piece, size - at), &error)) {
      g_assert_nonnull (error);
      return 0;
    }
  }
  if (pl_import_reader_is_done (reader)) {
    g_assert_false (heard.in_list);
    g_assert_cmpuint (heard.named, <=, pl_import_reader_passed (reader));
  }
  return 0;
}
