/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/speech.h"

#include "tests/tap.h"

/* What a voice gets of these words, after others. */
static void
says (const char *words, const char *wanted)
{
  g_autoptr (GString) text = g_string_new ("Tell staff.\n");

  pl_speech_add (text, words);
  ck_assert_str_eq (text->str + strlen ("Tell staff.\n"), wanted);
}

START_TEST (test_words_without_an_end_are_given_one)
{
  says ("Ask for more time", "Ask for more time.\n");
  says ("8 pm ", "8 pm.\n");
}
END_TEST

START_TEST (test_an_end_of_any_language_stays_alone)
{
  says ("Are you safe right now?", "Are you safe right now?\n");
  says ("Well done!", "Well done!\n");
  says ("You can skip this.", "You can skip this.\n");
  says ("هل أنت بأمان الآن؟", "هل أنت بأمان الآن؟\n");
}
END_TEST

START_TEST (test_an_empty_label_is_not_read)
{
  says ("", "");
  says ("  \n", "");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    test_words_without_an_end_are_given_one,
    test_an_end_of_any_language_stays_alone,
    test_an_empty_label_is_not_read,
    NULL,
  };

  return pl_tap_main ("speech", tests, 10);
}
