/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/dns-name.h"
#include "tests/tap.h"

/* Reads the name at offset of a message given as a string literal. */
#define READ(message, offset, name, cursor)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    *(cursor) = pl_cursor ((const guint8 *)(message), sizeof (message) - 1);                       \
    (cursor)->position = (offset);                                                                 \
    pl_dns_name_read ((cursor), (name));                                                           \
  }                                                                                                \
  G_STMT_END

#define WIRE(text) ((const guint8 *)(text)), sizeof (text)

static PlDnsName
name_of (const guint8 *wire, gsize length)
{
  PlDnsName name = { .length = (guint8)length };

  memcpy (name.wire, wire, length);
  return name;
}

START_TEST (a_plain_name_is_read_with_its_case)
{
  PlCursor cursor;
  PlDnsName name;

  READ ("\3wWw\7Example\3org\0rest", 0, &name, &cursor);
  ck_assert (!cursor.failed);
  ck_assert_uint_eq (cursor.position, 17);
  ck_assert_uint_eq (name.length, 17);
  ck_assert_mem_eq (name.wire, "\3wWw\7Example\3org\0", 17);
}
END_TEST

START_TEST (a_pointer_is_followed_and_the_cursor_stays_behind_it)
{
  PlCursor cursor;
  PlDnsName name;

  READ ("\3org\0\7example\xc0\0\3www\xc0\5zz", 15, &name, &cursor);
  ck_assert (!cursor.failed);
  ck_assert_uint_eq (cursor.position, 21);
  ck_assert_uint_eq (name.length, 17);
  ck_assert_mem_eq (name.wire, "\3www\7example\3org\0", 17);
}
END_TEST

START_TEST (pointers_that_do_not_fall_are_refused)
{
  PlCursor cursor;
  PlDnsName name;

  READ ("\xc0\0", 0, &name, &cursor); /* to itself */
  ck_assert (cursor.failed);
  READ ("\xc0\2\xc0\0", 0, &name, &cursor); /* forward */
  ck_assert (cursor.failed);
  READ ("\1a\xc0\0\1b\xc0\0", 4, &name, &cursor); /* into a loop further down */
  ck_assert (cursor.failed);
  READ ("\1a\xc0\x09", 0, &name, &cursor); /* outside */
  ck_assert (cursor.failed);
}
END_TEST

START_TEST (a_truncated_name_is_refused_at_every_length)
{
  static const char message[] = "\3org\0\7example\xc0\0";
  PlDnsName name;

  for (gsize size = 0; size < sizeof message - 1; size++) {
    PlCursor cursor = pl_cursor ((const guint8 *)message, size);
    cursor.position = MIN (size, 5);
    pl_dns_name_read (&cursor, &name);
    ck_assert_msg (cursor.failed, "%zu bytes", size);
  }
}
END_TEST

START_TEST (reserved_label_kinds_are_refused)
{
  PlCursor cursor;
  PlDnsName name;

  READ ("\x40zzzz", 0, &name, &cursor);
  ck_assert (cursor.failed);
  READ ("\x80zzzz", 0, &name, &cursor);
  ck_assert (cursor.failed);
  cursor = pl_cursor ((const guint8 *)"\x41zzzz", 5);
  pl_dns_name_skip (&cursor);
  ck_assert (cursor.failed);
}
END_TEST

START_TEST (a_name_has_at_most_255_bytes)
{
  guint8 message[400] = { 0 };
  PlDnsName name;

  /* 127 labels of one letter and the root: 255 bytes. */
  for (gsize i = 0; i < 127; i++)
    message[2 * i] = 1;
  PlCursor cursor = pl_cursor (message, sizeof message);
  pl_dns_name_read (&cursor, &name);
  ck_assert (!cursor.failed);
  ck_assert_uint_eq (name.length, 255);
  cursor.position = 0;
  pl_dns_name_skip (&cursor);
  ck_assert_uint_eq (cursor.position, 255);

  message[2 * 127] = 1;
  cursor.position = 0;
  pl_dns_name_read (&cursor, &name);
  ck_assert (cursor.failed);
  cursor = pl_cursor (message, sizeof message);
  pl_dns_name_skip (&cursor);
  ck_assert (cursor.failed);
}
END_TEST

START_TEST (a_name_over_255_bytes_by_a_pointer_is_refused)
{
  guint8 message[400] = { 0 };
  PlDnsName name;

  for (gsize i = 0; i < 127; i++)
    message[2 * i] = 1;
  memcpy (message + 255, "\1x\xc0\0", 4);
  PlCursor cursor = pl_cursor (message, sizeof message);
  cursor.position = 255;
  pl_dns_name_read (&cursor, &name);
  ck_assert (cursor.failed);
}
END_TEST

START_TEST (letters_compare_without_case_and_nothing_else_does)
{
  PlDnsName a = name_of (WIRE ("\3wWw\2aZ")), b = name_of (WIRE ("\3WwW\2Az"));
  PlDnsName c = name_of (WIRE ("\3ww[\2az")), d = name_of (WIRE ("\3ww{\2az"));

  ck_assert (pl_dns_name_equal (&a, &b));
  ck_assert (!pl_dns_name_equal (&c, &d));
  ck_assert (!pl_dns_name_equal (&a, &c));
}
END_TEST

START_TEST (a_host_name_is_lower_case_text)
{
  PlDnsName name = name_of (WIRE ("\4_Www\7Ex-mpl9\3ORG"));
  PlDnsHostname hostname;

  pl_dns_name_hostname (&name, &hostname);
  ck_assert_str_eq (hostname.text, "_www.ex-mpl9.org");
  ck_assert_uint_eq (hostname.length, 16);
  ck_assert (hostname.whole && !hostname.dotted && !hostname.has_zero);
}
END_TEST

START_TEST (an_odd_label_leaves_the_suffix_that_rules_can_match)
{
  PlDnsName starred = name_of (WIRE ("\1*\1A\3org")), last = name_of (WIRE ("\3www\3o\xe9g"));
  PlDnsName root = name_of (WIRE (""));
  PlDnsHostname hostname;

  pl_dns_name_hostname (&starred, &hostname);
  ck_assert_str_eq (hostname.text, "a.org");
  ck_assert (!hostname.whole);
  pl_dns_name_hostname (&last, &hostname);
  ck_assert_uint_eq (hostname.length, 0);
  ck_assert (!hostname.whole);
  pl_dns_name_hostname (&root, &hostname);
  ck_assert_uint_eq (hostname.length, 0);
  ck_assert (hostname.whole);
}
END_TEST

START_TEST (dots_and_zeros_inside_labels_are_told)
{
  PlDnsName dotted = name_of (WIRE ("\13www.example\3com"));
  PlDnsName zero = name_of (WIRE ("\5com\0x\3org"));
  PlDnsHostname hostname;
  char text[PL_DNS_NAME_MAX];

  pl_dns_name_hostname (&dotted, &hostname);
  ck_assert (hostname.dotted && !hostname.whole && !hostname.has_zero);
  ck_assert_str_eq (hostname.text, "com");
  ck_assert_uint_eq (pl_dns_name_careless (&dotted, text), 15);
  ck_assert_str_eq (text, "www.example.com");

  pl_dns_name_hostname (&zero, &hostname);
  ck_assert (hostname.has_zero && !hostname.whole && !hostname.dotted);
  ck_assert_str_eq (hostname.text, "org");
}
END_TEST

START_TEST (random_bytes_never_read_outside)
{
  const char *seed = g_getenv ("PL_SEED");
  guint32 number = seed != NULL ? (guint32)strtoul (seed, NULL, 10) : g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (number);
  PlDnsName name;
  PlDnsHostname hostname;
  char text[PL_DNS_NAME_MAX];

  g_printerr ("# PL_SEED=%u\n", number);
  for (guint round = 0; round < 200000; round++) {
    gsize size = (gsize)g_rand_int_range (random, 1, 300);
    g_autofree guint8 *message = g_malloc (size);
    for (gsize i = 0; i < size; i++)
      message[i] = (guint8)(g_rand_int_range (random, 0, 4) > 0 ? g_rand_int (random) % 8
                                                                : g_rand_int (random));
    PlCursor cursor = pl_cursor (message, size);
    cursor.position = (gsize)g_rand_int_range (random, 0, (gint32)size);
    gsize start = cursor.position;
    pl_dns_name_read (&cursor, &name);
    if (cursor.failed)
      continue;
    ck_assert_uint_gt (cursor.position, start);
    ck_assert_uint_eq (name.wire[name.length - 1], 0);
    pl_dns_name_hostname (&name, &hostname);
    ck_assert_uint_eq (strlen (hostname.text), hostname.length);
    ck_assert_uint_le (pl_dns_name_careless (&name, text), 253);
  }
}
END_TEST

int
main (void)
{
  return pl_tap_main ("dns-name",
                      (const TTest *[]){
                          a_plain_name_is_read_with_its_case,
                          a_pointer_is_followed_and_the_cursor_stays_behind_it,
                          pointers_that_do_not_fall_are_refused,
                          a_truncated_name_is_refused_at_every_length,
                          reserved_label_kinds_are_refused,
                          a_name_has_at_most_255_bytes,
                          a_name_over_255_bytes_by_a_pointer_is_refused,
                          letters_compare_without_case_and_nothing_else_does,
                          a_host_name_is_lower_case_text,
                          an_odd_label_leaves_the_suffix_that_rules_can_match,
                          dots_and_zeros_inside_labels_are_told,
                          random_bytes_never_read_outside,
                          NULL,
                      },
                      30);
}
