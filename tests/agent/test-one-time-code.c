/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/one-time-code.h"

#include <string.h>

#include "tests/tap.h"

/* The secret of the test values in RFC 4226 appendix D and RFC 6238 appendix B. */
static const char rfc_secret[] = "12345678901234567890";

static PlOneTimeCode
code_of (PlCodeKind kind)
{
  PlOneTimeCode code = { .kind = kind };

  memcpy (code.secret, rfc_secret, PL_CODE_SECRET);
  return code;
}

START_TEST (the_values_of_the_rfc_count)
{
  /* Six last digits of the eight that RFC 6238 lists, for SHA-1. */
  static const struct {
    gint64 now;
    const char *digits;
  } values[] = {
    { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
    { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    PlOneTimeCode code = code_of (PL_CODE_TELEPHONE);
    ck_assert_int_eq (pl_one_time_code_check (&code, values[i].digits, values[i].now),
                      PL_CODE_RIGHT);
  }
}
END_TEST

START_TEST (a_code_counts_once)
{
  PlOneTimeCode code = code_of (PL_CODE_TELEPHONE);

  ck_assert_int_eq (pl_one_time_code_check (&code, "081 804", 1111111109), PL_CODE_RIGHT);
  ck_assert_int_eq (pl_one_time_code_check (&code, "081804", 1111111109), PL_CODE_WRONG);
  ck_assert_int_eq (pl_one_time_code_check (&code, "050471", 1111111111), PL_CODE_RIGHT);
  ck_assert_int_eq (pl_one_time_code_check (&code, "081804", 1111111111), PL_CODE_WRONG);
}
END_TEST

START_TEST (a_code_counts_a_step_early_and_late_and_no_longer)
{
  for (int off = -3; off <= 3; off++) {
    PlOneTimeCode code = code_of (PL_CODE_TELEPHONE);
    PlCodeOutcome outcome = pl_one_time_code_check (&code, "005924", 1234567890 + 30 * off);
    ck_assert_int_eq (outcome, ABS (off) <= 1 ? PL_CODE_RIGHT : PL_CODE_WRONG);
  }
}
END_TEST

START_TEST (five_wrong_ones_pause_it_and_five_more_for_longer)
{
  PlOneTimeCode code = code_of (PL_CODE_TELEPHONE);
  gint64 now = 1234567890, pause = 15 * 60;

  for (int round = 0; round < 8; round++) {
    for (int i = 0; i < 5; i++)
      ck_assert_int_eq (pl_one_time_code_check (&code, "000000", now), PL_CODE_WRONG);
    ck_assert_int_eq (pl_one_time_code_check (&code, "005924", now), PL_CODE_PAUSED);
    ck_assert_int_eq (code.paused_until - now, MIN (pause, 4 * 3600));
    ck_assert_int_eq (pl_one_time_code_check (&code, "000000", code.paused_until - 1),
                      PL_CODE_PAUSED);
    now = code.paused_until;
    pause *= 2;
  }
}
END_TEST

START_TEST (a_right_one_after_the_pause_ends_the_matter)
{
  PlOneTimeCode code = code_of (PL_CODE_TELEPHONE);

  for (int i = 0; i < 5; i++)
    pl_one_time_code_check (&code, "111111", 1234567890 - 900);
  ck_assert_int_eq (pl_one_time_code_check (&code, "005924", 1234567890), PL_CODE_RIGHT);
  ck_assert_uint_eq (code.wrong, 0);
  ck_assert_int_eq (code.paused_until, 0);
}
END_TEST

START_TEST (a_sheet_is_crossed_off_from_the_top_and_ends)
{
  PlOneTimeCode code = code_of (PL_CODE_SHEET);
  g_auto (GStrv) sheet = pl_one_time_code_sheet (&code);

  ck_assert_uint_eq (g_strv_length (sheet), PL_CODE_SHEET_SIZE);
  ck_assert_str_eq (sheet[0], "84755224"); /* RFC 4226 appendix D, count 0: 1284755224 */
  ck_assert_int_eq (pl_one_time_code_check (&code, sheet[5], 0), PL_CODE_WRONG);
  ck_assert_int_eq (pl_one_time_code_check (&code, sheet[4], 0), PL_CODE_RIGHT);
  ck_assert_int_eq (pl_one_time_code_check (&code, sheet[0], 0), PL_CODE_WRONG);
  for (int i = 5; i < PL_CODE_SHEET_SIZE; i++)
    ck_assert_int_eq (pl_one_time_code_check (&code, sheet[i], 0), PL_CODE_RIGHT);
  ck_assert_int_eq (pl_one_time_code_check (&code, sheet[19], 0), PL_CODE_SPENT);
}
END_TEST

START_TEST (what_is_not_a_code_is_wrong)
{
  static const char *const texts[] = { "", "00592", "0059244", "00592a", "-05924", "٠٠٥٩٢٤" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    PlOneTimeCode code = code_of (PL_CODE_TELEPHONE);
    ck_assert_int_eq (pl_one_time_code_check (&code, texts[i], 1234567890), PL_CODE_WRONG);
    ck_assert_uint_eq (code.wrong, 1);
  }
}
END_TEST

START_TEST (a_telephone_reads_the_secret)
{
  PlOneTimeCode code = code_of (PL_CODE_TELEPHONE);
  g_autofree char *uri = pl_one_time_code_uri (&code, "Oak House", "jo");

  ck_assert_str_eq (uri, "otpauth://totp/Oak%20House:jo?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                         "&issuer=Oak%20House&algorithm=SHA1&digits=6&period=30");
}
END_TEST

START_TEST (two_enrolments_share_nothing)
{
  PlOneTimeCode one, two;

  pl_one_time_code_enrol (&one, PL_CODE_SHEET);
  pl_one_time_code_enrol (&two, PL_CODE_SHEET);
  ck_assert_mem_ne (one.secret, two.secret, PL_CODE_SECRET);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    the_values_of_the_rfc_count,
    a_code_counts_once,
    a_code_counts_a_step_early_and_late_and_no_longer,
    five_wrong_ones_pause_it_and_five_more_for_longer,
    a_right_one_after_the_pause_ends_the_matter,
    a_sheet_is_crossed_off_from_the_top_and_ends,
    what_is_not_a_code_is_wrong,
    a_telephone_reads_the_secret,
    two_enrolments_share_nothing,
    NULL,
  };

  return pl_tap_main ("one-time-code", tests, 10);
}
