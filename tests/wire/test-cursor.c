/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/cursor.h"
#include "tests/tap.h"

static const guint8 bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };

START_TEST (numbers_are_read_in_network_order)
{
  PlCursor cursor = pl_cursor (bytes, sizeof bytes);

  ck_assert_uint_eq (pl_cursor_u8 (&cursor), 0x01);
  ck_assert_uint_eq (pl_cursor_u16 (&cursor), 0x0203);
  ck_assert_uint_eq (pl_cursor_u24 (&cursor), 0x040506);
  ck_assert_uint_eq (pl_cursor_u32 (&cursor), 0x0708090a);
  ck_assert (!cursor.failed);
  ck_assert_uint_eq (pl_cursor_rest (&cursor), 0);
}
END_TEST

START_TEST (a_read_past_the_end_fails_for_good)
{
  PlCursor cursor = pl_cursor (bytes, 3);

  pl_cursor_u16 (&cursor);
  ck_assert_uint_eq (pl_cursor_u32 (&cursor), 0);
  ck_assert (cursor.failed);
  ck_assert_uint_eq (pl_cursor_u8 (&cursor), 0);
  ck_assert_ptr_null (pl_cursor_take (&cursor, 0));
}
END_TEST

START_TEST (a_length_near_the_largest_number_does_not_wrap)
{
  PlCursor cursor = pl_cursor (bytes, sizeof bytes);

  pl_cursor_u8 (&cursor);
  ck_assert_ptr_null (pl_cursor_take (&cursor, G_MAXSIZE));
  ck_assert (cursor.failed);
}
END_TEST

START_TEST (a_writer_leaves_out_what_does_not_fit)
{
  guint8 room[7] = { 0 };
  PlWriter writer = pl_writer (room, 6);

  pl_writer_u8 (&writer, 0x01);
  pl_writer_u16 (&writer, 0x0203);
  pl_writer_u32 (&writer, 0x04050607);
  ck_assert (writer.failed);
  pl_writer_u8 (&writer, 0xff);
  ck_assert_uint_eq (writer.length, 3);
  ck_assert_mem_eq (room, ((guint8[]){ 1, 2, 3, 0, 0, 0, 0 }), 7);
}
END_TEST

int
main (void)
{
  return pl_tap_main ("cursor",
                      (const TTest *[]){
                          numbers_are_read_in_network_order,
                          a_read_past_the_end_fails_for_good,
                          a_length_near_the_largest_number_does_not_wrap,
                          a_writer_leaves_out_what_does_not_fit,
                          NULL,
                      },
                      10);
}
