/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/said.h"
#include "tests/tap.h"

static const char *const tags[] = { "ar", "cy", "fa", "pl", "sq", "uk", "vi" };

/* The sentence in Polish, whose catalogue has all that is asked for here. */
static char *
polish (const char *sentence)
{
  return pl_said (pl_language_find ("pl"), sentence);
}

START_TEST (sentence_is_said_in_each_language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++) {
    g_autofree char *said = pl_said (pl_language_find (tags[i]), "the self-test was stopped");

    ck_assert_str_ne (said, "the self-test was stopped");
  }
}
END_TEST

START_TEST (what_fills_a_place_stands_in_the_translation)
{
  g_autofree char *plain = polish ("no child has the account \"sam\"");
  g_autofree char *with_quotes = polish ("no child has the account \"\"%s %d\"\"");

  ck_assert_str_eq (plain, "żadne dziecko nie ma konta „sam”");
  ck_assert_str_eq (with_quotes, "żadne dziecko nie ma konta „\"%s %d\"”");
}
END_TEST

START_TEST (what_fills_a_place_is_itself_said)
{
  g_autofree char *said = polish ("Gambling: blocked.");

  ck_assert_str_eq (said, "Hazard: zablokowane.");
}
END_TEST

START_TEST (what_is_not_there_is_said)
{
  g_autofree char *record = polish ("there is no such record");
  g_autofree char *request = polish ("there is no such request");
  g_autofree char *restriction = polish ("there is no such restriction");
  g_autofree char *account = polish ("there is no such account");
  g_autofree char *hold = polish ("no hold 3 is open");

  ck_assert_str_eq (record, "nie ma takiego wpisu");
  ck_assert_str_eq (request, "nie ma takiej prośby");
  ck_assert_str_eq (restriction, "nie ma takiego ograniczenia");
  ck_assert_str_eq (account, "nie ma takiego konta");
  ck_assert_str_eq (hold, "nie ma otwartego wstrzymania usuwania 3");
}
END_TEST

START_TEST (what_is_wrong_with_the_record_is_said)
{
  g_autofree char *gap = polish ("entry 3 and those after it up to 7 were removed");
  g_autofree char *concern =
      polish ("the concerns' chain, entry 12 was altered: it cannot be read");
  g_autofree char *first = polish ("the concerns' chain, its first entry was removed");

  ck_assert_str_eq (gap, "wpis 3: i następne aż do 7: usunięte");
  ck_assert_str_eq (concern, "łańcuch zgłoszeń, wpis 12: zmieniony: nie da się go odczytać");
  ck_assert_str_eq (first, "łańcuch zgłoszeń, jego pierwszy wpis: usunięty");
}
END_TEST

START_TEST (list_is_said_part_by_part)
{
  g_autofree char *said = polish ("one person alone would read it. With a reader key there is no "
                                  "staff on shift, no manager");
  g_autofree char *failed = polish (
      "lists: ours: failed: the server refuses (HTTP status 500); the last good list stays");

  g_autofree char *several =
      polish ("the lists: 3 of the sources failed; their last good lists stay");

  ck_assert_ptr_nonnull (strstr (said, "nikogo na dyżurze, żadnego kierownika"));
  ck_assert_str_eq (several, "listy: źródła, które zawiodły: 3; zostają ich ostatnie dobre listy");
  ck_assert_ptr_null (strstr (failed, "server refuses"));
  ck_assert_ptr_nonnull (strstr (failed, "500"));
}
END_TEST

START_TEST (file_and_line_stay_before_the_reason)
{
  g_autofree char *said = polish ("children/sam.conf:4: unknown level \"high\"");

  g_autofree char *welsh = pl_said (pl_language_find ("cy"), "routes.conf:12: Folder is empty");

  ck_assert_str_eq (said, "children/sam.conf:4: nieznany poziom „high”");
  ck_assert_str_eq (welsh, "routes.conf:12: mae Folder yn wag");
}
END_TEST

START_TEST (what_the_computer_said_stands_behind_a_sentence)
{
  g_autofree char *disk = polish (
      "nothing can be recorded: the disk is full: /var/records.sqlite: database or disk is full");
  g_autofree char *file =
      polish ("failed: this computer could not do it: ours.list: No space left on device; the last "
              "good list stays");
  g_autofree char *route = polish ("\"mail=home\" is no address: it has no name before an @");

  ck_assert_str_eq (disk, "niczego nie da się zapisać: dysk jest pełny: /var/records.sqlite: "
                          "database or disk is full");
  ck_assert_str_eq (file, "nie udało się: ten komputer nie mógł tego zrobić: ours.list: No space "
                          "left on device; zostaje ostatnia dobra lista");
  ck_assert_str_eq (route, "„mail=home”: nie jest adresem: brak nazwy przed @");
}
END_TEST

START_TEST (what_is_not_known_stays_as_it_is)
{
  static const char *const sentences[] = { "",
                                           ": ",
                                           "%",
                                           "no such sentence",
                                           "no child has the account",
                                           "no child has the account \"sam",
                                           "blocked.",
                                           "/a/path: no such file: really" };

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    for (gsize n = 0; n < G_N_ELEMENTS (tags); n++) {
      g_autofree char *said = pl_said (pl_language_find (tags[n]), sentences[i]);
      ck_assert_str_eq (said, sentences[i]);
    }
}
END_TEST

static void
stands_by_itself (const char *tag, const char *sentence, const char *wanted)
{
  g_autofree char *said = pl_said_by_itself (pl_language_find (tag), sentence);

  ck_assert_str_eq (said, wanted);
}

START_TEST (what_stands_by_itself_is_a_sentence)
{
  stands_by_itself ("en", "this is not the name of a site", "This is not the name of a site.");
  stands_by_itself ("pl", "there is no such record", "Nie ma takiego wpisu.");
  stands_by_itself ("en", "no child has the account \"sam\"", "No child has the account \"sam\".");
  stands_by_itself ("en", "Gambling: blocked.", "Gambling: blocked.");
  stands_by_itself ("en", "the review: a time is wanted", "The review: a time is wanted.");
  stands_by_itself ("en", "routes.conf has no such route", "routes.conf has no such route.");
}
END_TEST

START_TEST (name_or_place_in_a_file_that_comes_first_stays_as_it_is)
{
  stands_by_itself ("en", "sam is being wiped", "sam is being wiped.");
  stands_by_itself ("en", "home.conf:3: this is not the name of a site",
                    "home.conf:3: this is not the name of a site");
  stands_by_itself ("en", "nobody ever said this", "nobody ever said this");
  stands_by_itself ("pl", "", "");
}
END_TEST

START_TEST (english_says_what_was_said)
{
  g_autofree char *said = pl_said (pl_language_english (), "Gambling: blocked.");

  ck_assert_str_eq (said, "Gambling: blocked.");
}
END_TEST

/* What a child or a site is called may hold anything, and as much as there may be of it. */
START_TEST (hostile_filling_is_only_text)
{
  g_autofree char *name = g_strnfill (3000, '%');
  g_autofree char *sentence = g_strdup_printf ("no child has the account \"%s\"", name);
  g_autofree char *said = polish (sentence);
  g_autofree char *colons = g_strnfill (200000, ':');
  g_autofree char *as_it_is = polish (colons);

  ck_assert_ptr_nonnull (strstr (said, name));
  ck_assert_str_eq (as_it_is, colons);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    sentence_is_said_in_each_language,
    what_fills_a_place_stands_in_the_translation,
    what_fills_a_place_is_itself_said,
    what_is_not_there_is_said,
    what_is_wrong_with_the_record_is_said,
    file_and_line_stay_before_the_reason,
    list_is_said_part_by_part,
    what_the_computer_said_stands_behind_a_sentence,
    what_is_not_known_stays_as_it_is,
    what_stands_by_itself_is_a_sentence,
    name_or_place_in_a_file_that_comes_first_stays_as_it_is,
    english_says_what_was_said,
    hostile_filling_is_only_text,
    NULL,
  };

  return pl_tap_main ("said", tests, 10);
}
