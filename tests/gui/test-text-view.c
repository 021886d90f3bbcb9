/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>
#include <time.h>

#include "gui/widgets/text-view.h"
#include "tests/tap.h"

#define LETTERS 500
#define PASTE_S 1 /* of processor time, however large it is: a hand would notice more */

static GtkTextBuffer *
buffer_new (void)
{
  GtkTextBuffer *buffer = gtk_text_buffer_new (NULL);

  pl_text_buffer_cap (buffer, LETTERS);
  return buffer;
}

static char *
text_of (GtkTextBuffer *buffer)
{
  char *text;

  g_object_get (buffer, "text", &text, NULL);
  return text;
}

/* Where text is inserted, all that is there becomes the wanted. */
static void
becomes (GtkTextBuffer *buffer, int where, const char *inserted, const char *wanted)
{
  g_autofree char *text = NULL;
  GtkTextIter place;

  gtk_text_buffer_get_iter_at_offset (buffer, &place, where);
  gtk_text_buffer_insert (buffer, &place, inserted, -1);
  text = text_of (buffer);
  ck_assert_str_eq (text, wanted);
}

START_TEST (test_what_fits_of_a_paste_is_taken)
{
  g_autoptr (GtkTextBuffer) buffer = buffer_new ();
  g_autofree char *most = g_strnfill (LETTERS - 4, 'a');
  g_autofree char *full = g_strconcat (most, "\303\251\303\250\360\237\230\200\n", NULL);
  g_autofree char *inside = g_strconcat (most, "\303\251\303\250\360\237\230\200\nmore", NULL);

  becomes (buffer, 0, most, most);
  becomes (buffer, LETTERS - 4, inside + LETTERS - 4, full);
  becomes (buffer, LETTERS, "\303\251", full);
  becomes (buffer, 7, "no more in the middle either", full);
}
END_TEST

START_TEST (test_what_is_taken_away_makes_room_again)
{
  g_autoptr (GtkTextBuffer) buffer = buffer_new ();
  g_autofree char *full = g_strnfill (LETTERS, 'a');
  g_autofree char *again = g_strdup (full);
  GtkTextIter start, end;

  becomes (buffer, 0, full, full);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, 10);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, 12);
  gtk_text_buffer_delete (buffer, &start, &end);
  memcpy (again + 10, "xy", 2);
  becomes (buffer, 10, "xyz", again);
}
END_TEST

START_TEST (test_what_there_is_already_is_shown_whole_and_takes_no_more)
{
  g_autoptr (GtkTextBuffer) buffer = buffer_new ();
  g_autofree char *longer = g_strnfill (LETTERS + 100, 'a');
  g_autofree char *text = NULL;

  pl_text_buffer_put (buffer, longer);
  text = text_of (buffer);
  ck_assert_str_eq (text, longer);
  becomes (buffer, 0, "more", longer);
}
END_TEST

START_TEST (test_ten_megabytes_are_no_work)
{
  g_autoptr (GtkTextBuffer) buffer = buffer_new ();
  g_autofree char *paste = g_strnfill (10 * 1000 * 1000, 'a');
  g_autofree char *full = g_strnfill (LETTERS, 'a');
  clock_t before = clock ();

  becomes (buffer, 0, paste, full);
  ck_assert_int_lt (clock () - before, PASTE_S * CLOCKS_PER_SEC);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    test_what_fits_of_a_paste_is_taken,
    test_what_is_taken_away_makes_room_again,
    test_what_there_is_already_is_shown_whole_and_takes_no_more,
    test_ten_megabytes_are_no_work,
    NULL,
  };

  return pl_tap_main ("text-view", tests, 10);
}
