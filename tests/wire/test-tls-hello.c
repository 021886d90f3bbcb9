/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/cursor.h"
#include "agent/wire/tls-hello.h"
#include "tests/tap.h"
#include "tests/wire/corpus.h"

#define STREAM_MAX (PL_TLS_HELLO_MAX + 64)

typedef struct {
  guint8 data[STREAM_MAX];
  gsize size;
} Stream;

static void
add (GByteArray *to, const void *bytes, gsize n)
{
  g_byte_array_append (to, bytes, n);
}

static void
add_u16 (GByteArray *to, guint value)
{
  guint8 bytes[] = { (guint8)(value >> 8), (guint8)value };

  add (to, bytes, sizeof bytes);
}

static void
add_extension (GByteArray *to, guint type, const GByteArray *content)
{
  add_u16 (to, type);
  add_u16 (to, content->len);
  add (to, content->data, content->len);
}

static void
add_name (GByteArray *to, guint8 type, const char *name, gsize length)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  add_u16 (content, length + 3);
  add (content, &type, 1);
  add_u16 (content, length);
  add (content, name, length);
  add_extension (to, 0, content);
}

/* A ClientHello message around these extensions (NULL: without the extension block). */
static GByteArray *
message_around (const GByteArray *extensions)
{
  GByteArray *message = g_byte_array_new ();
  const guint8 head[] = { 1, 0, 0, 0, 3, 3 }, random[32] = { 9 }, session[33] = { 32 },
               suites[] = { 0, 4, 0x0a, 0x0a, 0x13, 0x01, 1, 0 };

  add (message, head, sizeof head);
  add (message, random, sizeof random);
  add (message, session, sizeof session);
  add (message, suites, sizeof suites);
  if (extensions != NULL) {
    add_u16 (message, extensions->len);
    add (message, extensions->data, extensions->len);
  }
  guint length = message->len - 4;
  message->data[1] = length >> 16;
  message->data[2] = length >> 8;
  message->data[3] = length;
  return message;
}

/* In records of at most so many bytes of content. */
static void
in_records (Stream *stream, const GByteArray *message, gsize content)
{
  PlWriter out = pl_writer (stream->data, sizeof stream->data);

  for (gsize at = 0; at < message->len; at += content) {
    gsize here = MIN (content, message->len - at);

    pl_writer_u8 (&out, 22);
    pl_writer_u16 (&out, 0x0301);
    pl_writer_u16 (&out, here);
    pl_writer_bytes (&out, message->data + at, here);
  }
  ck_assert (!out.failed);
  stream->size = out.length;
}

static void
hello_for (Stream *stream, const char *name, gsize content)
{
  g_autoptr (GByteArray) extensions = g_byte_array_new ();
  const guint8 grease[] = { 0x5a, 0x5a, 0, 0 };

  add (extensions, grease, sizeof grease);
  add_name (extensions, 0, name, strlen (name));
  g_autoptr (GByteArray) message = message_around (extensions);
  in_records (stream, message, content);
}

static PlParse
parse (const Stream *stream, PlTlsHello *hello)
{
  /* exactly as long as it says, so that ASan sees a step beyond */
  g_autofree guint8 *copy = g_memdup2 (stream->data, stream->size);

  return pl_tls_hello_parse (copy, stream->size, hello, NULL);
}

static void
assert_name (const Stream *stream, const char *name)
{
  PlTlsHello hello;

  ck_assert_int_eq (parse (stream, &hello), PL_PARSE_COMPLETE);
  ck_assert_str_eq (hello.name, name);
  ck_assert_uint_eq (hello.name_length, strlen (name));
}

static void
assert_invalid (const Stream *stream)
{
  PlTlsHello hello = { .name_length = 77 };

  ck_assert_int_eq (parse (stream, &hello), PL_PARSE_INVALID);
  ck_assert_uint_eq (hello.name_length, 77);
}

START_TEST (name_is_read_as_it_was_sent)
{
  Stream stream;

  hello_for (&stream, "Www.Example.ORG.", STREAM_MAX);
  assert_name (&stream, "Www.Example.ORG.");
}
END_TEST

START_TEST (every_beginning_of_a_hello_wants_more)
{
  Stream stream;
  PlTlsHello hello;

  for (gsize content = 1; content < 200; content += 13) {
    hello_for (&stream, "www.example.org", content);
    gsize wanted = 0;
    for (gsize size = 0; size < stream.size; size++) {
      g_autofree guint8 *copy = g_memdup2 (stream.data, size);
      gsize now = 0;

      ck_assert_int_eq (pl_tls_hello_parse (copy, size, &hello, &now), PL_PARSE_MORE);
      ck_assert_uint_gt (now, size);
      ck_assert_uint_le (now, stream.size);
      ck_assert (now >= wanted);
      wanted = now;
    }
    assert_name (&stream, "www.example.org");
  }
}
END_TEST

START_TEST (name_is_read_across_records_of_any_size)
{
  Stream stream;

  for (gsize content = 1; content < 150; content++) {
    hello_for (&stream, "split.example.org", content);
    assert_name (&stream, "split.example.org");
  }
}
END_TEST

START_TEST (hello_without_a_name_is_complete)
{
  g_autoptr (GByteArray) bare = message_around (NULL), extensions = g_byte_array_new ();
  g_autoptr (GByteArray) empty = message_around (extensions);
  Stream stream;

  in_records (&stream, bare, STREAM_MAX);
  assert_name (&stream, "");
  in_records (&stream, empty, STREAM_MAX);
  assert_name (&stream, "");
}
END_TEST

START_TEST (encrypted_hello_is_read_by_its_outer_name)
{
  g_autoptr (GByteArray) extensions = g_byte_array_new (), content = g_byte_array_new ();
  PlTlsHello hello;
  Stream stream;

  g_byte_array_set_size (content, 200);
  memset (content->data, 0, content->len);
  add_extension (extensions, 0xfe0d, content);
  add_name (extensions, 0, "outer.example", 13);
  g_autoptr (GByteArray) message = message_around (extensions);
  in_records (&stream, message, STREAM_MAX);
  ck_assert_int_eq (parse (&stream, &hello), PL_PARSE_COMPLETE);
  ck_assert_str_eq (hello.name, "outer.example");
}
END_TEST

START_TEST (second_name_is_refused)
{
  g_autoptr (GByteArray) twice = g_byte_array_new (), list = g_byte_array_new (),
                         content = g_byte_array_new ();
  Stream stream;

  add_name (twice, 0, "one.example", 11);
  add_name (twice, 0, "two.example", 11);
  g_autoptr (GByteArray) extensions = message_around (twice);
  in_records (&stream, extensions, STREAM_MAX);
  assert_invalid (&stream);

  /* both in one list */
  add (content, "\0\x0c\0\0\3one\0\0\3two", 14);
  add_extension (list, 0, content);
  g_autoptr (GByteArray) listed = message_around (list);
  in_records (&stream, listed, STREAM_MAX);
  assert_invalid (&stream);
}
END_TEST

START_TEST (names_that_are_none_are_refused)
{
  char longest[PL_TLS_NAME_MAX + 2];
  const struct {
    guint8 type;
    const char *name;
    gsize length;
  } names[] = {
    { 0, "", 0 },
    { 0, "good.example\0.evil.example", 26 },
    { 1, "other.type", 10 },
    { 0, longest, PL_TLS_NAME_MAX + 1 },
  };

  memset (longest, 'a', sizeof longest);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GByteArray) extensions = g_byte_array_new ();
    Stream stream;

    add_name (extensions, names[i].type, names[i].name, names[i].length);
    g_autoptr (GByteArray) message = message_around (extensions);
    in_records (&stream, message, STREAM_MAX);
    assert_invalid (&stream);
  }
}
END_TEST

START_TEST (lengths_that_disagree_are_refused)
{
  Stream good, stream;

  /* Each length field, one more and one less than it is. */
  hello_for (&good, "www.example.org", STREAM_MAX);
  const gsize last_bytes[] = {
    8,                   /* the message: the record is longer, or ends within it */
    5 + 4 + 2 + 32,      /* session id */
    5 + 4 + 2 + 32 + 34, /* cipher suites */
    5 + 4 + 2 + 32 + 39, /* compression methods */
    5 + 4 + 2 + 32 + 42, /* extensions */
    good.size - 15 - 6,  /* the extension of the name */
    good.size - 15 - 4,  /* its list */
    good.size - 15 - 1,  /* the name */
  };
  for (gsize i = 1; i < G_N_ELEMENTS (last_bytes); i++)
    for (int change = -1; change <= 1; change += 2) {
      stream = good;
      stream.data[last_bytes[i]] += change;
      assert_invalid (&stream);
    }
  /* a message longer than its record goes on in the next; a shorter one leaves something behind */
  stream = good;
  stream.data[last_bytes[0]]--;
  assert_invalid (&stream);
}
END_TEST

START_TEST (what_is_not_a_hello_is_refused_at_its_first_bytes)
{
  const struct {
    const char *bytes;
    gsize size;
  } streams[] = {
    { "GET ", 4 },
    { "\x80\x2e\x01\x00\x02", 5 },                 /* SSLv2 */
    { "\x16\x02", 2 },                             /* a version that never was */
    { "\x17\x03\x03\x00\x10", 5 },                 /* application data */
    { "\x15\x03\x01\x00\x02", 5 },                 /* an alert */
    { "\x16\x03\x01\x00\x00", 5 },                 /* an empty record */
    { "\x16\x03\x01\x40\x01", 5 },                 /* longer than a record can be */
    { "\x16\x03\x01\x00\x20\x02", 6 },             /* a ServerHello */
    { "\x16\x03\x01\x00\x20\x01\x00\x40\x00", 9 }, /* a message beyond the limit */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++) {
    Stream stream = { .size = streams[i].size };

    memcpy (stream.data, streams[i].bytes, streams[i].size);
    assert_invalid (&stream);
  }
}
END_TEST

START_TEST (hello_beyond_the_limit_is_refused)
{
  g_autoptr (GByteArray) extensions = g_byte_array_new (), padding = g_byte_array_new ();
  PlTlsHello hello;
  Stream stream;

  add_name (extensions, 0, "www.example.org", 15);
  g_autoptr (GByteArray) small = message_around (extensions);
  g_byte_array_set_size (padding, PL_TLS_HELLO_MAX - 5 - small->len - 4);
  memset (padding->data, 0, padding->len);
  add_extension (extensions, 21, padding);
  g_autoptr (GByteArray) largest = message_around (extensions);
  in_records (&stream, largest, STREAM_MAX);
  ck_assert_uint_eq (stream.size, PL_TLS_HELLO_MAX);
  assert_name (&stream, "www.example.org");

  /* The same with a second record header no longer fits. */
  in_records (&stream, largest, 16000);
  ck_assert_uint_gt (stream.size, PL_TLS_HELLO_MAX);
  ck_assert_int_eq (parse (&stream, &hello), PL_PARSE_INVALID);
}
END_TEST

START_TEST (alert_is_fatal_and_says_why)
{
  const guint8 expected[] = { 21, 3, 3, 0, 2, 2, 49 };
  guint8 alert[PL_TLS_ALERT_SIZE];

  pl_tls_alert_write (PL_TLS_ALERT_ACCESS_DENIED, alert);
  ck_assert_mem_eq (alert, expected, sizeof expected);
}
END_TEST

/* A file of segments: each with its place (four bytes) and length (two) before it. */
static PlParse
parse_segments (const guint8 *file, gsize size, PlTlsHello *hello)
{
  PlCursor cursor = pl_cursor (file, size);
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  PlParse parsed = PL_PARSE_MORE;
  gsize wanted = 0;

  while (pl_cursor_rest (&cursor) > 0 && parsed == PL_PARSE_MORE) {
    pl_cursor_u32 (&cursor);
    guint16 length = pl_cursor_u16 (&cursor);
    const guint8 *segment = pl_cursor_take (&cursor, length);

    ck_assert (!cursor.failed);
    g_byte_array_append (stream, segment, length);
    if (stream->len >= wanted)
      parsed = pl_tls_hello_parse (stream->data, stream->len, hello, &wanted);
  }
  return parsed;
}

/* Captures of the field: index.tsv says what another reader found. Column numbers from 0. */
START_TEST (captured_hellos_give_the_names_that_others_read)
{
  g_autofree char *folder = pl_corpus ("clienthello");
  g_auto (GStrv) lines = folder != NULL ? pl_corpus_index (folder) : NULL;
  guint agreed = 0;

  for (guint i = 1; lines != NULL && lines[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
    if (g_strv_length (columns) < 18 || strcmp (columns[9], "True") != 0)
      continue;
    gsize size, segments_size;
    g_autofree guint8 *data = pl_corpus_file (folder, columns[0], &size);
    g_autofree char *segs = g_strdup_printf ("%.*s.segs", (int)strlen (columns[0]) - 4, columns[0]);
    g_autofree guint8 *segments = pl_corpus_file (folder, segs, &segments_size);
    PlTlsHello hello, again;

    /* Some were broken on purpose; no server reads them either. */
    if (pl_tls_hello_parse (data, size, &hello, NULL) != PL_PARSE_COMPLETE) {
      ck_assert_msg (columns[10][0] == '\0' || strstr (columns[0], "invalid") != NULL, "%s",
                     columns[0]);
      continue;
    }
    ck_assert_str_eq (hello.name, columns[10]);
    ck_assert_int_eq (parse_segments (segments, segments_size, &again), PL_PARSE_COMPLETE);
    ck_assert_str_eq (again.name, columns[10]);
    agreed++;
  }
  g_printerr ("# clienthello: %u agreed\n", agreed);
}
END_TEST

START_TEST (browser_hellos_give_their_name)
{
  g_autofree char *folder = pl_corpus ("clienthello-chromium156");
  g_auto (GStrv) lines = folder != NULL ? pl_corpus_index (folder) : NULL;
  guint agreed = 0;

  for (guint i = 1; lines != NULL && lines[i] != NULL && lines[i][0] != '\0'; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
    gsize size;
    g_autofree guint8 *data = pl_corpus_file (folder, columns[0], &size);
    PlTlsHello hello;
    PlParse parsed = pl_tls_hello_parse (data, size, &hello, NULL);

    ck_assert_int_ne (parsed, PL_PARSE_INVALID);
    if (parsed == PL_PARSE_COMPLETE) {
      ck_assert_str_eq (hello.name, columns[2]);
      agreed++;
    }
  }
  g_printerr ("# clienthello-chromium156: %u complete\n", agreed);
}
END_TEST

/* Some have lengths that disagree, or an empty name, and are refused here. */
START_TEST (hellos_of_other_projects_tests_give_no_other_name)
{
  g_autofree char *folder = pl_corpus ("clienthello-unit");
  g_auto (GStrv) lines = folder != NULL ? pl_corpus_index (folder) : NULL;
  guint agreed = 0;

  for (guint i = 1; lines != NULL && lines[i] != NULL && lines[i][0] != '\0'; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
    gsize size;
    g_autofree guint8 *data = pl_corpus_file (folder, columns[0], &size);
    /* what its project expects of it, or what another reader found in it */
    const char *expected = g_str_equal (columns[3], "(none)") ? columns[4] : columns[3];
    PlTlsHello hello = { 0 };

    if (pl_tls_hello_parse (data, size, &hello, NULL) == PL_PARSE_COMPLETE) {
      ck_assert_str_eq (hello.name, expected);
      agreed++;
    } else {
      ck_assert (g_str_has_prefix (columns[0], "sniproxy_") || expected[0] == '\0');
    }
  }
  g_printerr ("# clienthello-unit: %u agreed\n", agreed);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    name_is_read_as_it_was_sent,
    every_beginning_of_a_hello_wants_more,
    name_is_read_across_records_of_any_size,
    hello_without_a_name_is_complete,
    encrypted_hello_is_read_by_its_outer_name,
    second_name_is_refused,
    names_that_are_none_are_refused,
    lengths_that_disagree_are_refused,
    what_is_not_a_hello_is_refused_at_its_first_bytes,
    hello_beyond_the_limit_is_refused,
    alert_is_fatal_and_says_why,
    captured_hellos_give_the_names_that_others_read,
    browser_hellos_give_their_name,
    hellos_of_other_projects_tests_give_no_other_name,
    NULL,
  };

  return pl_tap_main ("tls-hello", tests, 20);
}
