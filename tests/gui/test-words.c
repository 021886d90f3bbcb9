/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a child's day, a receipt and a letter to staff say. usage: test-words FOLDER-OF-CATALOGUES */
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>
#include <unistd.h>

#include "gui/app/clock.h"
#include "gui/app/time-words.h"
#include "gui/app/typed-day.h"
#include "gui/child/day-words.h"
#include "gui/child/receipt-words.h"
#include "gui/child/tell-draft.h"
#include "gui/staff/acts/restriction-fields.h"
#include "gui/staff/home/home-file-page.h"
#include "gui/staff/records/act-detail.h"
#include "gui/staff/records/record-fields.h"
#include "gui/staff/records/record-words.h"
#include "gui/staff/source-words.h"
#include "gui/widgets/list-words.h"
#include "policy/sites/list-source.h"
#include "tests/tap.h"

#define HOUR 3600
#define DAY  (24 * (gint64)HOUR)
/* Monday 9 March 2026, midnight in London, where no clock has gone forward yet. */
#define START G_GINT64_CONSTANT (1773014400)

/* So many hours after that midnight; until: the same, or -1. */
static PlToday *
today_at (double hour, gboolean online, double until, const char *reason, const char *spans)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (
      g_variant_new ("(bxx@as)", online, until < 0 ? -1 : START + (gint64)(until * HOUR),
                     (gint64)-1, g_variant_new_strv (&reason, reason != NULL ? 1 : 0)));
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "zone", "s", "Europe/London");
  g_variant_dict_insert (&fields, "now", "x", START + (gint64)(hour * HOUR));
  g_variant_dict_insert (&fields, "start", "x", START);
  g_variant_dict_insert (&fields, "next", "x", START + DAY);
  g_variant_dict_insert (&fields, "end", "x", START + 2 * DAY);
  if (spans != NULL) {
    GVariant *open = g_variant_parse (G_VARIANT_TYPE ("a(xx)"), spans, NULL, NULL, NULL);
    g_variant_dict_insert_value (&fields, "open", open);
    g_variant_unref (open);
  }
  g_autoptr (GVariant) day =
      g_variant_ref_sink (g_variant_new ("(@a{sv})", g_variant_dict_end (&fields)));
  return pl_today_new (state, day, 0);
}

static void
says (char *words, const char *wanted)
{
  g_autofree char *taken = words;
  g_auto (GStrv) parts = taken != NULL ? g_strsplit (taken, "\u00a0", -1) : NULL;
  g_autofree char *plain = parts != NULL ? g_strjoinv (" ", parts) : NULL;

  ck_assert_pstr_eq (plain, wanted);
}

START_TEST (test_a_time_is_said_as_people_say_it)
{
  g_autoptr (PlToday) today = today_at (10, TRUE, 20, NULL, NULL);

  says (pl_words_when (today, START + 20 * HOUR), "8 pm");
  says (pl_words_when (today, START + 19 * HOUR + 42 * 60), "7:42 pm");
  says (pl_words_when (today, START + 12 * HOUR), "noon");
  says (pl_words_when (today, START + DAY), "midnight");
  says (pl_words_when (today, START + DAY + 12 * HOUR), "tomorrow at noon");
  says (pl_words_when (today, START + 3 * DAY + 16 * HOUR), "on Thursday at 4 pm");
}
END_TEST

START_TEST (test_a_night_belongs_to_its_evening_while_the_internet_is_on)
{
  g_autoptr (PlToday) on = today_at (22, TRUE, 25, NULL, NULL);
  g_autoptr (PlToday) off = today_at (22, FALSE, 25, NULL, NULL);

  says (pl_words_when (on, START + DAY + HOUR), "1 am");
  says (pl_words_when (off, START + DAY + HOUR), "tomorrow at 1 am");
}
END_TEST

START_TEST (test_a_duration_has_no_parts_that_are_nothing)
{
  says (pl_words_duration (59), "less than a minute");
  says (pl_words_duration (60), "1 minute");
  says (pl_words_duration (2 * HOUR), "2 hours");
  says (pl_words_duration (HOUR + 20 * 60 + 59), "1 hour 20 minutes");
  says (pl_words_used (0), "none");
  says (pl_words_used (1), "less than a minute");
}
END_TEST

START_TEST (test_a_date_that_is_none_says_nothing)
{
  pl_app_set_year (START);
  says (pl_words_date ("2026-12-03"), "Thursday 3 December");
  says (pl_words_date ("2026-02-30"), NULL);
  says (pl_words_date (""), NULL);
}
END_TEST

static char *
short_day (const char *date)
{
  g_autofree char *text = g_strconcat (date, "T12:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (text, NULL);

  return pl_words_short_day (day);
}

START_TEST (test_a_day_of_another_year_is_said_with_its_year)
{
  pl_app_set_year (START);
  says (pl_words_date ("2027-12-03"), "Friday 3 December 2027");
  says (short_day ("2026-03-09"), "Mon 9 Mar");
  says (short_day ("2025-03-09"), "Sun 9 Mar 2025");
  says (pl_words_short_moment (START + 14 * HOUR), "Mon 9 Mar, 2 pm");
}
END_TEST

static const char *const spoken[] = { "cy", "pl", "uk", "ar", "fa_AF", "sq", "vi" };

/* A catalogue's words, where no locale of this computer knows that language. */
static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  ck_assert_ptr_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  textdomain (GETTEXT_PACKAGE);
}

START_TEST (test_days_and_months_are_in_the_language_of_the_app)
{
  pl_app_set_year (START);
  speak ("pl");
  says (pl_words_date ("2026-03-09"), "poniedziałek, 9 marca");
  says (pl_words_month ("2026-03"), "marzec 2026");
  speak ("uk");
  says (pl_words_date ("2026-03-09"), "понеділок, 9 березня");
  says (short_day ("2027-03-09"), "вт, 9 бер. 2027");
  speak ("ar");
  says (pl_words_date ("2026-03-09"), "الاثنين 9 مارس");
  speak ("fa_AF");
  says (pl_words_date ("2026-03-09"), "دوشنبه 9 مارچ");
  speak ("sq");
  says (pl_words_date ("2026-03-09"), "e hënë, 9 mars");
  speak ("vi");
  says (pl_words_date ("2027-03-09"), "Thứ Ba, ngày 9 tháng 3 năm 2027");
  speak ("cy");
  says (pl_words_date ("2026-03-09"), "Dydd Llun 9 Mawrth");
}
END_TEST

START_TEST (test_morning_and_afternoon_are_in_the_language_of_the_app)
{
  g_autoptr (GDateTime) morning = g_date_time_new_utc (2026, 3, 9, 9, 5, 0);
  g_autoptr (GDateTime) evening = g_date_time_new_utc (2026, 3, 9, 20, 0, 0);

  says (pl_words_time (morning), "9:05 am");
  speak ("cy");
  says (pl_words_time (morning), "9:05 yb");
  says (pl_words_time (evening), "8 yh");
  speak ("pl");
  says (pl_words_time (morning), "9:05");
  says (pl_words_time (evening), "20:00");
}
END_TEST

static void
add_name (GHashTable *all, const char *form, char *name)
{
  ck_assert (g_hash_table_add (all, g_strconcat (form, name, NULL)));
  g_free (name);
}

/* January to December, Monday to Sunday: none is said as another. */
static void
add_names (GHashTable *all, const char *language)
{
  speak (language);
  for (guint i = 0; i < 12; i++) {
    g_autofree char *date = g_strdup_printf ("2026-%02u-%02u", i + 1, i + 1);
    g_autofree char *month = g_strndup (date, strlen ("2026-03"));
    add_name (all, "day ", pl_words_date (date));
    add_name (all, "short ", short_day (date));
    add_name (all, "month ", pl_words_month (month));
  }
  for (guint i = 0; i < 7; i++)
    add_name (all, "weekday ", g_strdup (pl_words_weekday (i)));
}

/* In English, and then in none of the English words. */
static void
check_names (const char *language)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_names (all, "en");
  add_names (all, language);
}

START_TEST (test_every_month_and_weekday_has_its_name)
{
  pl_app_set_year (START);
  for (gsize i = 0; i < G_N_ELEMENTS (spoken); i++)
    check_names (spoken[i]);
}
END_TEST

START_TEST (test_now_says_until_when_and_why)
{
  g_autoptr (PlToday) on = today_at (14, TRUE, 20, "in-hours", NULL);
  g_autoptr (PlToday) off = today_at (21, FALSE, 40, "outside-hours", NULL);
  g_autoptr (PlToday) early = today_at (10, FALSE, 16, "outside-hours", NULL);
  g_autoptr (PlToday) used = today_at (18, FALSE, -1, "day-used", NULL);
  g_autoptr (PlToday) adult = today_at (18, TRUE, -1, "adult", NULL);

  says (pl_words_now (on), "Internet until <b>8 pm</b>");
  says (pl_words_why (on), NULL);
  says (pl_words_now (off), "The internet is back <b>tomorrow at 4 pm</b>");
  says (pl_words_why (off), "It is outside your internet hours.");
  says (pl_words_now (early), "The internet is back at <b>4 pm</b>");
  says (pl_words_now (used), "The internet is off for now");
  says (pl_words_why (used), "You have used your time for today.");
  says (pl_words_now (adult), "The internet is yours");
}
END_TEST

START_TEST (test_the_hours_of_a_day_are_those_of_that_day_only)
{
  g_autofree char *two =
      g_strdup_printf ("[(%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "), (%" G_GINT64_FORMAT
                       ", %" G_GINT64_FORMAT ")]",
                       START - HOUR, START + HOUR, START + 16 * HOUR, START + DAY + HOUR);
  g_autoptr (PlToday) some = today_at (14, TRUE, 20, NULL, two);
  g_autoptr (PlToday) none = today_at (14, FALSE, -1, NULL, NULL);

  says (pl_words_hours (some), "Open midnight to 1 am and 4 pm to midnight.");
  says (pl_words_hours (none), "The internet is off all day.");
}
END_TEST

/* A receipt of that state, with two on its path: staff, and the manager from 8 pm on. */
static PlRecord *
receipt (const char *state, gboolean alerted)
{
  static const char path[] = "[{'role': <'staff'>, 'names': <['Jo', 'Priya']>}, {'role': "
                             "<'manager'>, 'due': <int64 %" G_GINT64_FORMAT ">}]";
  g_autofree char *text = g_strdup_printf (path, START + 20 * HOUR);
  g_autoptr (GVariant) steps = g_variant_parse (G_VARIANT_TYPE ("aa{sv}"), text, NULL, NULL, NULL);
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "state", "s", state);
  g_variant_dict_insert (&fields, "alerted", "b", alerted);
  g_variant_dict_insert (&fields, "filed", "x", START + 19 * HOUR + 42 * 60);
  g_variant_dict_insert_value (&fields, "path", steps);
  if (g_str_equal (state, "seen")) {
    GVariant *seen = g_variant_new_parsed ("[('manager', %x)]", START + 20 * HOUR + 10 * 60);
    g_variant_dict_insert_value (&fields, "seen", seen);
  }
  return pl_record_new (g_variant_dict_end (&fields));
}

START_TEST (test_a_receipt_says_who_is_told_next_and_by_when)
{
  g_autoptr (PlToday) today = today_at (19.8, FALSE, -1, NULL, NULL);
  g_autoptr (PlRecord) sent = receipt ("sent", TRUE);

  says (pl_receipt_title (sent, today), "Saved, 7:42 pm");
  says (pl_receipt_next (sent, today), "It goes to Jo and Priya, who will come and find you, or "
                                       "answer here. You did the right thing.");
  says (pl_receipt_later (sent, today),
        "If nobody has read it by 8 pm, the manager will see it too.");
}
END_TEST

START_TEST (test_a_receipt_does_not_claim_that_somebody_was_alerted)
{
  g_autoptr (PlToday) today = today_at (19.8, FALSE, -1, NULL, NULL);
  g_autoptr (PlRecord) saved = receipt ("saved", FALSE);

  says (pl_receipt_next (saved, today),
        "Saved here. Nobody has been alerted yet. Tell an adult, or ring one of the numbers below. "
        "You did the right thing.");
}
END_TEST

START_TEST (test_a_receipt_that_was_seen_names_by_whom_and_threatens_with_nobody)
{
  g_autoptr (PlToday) today = today_at (21, FALSE, -1, NULL, NULL);
  g_autoptr (PlRecord) seen = receipt ("seen", TRUE);

  says (pl_receipt_step (seen, today, PL_RECEIPT_SEEN), "Seen by the manager, 8:10 pm");
  says (pl_receipt_later (seen, today), NULL);
  says (pl_receipt_title (seen, NULL), "Saved");
}
END_TEST

START_TEST (test_a_state_that_is_not_known_claims_the_least)
{
  g_autoptr (PlRecord) strange = receipt ("delivered", TRUE);

  ck_assert_int_eq (pl_receipt_state (strange), PL_RECEIPT_SAVED);
}
END_TEST

/* The letter of a draft with one detail. */
static char *
letter (const char *where)
{
  g_autoptr (PlTellDraft) draft = pl_tell_draft_new ();
  g_autoptr (GError) error = NULL;
  char text[256] = "";

  pl_tell_draft_set (&draft->where, where);
  int file = pl_tell_draft_file (draft, &error);
  ck_assert_msg (file >= 0, "%s", error != NULL ? error->message : "");
  ck_assert_int_ge (pread (file, text, sizeof text - 1, 0), 0);
  close (file);
  return g_strdup (text);
}

START_TEST (test_a_day_is_read_as_people_here_type_it)
{
  static const char *const days[] = { "2026-03-09", "9/3/2026", " 09.03.2026 ", "9 3 2026" };
  static const char *const none[] = {
    "", "9/3/26", "3/31/2026", "31/2/2026", "9/3", "9/3/2026/1", "tomorrow", "0/3/2026",
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    g_autofree char *day = pl_typed_day (days[i]);
    ck_assert_pstr_eq (day, "2026-03-09");
  }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    ck_assert_msg (pl_typed_day (none[i]) == NULL, "%s is a day", none[i]);
}
END_TEST

START_TEST (test_what_stands_in_a_field_is_read_as_it_stands_there)
{
  pl_app_set_zone ("Europe/London");
  says (pl_typed_day_text ("2026-03-09"), "9/3/2026");
  says (pl_typed_day ("9/3/2026"), "2026-03-09");
  says (pl_typed_day_text ("soon"), "soon");
  says (pl_typed_moment_text (1783604400), "9/7/2026 14:40");
  ck_assert_int_eq (pl_typed_moment ("9/7/2026 14:40"), 1783604400);
}
END_TEST

START_TEST (test_a_moment_is_read_in_the_home_s_zone)
{
  pl_app_set_zone ("Europe/London");
  ck_assert_int_eq (pl_typed_moment ("9/3/2026 14:40"), 1773067200);
  ck_assert_int_eq (pl_typed_moment ("2026-03-09 14:40"), 1773067200);
  ck_assert_int_eq (pl_typed_moment ("2026-03-09T14:40"), 1773067200);
  ck_assert_int_eq (pl_typed_moment ("9.7.2026 14:40"), 1783604400); /* summer */
  ck_assert_int_eq (pl_typed_moment ("9/3/2026"), -1);
  ck_assert_int_eq (pl_typed_moment ("9/3/2026 25:00"), -1);
  ck_assert_int_eq (pl_typed_moment ("14:40"), -1);
  ck_assert_int_eq (pl_typed_moment (""), -1);
}
END_TEST

/* "yes" is "yes", and yet another text: the table's. */
static void
check_choices (const PlRecordKind *kind)
{
  for (gsize i = 0; i < kind->n_fields; i++) {
    g_auto (GStrv) codes =
        g_strsplit (kind->fields[i].choices != NULL ? kind->fields[i].choices : "no yes", " ", -1);
    for (guint j = 0; codes[j] != NULL; j++)
      ck_assert_msg (pl_record_choice (codes[j]) != codes[j], "%s has no words for %s", kind->id,
                     codes[j]);
  }
}

START_TEST (test_whatever_can_be_chosen_in_a_form_has_words)
{
  for (gsize i = 0; i < pl_record_n_kinds; i++)
    check_choices (&pl_record_kinds[i]);
  check_choices (&pl_restriction_kind);
  ck_assert_str_eq (pl_record_choice ("not-sure"), "not sure");
  ck_assert_str_eq (pl_record_choice ("of-tomorrow"), "of-tomorrow");
}
END_TEST

START_TEST (test_a_choice_that_stands_by_itself_begins_with_a_large_letter)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "kind", "s", "no-internet");
  g_autoptr (PlRecord) restriction = pl_record_new (g_variant_dict_end (&fields));
  says (pl_record_field_words (restriction, &pl_restriction_kind.fields[0]), "no internet");
  says (pl_record_field_title (restriction, &pl_restriction_kind.fields[0]), "No internet");
}
END_TEST

START_TEST (test_a_day_of_the_home_s_file_is_said_in_words)
{
  pl_app_set_year (START);
  says (pl_home_matter_summary ("[Rules]\nReview=2027-05-31\n", PL_HOME_RULES),
        "Monday 31 May 2027");
}
END_TEST

static void
check_sources (const char *language)
{
  g_autoptr (GPtrArray) sources = pl_list_sources_read ("sources.conf", NULL, 0, NULL);

  speak (language);
  ck_assert_str_eq (pl_source_title ("Our own: gambling"), "Our own: gambling");
  for (guint i = 0; i < sources->len; i++) {
    const PlListSource *source = sources->pdata[i];
    if (strchr (source->title, ':') != NULL)
      ck_assert_str_ne (pl_source_title (source->title), source->title);
    ck_assert_msg (g_strcmp0 (pl_source_coverage (source->covers), source->covers) != 0, "%s: %s",
                   language, source->covers);
  }
}

START_TEST (test_the_sources_that_ship_are_called_in_the_language_of_the_app)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spoken); i++)
    check_sources (spoken[i]);
}
END_TEST

/* Of an entry beside which the agent says what people call kim, and sam in the details of a filter check. Transfer full. */
static char *
detail (const char *json)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "text", "s", json);
  g_variant_dict_insert (&fields, "details-name", "s",
                         "Self-test: 9 things tried.\ndns, Sam, failed: the self-test was stopped\n"
                         "clock, not-sure: it is early\nSam, we looked, failed: nothing");
  g_variant_dict_insert_value (&fields, "names", g_variant_new_parsed ("{'kim': 'Kim Reid'}"));
  g_autoptr (PlRecord) entry = pl_record_new (g_variant_dict_end (&fields));
  return pl_act_detail (entry);
}

START_TEST (test_the_log_says_why_first_and_nothing_that_only_records_know)
{
  says (detail ("{\"grant\":4,\"minutes\":15,\"until\":\"2026-03-09T15:00:00Z\",\"reason\":"
                "\"a \\\"film\\\"\","
                "\"proof\":\"password\"}"),
        "“a \"film\"”\nMinutes: 15\nUntil: Mon 9 Mar, 3 pm\nProven by: their password");
  says (
      detail (
          "{\"record\":2,\"kind\":\"key-work\",\"topic\":\"passwords\",\"child-words\":\"three\"}"),
      "Kind: Key-work session\nTopic: passwords\nWhat the child says: three");
  says (detail ("{\"restriction\":1,\"kind\":\"no-internet\",\"ground\":\"significant-"
                "harm\",\"child-told\":\"yes\"}"),
        "Kind: no internet\nBecause of: significant harm\nThe child was told: yes");
  says (detail ("not an object"), "");
  says (detail ("{\"version\":12,\"minutes\":15}"), "Minutes: 15");
}
END_TEST

START_TEST (test_the_log_says_people_s_names_where_it_has_their_accounts)
{
  says (detail ("{\"of\":\"kim\",\"note\":\"kim\"}"), "Whose shift: Kim Reid\nNote: kim");
  says (detail ("{\"account\":\"lee\"}"), "Account: lee");
}
END_TEST

START_TEST (test_a_filter_check_on_record_is_said_in_words_and_what_people_wrote_stays)
{
  const char *check = "{\"record\":1,\"kind\":\"check\",\"details\":\"with accounts\"}";

  says (detail (check),
        "Kind: Filter check\nWhat was found: Self-test: 9 things tried.\n"
        "Names of sites, Sam, fails: the self-test was stopped\nThe clock, not sure: it is early\n"
        "Sam, we looked, failed: nothing");
  speak ("pl");
  says (detail (check), "Rodzaj: Kontrola filtra\nCo znaleziono: Test: sprawdzono rzeczy: 9.\n"
                        "Nazwy stron, Sam, nie działa: test został zatrzymany\n"
                        "Zegar, nie wiadomo: it is early\nSam, we looked, failed: nothing");
}
END_TEST

START_TEST (test_the_log_says_what_the_agent_wrote_and_keeps_what_people_did)
{
  g_setenv ("LANGUAGE", "pl", TRUE);
  says (detail ("{\"account\":\"lee\",\"why\":\"programs of the account do not end\"}"),
        "“programy tego konta się nie kończą”\nAccount: lee");
  says (detail ("{\"record\":1,\"why\":\"programs of the account do not end\"}"),
        "“programs of the account do not end”");
}
END_TEST

START_TEST (test_a_letter_says_in_english_too_what_a_detail_is)
{
  says (letter ("school"), "Where: school\n");
  says (letter (""), "");
  g_setenv ("LANGUAGE", "pl", TRUE);
  ck_assert_ptr_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  says (letter ("w szkole"), "Gdzie: \u2068(Where:)\u2069 w szkole\n");
}
END_TEST

static const char *
warning_in (const char *languages, int minutes)
{
  g_setenv ("LANGUAGE", languages, TRUE);
  textdomain (GETTEXT_PACKAGE);
  return ngettext ("Your time online ends in %d minute", "Your time online ends in %d minutes",
                   (gulong)minutes);
}

START_TEST (test_a_sentence_with_a_number_in_it_has_easy_words_too)
{
  ck_assert_ptr_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  ck_assert_str_eq (warning_in ("en@easy:en", 1), "The internet stops in %d minute");
  ck_assert_str_eq (warning_in ("en@easy:en", 5), "The internet stops in %d minutes");
  ck_assert_str_eq (warning_in ("pl@easy:pl", 1), "Internet wyłączy się za %d minutę");
  ck_assert_str_eq (warning_in ("pl@easy:pl", 2), "Internet wyłączy się za %d minuty");
  ck_assert_str_eq (warning_in ("pl@easy:pl", 15), "Internet wyłączy się za %d minut");
}
END_TEST

START_TEST (test_a_list_ends_with_an_and)
{
  const char *const parts[] = { "bread", "jam", "tea", NULL };

  says (pl_list_words (parts + 3), "");
  says (pl_list_words (parts + 2), "tea");
  says (pl_list_words (parts + 1), "jam and tea");
  says (pl_list_words (parts), "bread, jam and tea");
}
END_TEST

START_TEST (test_a_list_from_the_right_keeps_each_name_whole)
{
  const char *const parts[] = { "nhs.uk", "papyrus-uk.org", "childline.org.uk", NULL };

  g_setenv ("LANGUAGE", "ar", TRUE);
  ck_assert_ptr_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  textdomain (GETTEXT_PACKAGE);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  says (pl_list_words (parts),
        "\u2068nhs.uk\u2069، \u2068papyrus-uk.org\u2069 و\u2068childline.org.uk\u2069");
}
END_TEST

int
main (int argc, char **argv)
{
  const TTest *const tests[] = {
    test_a_time_is_said_as_people_say_it,
    test_a_night_belongs_to_its_evening_while_the_internet_is_on,
    test_a_duration_has_no_parts_that_are_nothing,
    test_a_date_that_is_none_says_nothing,
    test_a_day_of_another_year_is_said_with_its_year,
    test_days_and_months_are_in_the_language_of_the_app,
    test_morning_and_afternoon_are_in_the_language_of_the_app,
    test_every_month_and_weekday_has_its_name,
    test_now_says_until_when_and_why,
    test_the_hours_of_a_day_are_those_of_that_day_only,
    test_a_receipt_says_who_is_told_next_and_by_when,
    test_a_receipt_does_not_claim_that_somebody_was_alerted,
    test_a_receipt_that_was_seen_names_by_whom_and_threatens_with_nobody,
    test_a_state_that_is_not_known_claims_the_least,
    test_a_day_is_read_as_people_here_type_it,
    test_what_stands_in_a_field_is_read_as_it_stands_there,
    test_a_moment_is_read_in_the_home_s_zone,
    test_whatever_can_be_chosen_in_a_form_has_words,
    test_a_choice_that_stands_by_itself_begins_with_a_large_letter,
    test_a_day_of_the_home_s_file_is_said_in_words,
    test_the_sources_that_ship_are_called_in_the_language_of_the_app,
    test_the_log_says_why_first_and_nothing_that_only_records_know,
    test_the_log_says_people_s_names_where_it_has_their_accounts,
    test_a_filter_check_on_record_is_said_in_words_and_what_people_wrote_stays,
    test_the_log_says_what_the_agent_wrote_and_keeps_what_people_did,
    test_a_letter_says_in_english_too_what_a_detail_is,
    test_a_sentence_with_a_number_in_it_has_easy_words_too,
    test_a_list_ends_with_an_and,
    test_a_list_from_the_right_keeps_each_name_whole,
    NULL,
  };

  g_assert (argc == 2);
  bindtextdomain (GETTEXT_PACKAGE, argv[1]);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return pl_tap_main ("words", tests, 10);
}
