/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/lists/import-stream.h"
#include "policy/error.h"
#include "tests/tap.h"

/* Writes down what a reader tells. */
static void
tell_list (const char *path, gpointer user_data)
{
  g_string_append_printf (user_data, "[%s]", path);
}

static void
tell_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  ck_assert_uint_eq (strlen (name), length);
  g_string_append_printf (user_data, "%s%s ", kind == PL_SITE_RULE_EXCEPTION ? "@" : "", name);
}

static void
tell_skipped (guint64 line, PlSiteSkip why, const char *text, gpointer user_data)
{
  g_string_append_printf (user_data, "(%d %d %s)", (int)line, why, text);
}

static void
tell_end (guint64 rules, guint64 skipped, gpointer user_data)
{
  g_string_append_printf (user_data, "/%d,%d ", (int)rules, (int)skipped);
}

static void
tell_passed (PlImportPassed why, const char *path, gpointer user_data)
{
  g_string_append_printf (user_data, "<%d %s>", why, path);
}

static const PlImportEvents events = { tell_list, tell_rule, tell_skipped, tell_end, tell_passed };

/* Reads a stream in pieces of piece bytes. Returns what it told, NULL if it was refused. */
static char *
read_stream (const void *bytes, gsize length, gsize piece, GError **error)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (PlImportReader) reader = pl_import_reader_new (&events, told);

  for (gsize at = 0; at < length; at += piece)
    if (!pl_import_reader_push (reader, (const guint8 *)bytes + at, MIN (piece, length - at),
                                error))
      return NULL;
  if (!pl_import_reader_is_done (reader)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "not done");
    return NULL;
  }
  return g_strdup (told->str);
}

static GByteArray *
stream_new (void)
{
  GByteArray *stream = g_byte_array_new ();

  return g_byte_array_append (stream, (const guint8 *)PL_IMPORT_MAGIC, PL_IMPORT_MAGIC_SIZE);
}

static void
put (GByteArray *stream, guint8 type, guint8 detail, const void *payload, gsize length)
{
  guint8 head[] = { type, detail, length & 0xff, (guint8)(length >> 8) };

  g_byte_array_append (stream, head, sizeof head);
  g_byte_array_append (stream, payload, (guint)length);
}

static void
put_end (GByteArray *stream, guint8 type, guint64 first, guint64 second)
{
  guint64 numbers[] = { GUINT64_TO_LE (first), GUINT64_TO_LE (second) };

  put (stream, type, 0, numbers, sizeof numbers);
}

/* Asserts that the stream is refused, and for the reason that has text in it. */
static void
assert_refused (GByteArray *stream, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = read_stream (stream->data, stream->len, stream->len, &error);

  ck_assert_msg (told == NULL, "read: %s", told);
  ck_assert_msg (strstr (error->message, text) != NULL, "%s", error->message);
  g_byte_array_unref (stream);
}

START_TEST (what_is_written_is_read_whatever_the_pieces)
{
  const PlSiteListReport report = {
    .rules = 2, .skipped = 7, .n_samples = 1, .samples = { { 3, PL_SITE_SKIP_ADDRESS, "1.2.3.4" } }
  };
  int memory = memfd_create ("stream", 0);
  PlImportWriter *writer = pl_import_writer_new (memory);
  guint8 bytes[4096];

  pl_import_writer_passed (writer, PL_IMPORT_PASSED_LINK, "a/link");
  pl_import_writer_list (writer, "games/domains");
  pl_import_writer_rule (writer, PL_SITE_RULE_BLOCK, "example.org", 11);
  pl_import_writer_rule (writer, PL_SITE_RULE_EXCEPTION, "a.example.org", 13);
  pl_import_writer_list_end (writer, &report);
  ck_assert (pl_import_writer_done (writer, 2));
  pl_import_writer_free (writer);
  ssize_t length = pread (memory, bytes, sizeof bytes, 0);
  close (memory);
  ck_assert_int_gt (length, 0);
  for (gsize piece = 1; piece <= (gsize)length; piece++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *told = read_stream (bytes, (gsize)length, piece, &error);
    ck_assert_msg (told != NULL, "%s", error ? error->message : "");
    ck_assert_str_eq (told, "<2 a/link>[games/domains]example.org @a.example.org "
                            "(3 1 1.2.3.4)/2,7 ");
  }
}
END_TEST

START_TEST (a_stream_that_ends_early_is_not_done)
{
  GByteArray *stream = stream_new ();

  put (stream, PL_IMPORT_LIST, 0, "a", 1);
  put_end (stream, PL_IMPORT_END, 0, 0);
  put_end (stream, PL_IMPORT_DONE, 1, 0);
  for (guint length = 0; length < stream->len; length++) {
    g_autofree char *told = read_stream (stream->data, length, 1, NULL);
    ck_assert_ptr_null (told);
  }
  g_autofree char *told = read_stream (stream->data, stream->len, 1, NULL);
  ck_assert_ptr_nonnull (told);
  g_byte_array_unref (stream);
}
END_TEST

START_TEST (a_name_that_is_not_in_normal_form_is_refused)
{
  static const char *const names[] = { "\7Exa.org", "\6a..org",  "\3org",   "\7exa.org",  "\0",
                                       "\6a b.de",  "\x05.a.de", "\5a.de.", "\0071.2.3.4" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    GByteArray *stream = stream_new ();
    put (stream, PL_IMPORT_LIST, 0, "a", 1);
    put (stream, PL_IMPORT_RULES, 0, names[i], 1 + (gsize)names[i][0]);
    if (i == 3)
      g_byte_array_unref (stream); /* the good one among them */
    else
      assert_refused (stream, "name");
  }
}
END_TEST

START_TEST (a_name_that_reaches_out_of_its_frame_is_refused)
{
  GByteArray *stream = stream_new ();

  put (stream, PL_IMPORT_LIST, 0, "a", 1);
  put (stream, PL_IMPORT_RULES, 0,
       "\x0b"
       "exa.org",
       8);
  assert_refused (stream, "name");
}
END_TEST

START_TEST (rules_outside_a_list_are_refused)
{
  GByteArray *stream = stream_new ();

  put (stream, PL_IMPORT_RULES, 0, "\7exa.org", 8);
  assert_refused (stream, "rules");
}
END_TEST

START_TEST (a_list_that_counts_wrongly_is_refused)
{
  GByteArray *stream = stream_new ();

  put (stream, PL_IMPORT_LIST, 0, "a", 1);
  put (stream, PL_IMPORT_RULES, 0, "\7exa.org", 8);
  put_end (stream, PL_IMPORT_END, 2, 0);
  assert_refused (stream, "end of a list");
}
END_TEST

START_TEST (a_list_inside_a_list_is_refused)
{
  GByteArray *stream = stream_new ();

  put (stream, PL_IMPORT_LIST, 0, "a", 1);
  put (stream, PL_IMPORT_LIST, 0, "b", 1);
  assert_refused (stream, "list");
}
END_TEST

START_TEST (an_end_inside_a_list_is_refused)
{
  GByteArray *stream = stream_new ();

  put (stream, PL_IMPORT_LIST, 0, "a", 1);
  put_end (stream, PL_IMPORT_DONE, 1, 0);
  assert_refused (stream, "end");
}
END_TEST

START_TEST (bytes_after_the_end_are_refused)
{
  GByteArray *stream = stream_new ();

  put_end (stream, PL_IMPORT_DONE, 1, 0);
  put (stream, PL_IMPORT_LIST, 0, "a", 1);
  assert_refused (stream, "after the end");
}
END_TEST

START_TEST (unknown_frames_details_and_magics_are_refused)
{
  for (guint type = 0; type < 256; type++) {
    GByteArray *stream = stream_new ();
    put (stream, (guint8)type, 255, "", 0);
    if (type == PL_IMPORT_LIST)
      g_byte_array_unref (stream); /* has no detail */
    else
      assert_refused (stream, "not well formed");
  }
  GByteArray *stream = stream_new ();
  stream->data[0] ^= 1;
  assert_refused (stream, "magic");
}
END_TEST

START_TEST (more_samples_or_entries_than_agreed_are_refused)
{
  GByteArray *stream = stream_new ();

  for (guint i = 0; i <= PL_IMPORT_PASSED_NAMED; i++)
    put (stream, PL_IMPORT_PASSED, 0, "x", 1);
  assert_refused (stream, "passed over");

  stream = stream_new ();
  put (stream, PL_IMPORT_LIST, 0, "a", 1);
  for (guint i = 0; i <= PL_SITE_LIST_SAMPLES; i++)
    put (stream, PL_IMPORT_SKIPPED, 0, "\1\0\0\0\0\0\0\0x", 9);
  assert_refused (stream, "skipped line");
}
END_TEST

START_TEST (what_reports_show_is_printable)
{
  GByteArray *stream = stream_new ();

  put (stream, PL_IMPORT_PASSED, 0,
       "a\033[2J\n\xff"
       "b",
       8);
  put_end (stream, PL_IMPORT_DONE, 1, 1);
  g_autofree char *told = read_stream (stream->data, stream->len, 3, NULL);
  ck_assert_str_eq (told, "<0 a\xef\xbf\xbd[2J\xef\xbf\xbd\xef\xbf\xbd"
                          "b>");
  g_byte_array_unref (stream);
}
END_TEST

START_TEST (a_cap_is_told_as_a_limit_and_the_rest_as_refusals)
{
  for (int why = 0; why < PL_IMPORT_REFUSALS; why++) {
    g_autoptr (GByteArray) stream = stream_new ();
    g_autoptr (GError) error = NULL;
    gboolean cap = why == PL_IMPORT_REFUSED_ENTRIES || why == PL_IMPORT_REFUSED_SIZE ||
                   why == PL_IMPORT_REFUSED_RATIO || why == PL_IMPORT_REFUSED_LINE ||
                   why == PL_IMPORT_REFUSED_MEMORY;

    put (stream, PL_IMPORT_REFUSED, (guint8)why, "where", 5);
    ck_assert_ptr_null (read_stream (stream->data, stream->len, 1, &error));
    ck_assert (g_error_matches (error, PL_ERROR, cap ? PL_ERROR_LIMIT : PL_ERROR_REFUSED));
    ck_assert (g_str_has_prefix (error->message, "where: "));
    ck_assert (g_str_has_suffix (error->message, pl_import_refusal_text (why)));
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { what_is_written_is_read_whatever_the_pieces,
                                 a_stream_that_ends_early_is_not_done,
                                 a_name_that_is_not_in_normal_form_is_refused,
                                 a_name_that_reaches_out_of_its_frame_is_refused,
                                 rules_outside_a_list_are_refused,
                                 a_list_that_counts_wrongly_is_refused,
                                 a_list_inside_a_list_is_refused,
                                 an_end_inside_a_list_is_refused,
                                 bytes_after_the_end_are_refused,
                                 unknown_frames_details_and_magics_are_refused,
                                 more_samples_or_entries_than_agreed_are_refused,
                                 what_reports_show_is_printable,
                                 a_cap_is_told_as_a_limit_and_the_rest_as_refusals,
                                 NULL };

  return pl_tap_main ("import-stream", tests, 20);
}
