/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/probe/probe-run.h"
#include "agent/self-test-lists.h"
#include "agent/self-test-texts.h"
#include "agent/self-test-untriable.h"
#include "tests/tap.h"

static PlProbeFinding findings[PL_PROBE_CHECKS];

static void
take (guint32 version, guint32 check, guint32 verdict, guint32 why)
{
  PlProbeFinding finding = { version, check, verdict, why };

  pl_probe_take (findings, &finding, sizeof finding);
}

static guint
unsure (void)
{
  guint n = 0;

  for (guint i = 0; i < PL_PROBE_CHECKS; i++)
    n += findings[i].check == i && findings[i].verdict == PL_PROBE_UNSURE &&
         findings[i].why == PL_PROBE_NOT_BEGUN;
  return n;
}

START_TEST (what_a_probe_does_not_say_is_not_sure)
{
  pl_probe_expect (findings);
  ck_assert_uint_eq (unsure (), PL_PROBE_CHECKS);
  take (PL_PROBE_VERSION, PL_PROBE_CANARY, PL_PROBE_OK, PL_PROBE_AS_IT_MUST);
  ck_assert_uint_eq (unsure (), PL_PROBE_CHECKS - 1);
  ck_assert_uint_eq (findings[PL_PROBE_CANARY].verdict, PL_PROBE_OK);
}
END_TEST

START_TEST (what_is_malformed_says_nothing)
{
  static const guint8 zeros[64];

  pl_probe_expect (findings);
  take (0, 0, PL_PROBE_OK, 0);
  take (PL_PROBE_VERSION + 1, 0, PL_PROBE_OK, 0);
  take (PL_PROBE_VERSION, PL_PROBE_CHECKS, PL_PROBE_OK, 0);
  take (PL_PROBE_VERSION, G_MAXUINT32, PL_PROBE_OK, 0);
  take (PL_PROBE_VERSION, 0, PL_PROBE_UNSURE + 1, 0);
  take (PL_PROBE_VERSION, 0, PL_PROBE_OK, PL_PROBE_WHYS);
  for (gsize size = 0; size < sizeof zeros; size++)
    pl_probe_take (findings, zeros, size);
  PlProbeFinding cut = { PL_PROBE_VERSION, 0, PL_PROBE_OK, 0 };
  pl_probe_take (findings, &cut, sizeof cut - 1);
  ck_assert_uint_eq (unsure (), PL_PROBE_CHECKS);
}
END_TEST

START_TEST (what_was_said_is_not_taken_back)
{
  pl_probe_expect (findings);
  take (PL_PROBE_VERSION, PL_PROBE_CLOSED, PL_PROBE_FAILED, PL_PROBE_NOT_BLOCKED);
  take (PL_PROBE_VERSION, PL_PROBE_CLOSED, PL_PROBE_OK, PL_PROBE_AS_IT_MUST);
  ck_assert_uint_eq (findings[PL_PROBE_CLOSED].verdict, PL_PROBE_FAILED);
}
END_TEST

START_TEST (every_finding_has_a_layer_and_a_sentence)
{
  for (guint check = 0; check < PL_PROBE_CHECKS; check++)
    for (guint why = 0; why < PL_PROBE_WHYS; why++) {
      const PlProbeFinding finding = { PL_PROBE_VERSION, check, PL_PROBE_FAILED, why };
      const char *layer = NULL;
      g_autofree char *text = pl_self_test_text (&finding, &layer);
      ck_assert_msg (layer != NULL && strlen (text) > 5 && strchr (text, '%') == NULL &&
                         g_str_has_suffix (g_strdelimit (text, "?", '.'), "."),
                     "%u, %u: %s", check, why, text);
    }
}
END_TEST

START_TEST (only_what_no_home_could_try_is_untriable)
{
  static const struct {
    guint category, why;
    gboolean untriable;
  } cases[] = {
    { PL_CATEGORY_CHILD_ABUSE, PL_PROBE_NO_LIST, TRUE },
    { PL_CATEGORY_SELF_HARM, PL_PROBE_NO_LIST, TRUE },
    { PL_CATEGORY_MALWARE, PL_PROBE_NO_NAME, TRUE },
    /* Lists that are there to be had, and did not come. */
    { PL_CATEGORY_MALWARE, PL_PROBE_NO_LIST, FALSE },
    { PL_CATEGORY_SCAMS, PL_PROBE_NO_LIST, FALSE },
    { PL_CATEGORY_PORNOGRAPHY, PL_PROBE_NO_LIST, FALSE },
    /* Nobody knows yet whether they bring one. */
    { PL_CATEGORY_CHILD_ABUSE, PL_PROBE_LIST_COMES, FALSE },
    { PL_CATEGORY_MALWARE, PL_PROBE_LIST_COMES, FALSE },
    { PL_CATEGORY_PORNOGRAPHY, PL_PROBE_NO_NAME, FALSE },
    { PL_CATEGORY_EXTREMISM, PL_PROBE_NO_LIST, FALSE },
    { PL_CATEGORY_CHILD_ABUSE, PL_PROBE_NO_ANSWER, FALSE },
    { PL_CATEGORY_CHILD_ABUSE, PL_PROBE_NOT_BLOCKED, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const PlProbeFinding finding = { PL_PROBE_VERSION, PL_PROBE_CATEGORY + cases[i].category,
                                     PL_PROBE_UNSURE, cases[i].why };
    ck_assert_msg (pl_self_test_is_untriable (&finding) == cases[i].untriable, "case %zu", i);
  }
  for (guint check = 0; check < PL_PROBE_CATEGORY; check++) {
    const PlProbeFinding finding = { PL_PROBE_VERSION, check, PL_PROBE_UNSURE, PL_PROBE_NO_NAME };
    ck_assert (!pl_self_test_is_untriable (&finding));
  }
}
END_TEST

START_TEST (lists_that_have_not_come_are_never_well_and_say_so)
{
  static const struct {
    PlListsState state;
    gboolean loaded;
    gint64 age_s;
    PlSelfTestVerdict verdict;
    const char *sentence;
  } cases[] = {
    { PL_LISTS_THERE, TRUE, 0, PL_SELF_TEST_OK, "Loaded, made today." },
    { PL_LISTS_THERE, TRUE, -5, PL_SELF_TEST_OK, "Loaded, made today." },
    { PL_LISTS_THERE, TRUE, 86400, PL_SELF_TEST_OK, "Loaded, made 1 day ago." },
    { PL_LISTS_THERE, TRUE, 14 * 86400, PL_SELF_TEST_UNSURE, "Loaded, made 14 days ago." },
    { PL_LISTS_THERE, FALSE, 0, PL_SELF_TEST_FAILED, "No lists are loaded." },
    { PL_LISTS_LOADING, TRUE, 0, PL_SELF_TEST_UNSURE, "The lists are still being loaded." },
    { PL_LISTS_LOADING, FALSE, 0, PL_SELF_TEST_FAILED, "The lists are still being loaded." },
    { PL_LISTS_MISSING, TRUE, 0, PL_SELF_TEST_UNSURE, "No list has come yet: is there internet?" },
    { PL_LISTS_MISSING, FALSE, 0, PL_SELF_TEST_FAILED, "No list has come yet: is there internet?" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    PlSelfTestVerdict verdict;
    g_autofree char *sentence =
        pl_self_test_lists (cases[i].state, cases[i].loaded, cases[i].age_s, &verdict);
    ck_assert_str_eq (sentence, cases[i].sentence);
    ck_assert_msg (verdict == cases[i].verdict, "case %zu", i);
  }
}
END_TEST

START_TEST (a_category_whose_lists_come_says_so)
{
  const PlProbeFinding finding = { PL_PROBE_VERSION, PL_PROBE_CATEGORY + PL_CATEGORY_MALWARE,
                                   PL_PROBE_UNSURE, PL_PROBE_LIST_COMES };
  const char *layer;
  g_autofree char *text = pl_self_test_text (&finding, &layer);

  ck_assert_str_eq (text, "Malware: the lists are still being loaded.");
}
END_TEST

int
main (void)
{
  const TTest *tests[] = {
    what_a_probe_does_not_say_is_not_sure,    what_is_malformed_says_nothing,
    what_was_said_is_not_taken_back,          every_finding_has_a_layer_and_a_sentence,
    only_what_no_home_could_try_is_untriable, lists_that_have_not_come_are_never_well_and_say_so,
    a_category_whose_lists_come_says_so,      NULL
  };

  return pl_tap_main ("self-test", tests, 10);
}
