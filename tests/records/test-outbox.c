/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/outbox.h"

#include <string.h>

#include "agent/records/reader-route.h"
#include "agent/records/reader.h"
#include "policy/care/envelope.h"
#include "policy/error.h"
#include "tests/records/stand.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR   (60 * MINUTE)

static const guint8 anna[PL_CARE_ID_SIZE] = "anna", lee[PL_CARE_ID_SIZE] = "lee";
static const guint8 first[PL_CARE_ID_SIZE] = "first", second[PL_CARE_ID_SIZE] = "second";

static void
set_routes (const guint8 *reader, const char *text)
{
  g_autoptr (GPtrArray) routes = pl_reader_routes_parse (text, NULL);

  g_autoptr (GPtrArray) states = pl_reader_route_list (store, reader, NULL);
  g_autofree char *before = pl_reader_route_text (states, reader);

  ck_assert (pl_reader_route_set (store, &jo, reader, before, routes, NULL));
}

static void
set_up (void)
{
  stand_set_up ();
  set_routes (anna, "mail=anna@example.org; office; notices");
  set_routes (lee, "mail=lee@example.org");
}

static void
add_as (PlOutboxPurpose purpose, const guint8 *id, const guint8 *reader, gint64 due_ms)
{
  g_autoptr (GBytes) sealed = g_bytes_new_static ("sealed words", 12);
  PlOutboxMessage message = { .purpose = purpose, .sealed = sealed, .due_ms = due_ms };

  memcpy (message.id, id, sizeof message.id);
  memcpy (message.reader, reader, sizeof message.reader);
  ck_assert (pl_outbox_add (store, &message, NULL));
}

static void
add (const guint8 *id, const guint8 *reader, gint64 due_ms)
{
  add_as (PL_OUTBOX_CONCERN, id, reader, due_ms);
}

/* The routes that are to take something now, but for notices: "mail office". */
static char *
due_now (gint64 *next_ms)
{
  g_autoptr (GArray) due = pl_outbox_due (store, stand_time.wall_ms, FALSE, next_ms, NULL);
  GString *text = g_string_new (NULL);

  ck_assert_ptr_nonnull (due);
  for (guint i = 0; i < due->len; i++) {
    const char *route = g_array_index (due, PlOutboxDue, i).route;
    if (!g_str_equal (route, PL_ROUTE_NOTICES))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", route);
  }
  return g_string_free (text, FALSE);
}

static void
assert_due (const char *expected)
{
  gint64 next_ms;
  g_autofree char *due = due_now (&next_ms);

  ck_assert_str_eq (due, expected);
}

/* Hands over the first that is due on a route; the mark of its copy, -1: nothing is due there. */
static int
hand_over (const char *route, PlOutboxEnd end)
{
  gint64 next_ms;
  g_autoptr (GArray) due = pl_outbox_due (store, stand_time.wall_ms, FALSE, &next_ms, NULL);

  for (guint i = 0; i < due->len; i++) {
    const PlOutboxDue *row = &g_array_index (due, PlOutboxDue, i);
    PlEnvelope envelope;
    gsize size;
    if (!g_str_equal (row->route, route))
      continue;
    g_autoptr (PlOutboxParcel) parcel = pl_outbox_begin (store, row, NULL);
    ck_assert_ptr_nonnull (parcel);
    const guint8 *bytes = g_bytes_get_data (parcel->envelope, &size);
    ck_assert (pl_envelope_read (bytes, size, &envelope, NULL));
    ck_assert_uint_eq (envelope.length, 12);
    if (end != 0)
      ck_assert (pl_outbox_end (store, row, end, 0, NULL));
    return envelope.copy;
  }
  return -1;
}

static gint64
next_after (void)
{
  gint64 next_ms;
  g_autofree char *due = due_now (&next_ms);

  ck_assert_str_eq (due, "");
  return next_ms == G_MAXINT64 ? -1 : next_ms - stand_time.wall_ms;
}

static gboolean
test_route (const guint8 *reader, const char *route, const guint8 *test, GError **error)
{
  g_autoptr (GBytes) sealed = g_bytes_new_static ("sealed words", 12);

  return pl_reader_route_test (store, &jo, reader, route, test, sealed, error);
}

START_TEST (the_first_route_is_tried_and_the_next_only_where_it_fails)
{
  add (first, anna, 0);
  assert_due ("mail");
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_FAILED), 0);
  assert_due ("office");
  ck_assert_int_eq (hand_over ("office", PL_OUTBOX_TAKEN), 0);
  ck_assert_int_eq (next_after (), MINUTE);
}
END_TEST

START_TEST (without_a_word_the_next_route_comes_after_an_hour_and_says_that_it_repeats)
{
  add (first, anna, 0);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 0);
  ck_assert_int_eq (next_after (), HOUR);
  stand_time.wall_ms += HOUR;
  ck_assert_int_eq (hand_over ("office", PL_OUTBOX_TAKEN), 1);
  ck_assert_int_eq (next_after (), -1);
}
END_TEST

START_TEST (what_is_withheld_goes_when_it_is_due_and_at_once_by_every_route_when_hastened)
{
  add (first, anna, stand_time.wall_ms + 2 * HOUR);
  ck_assert_int_eq (next_after (), 2 * HOUR);
  ck_assert (pl_outbox_hasten (store, first, NULL));
  assert_due ("mail office");
}
END_TEST

START_TEST (a_route_that_fails_is_tried_again_later_and_later_and_for_ever)
{
  gint64 pause, before = 0, total = 0;

  add (first, lee, 0);
  for (guint i = 0; i < 40; i++) {
    ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_FAILED), 0);
    pause = next_after ();
    ck_assert_int_ge (pause, before);
    ck_assert_int_le (pause, 6 * HOUR);
    before = pause;
    total += pause;
    stand_time.wall_ms += pause;
  }
  ck_assert_int_gt (total, 6 * 24 * HOUR);
}
END_TEST

/* How long it is until a try, after so many that failed, by chance. */
static gint64
pause_by (const guint8 *id, guint failures, guint32 chance)
{
  gint64 next_ms, pause = 0;

  add (id, lee, 0);
  for (guint i = 0; i < failures; i++) {
    g_autoptr (GArray) due = pl_outbox_due (store, stand_time.wall_ms, FALSE, &next_ms, NULL);
    const PlOutboxDue *row = &g_array_index (due, PlOutboxDue, 0);
    g_autoptr (PlOutboxParcel) parcel = pl_outbox_begin (store, row, NULL);
    ck_assert (pl_outbox_end (store, row, PL_OUTBOX_FAILED, chance, NULL));
    pause = next_after ();
    stand_time.wall_ms += pause;
  }
  ck_assert (pl_outbox_withdraw (store, id, NULL, NULL));
  return pause;
}

START_TEST (chance_spreads_the_tries_and_never_past_six_hours)
{
  gint64 soonest = 2 * MINUTE, latest = 0;

  for (guint32 chance = 0; chance < 16; chance++) {
    gint64 pause = pause_by (first, 1, chance * 1000);
    soonest = MIN (soonest, pause);
    latest = MAX (latest, pause);
    ck_assert_int_le (pause_by (second, 12, G_MAXUINT32 - chance * 54321), 6 * HOUR);
  }
  ck_assert_int_ge (soonest, MINUTE);
  ck_assert_int_gt (latest, soonest + 10000);
}
END_TEST

START_TEST (a_network_that_comes_back_is_an_occasion_but_not_for_what_may_have_arrived)
{
  gint64 next_ms;

  add (first, lee, 0);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_FAILED), 0);
  assert_due ("");
  g_autoptr (GArray) failed = pl_outbox_due (store, stand_time.wall_ms, TRUE, &next_ms, NULL);
  ck_assert_uint_eq (failed->len, 1);
  stand_time.wall_ms += HOUR;
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_UNSURE), 0);
  g_autoptr (GArray) unsure = pl_outbox_due (store, stand_time.wall_ms, TRUE, &next_ms, NULL);
  ck_assert_uint_eq (unsure->len, 0);
}
END_TEST

START_TEST (a_notice_goes_at_once_whatever_comes_before_it_and_is_no_copy)
{
  gint64 sent_ms;

  add (first, anna, 0);
  ck_assert_int_eq (hand_over ("notices", PL_OUTBOX_TAKEN), 0);
  ck_assert_int_eq (hand_over ("notices", PL_OUTBOX_TAKEN), -1);
  ck_assert (pl_outbox_sent (store, first, &sent_ms, NULL));
  ck_assert_int_eq (sent_ms, 0);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 0);
}
END_TEST

START_TEST (a_clock_that_was_years_ahead_holds_nothing_back)
{
  add (first, anna, 0);
  add (second, lee, 0);
  stand_time.wall_ms += 1500 * STAND_DAY_MS;
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 0);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_FAILED), 0);
  stand_time.wall_ms -= 1500 * STAND_DAY_MS;
  assert_due ("office mail");
}
END_TEST

START_TEST (what_may_have_arrived_rests_and_then_says_that_it_repeats)
{
  add (first, lee, 0);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_UNSURE), 0);
  ck_assert_int_ge (next_after (), HOUR);
  stand_time.wall_ms += 2 * HOUR;
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_FAILED), 1);
  stand_time.wall_ms += 12 * HOUR;
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 1);
}
END_TEST

START_TEST (an_agent_that_ended_in_the_middle_does_not_send_twice_without_saying_so)
{
  add (first, lee, 0);
  ck_assert_int_eq (hand_over ("mail", 0), 0);
  stand_reopen ();
  assert_due ("");
  ck_assert (pl_outbox_recover (store, NULL));
  stand_time.wall_ms += 2 * HOUR;
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 1);
}
END_TEST

START_TEST (what_was_seen_is_gone_for_that_reader_alone_with_its_bytes)
{
  gint64 sent_ms;

  add (first, anna, 0);
  add (first, lee, 0);
  add (second, anna, 0);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 0);
  ck_assert (pl_outbox_sent (store, first, &sent_ms, NULL));
  ck_assert_int_eq (sent_ms, stand_time.wall_ms);
  ck_assert (pl_outbox_acknowledge (store, first, anna, NULL, NULL));
  ck_assert (pl_outbox_sent (store, first, &sent_ms, NULL));
  ck_assert_int_eq (sent_ms, 0);
  assert_due ("mail mail");
}
END_TEST

START_TEST (a_route_that_takes_nothing_hides_no_other)
{
  gint64 next_ms;
  guint n_mail = 0, n_office = 0;

  set_routes (lee, "office");
  for (guint i = 0; i < PL_OUTBOX_DUE_MAX + 8; i++) {
    guint8 id[PL_CARE_ID_SIZE] = { (guint8)(i + 1) };
    add (id, anna, 0);
  }
  add (first, lee, 0);
  g_autoptr (GArray) due = pl_outbox_due (store, stand_time.wall_ms, FALSE, &next_ms, NULL);
  for (guint i = 0; i < due->len; i++) {
    n_mail += g_str_equal (g_array_index (due, PlOutboxDue, i).route, PL_ROUTE_MAIL);
    n_office += g_str_equal (g_array_index (due, PlOutboxDue, i).route, "office");
  }
  ck_assert_uint_eq (n_mail, PL_OUTBOX_DUE_MAX);
  ck_assert_uint_eq (n_office, 1);
}
END_TEST

START_TEST (a_copy_that_goes_while_another_is_on_its_way_says_so)
{
  add (first, anna, 0);
  ck_assert (pl_outbox_hasten (store, first, NULL));
  ck_assert_int_eq (hand_over ("mail", 0), 0);
  ck_assert_int_eq (hand_over ("office", PL_OUTBOX_TAKEN), 1);
}
END_TEST

START_TEST (what_was_withdrawn_while_it_was_handed_over_is_no_error_and_goes_no_more)
{
  gint64 next_ms;

  add (first, anna, 0);
  g_autoptr (GArray) due = pl_outbox_due (store, stand_time.wall_ms, FALSE, &next_ms, NULL);
  const PlOutboxDue *row = &g_array_index (due, PlOutboxDue, 0);
  ck_assert (pl_outbox_withdraw (store, first, NULL, NULL));
  g_autoptr (GError) error = NULL;
  ck_assert_ptr_null (pl_outbox_begin (store, row, &error));
  ck_assert_ptr_null (error);
  ck_assert (pl_outbox_end (store, row, PL_OUTBOX_TAKEN, 0, NULL));
  ck_assert_int_eq (next_after (), -1);
}
END_TEST

START_TEST (a_reader_without_routes_waits_until_there_is_one)
{
  static const guint8 kim[PL_CARE_ID_SIZE] = "kim";

  add (first, kim, 0);
  ck_assert_int_eq (next_after (), -1);
  set_routes (kim, "notices; office");
  assert_due ("office");
}
END_TEST

START_TEST (a_new_address_gets_what_the_old_one_got_and_is_told_so)
{
  add (first, lee, 0);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 0);
  set_routes (lee, "mail=lee@example.org; office");
  ck_assert_int_eq (next_after (), HOUR);
  set_routes (lee, "mail=lee@elsewhere.example");
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 1);
}
END_TEST

START_TEST (nothing_goes_to_a_reader_whose_keys_were_revoked)
{
  PlReaderKey key;

  ck_assert (
      pl_reader_key_new (&key, "Kim", "a passphrase", 12, PL_PASSPHRASE_MIN, PL_WRAP_TEST, NULL));
  ck_assert (pl_reader_add (store, &jo, &key, "kim", "manager", PL_READER_ACTIVE, NULL));
  set_routes (key.id, "office");
  ck_assert (test_route (key.id, "office", first, NULL));
  ck_assert (pl_reader_route_answered (store, first, key.id, NULL));
  add (second, key.id, 0);
  assert_due ("office");
  ck_assert (pl_outbox_reaches (store, key.id));
  ck_assert (pl_reader_revoke (store, &jo, key.id, "a lost computer", NULL));
  ck_assert_int_eq (next_after (), -1);
  ck_assert (!pl_outbox_reaches (store, key.id));
}
END_TEST

START_TEST (nothing_of_it_can_be_read_in_the_file)
{
  g_autofree char *contents = NULL;
  gsize length;

  add (first, anna, 0);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_FAILED), 0);
  g_clear_pointer (&store, pl_store_free);
  ck_assert (g_file_get_contents (stand_file, &contents, &length, NULL));
  ck_assert_ptr_null (memmem (contents, length, "sealed words", 12));
  ck_assert_ptr_null (memmem (contents, length, first, sizeof first));
  stand_reopen ();
}
END_TEST

/* ---- tests of routes ---- */

START_TEST (a_route_is_tested_once_its_reader_has_answered_and_only_then)
{
  g_autoptr (GError) error = NULL;

  ck_assert (!pl_outbox_reaches (store, anna));
  ck_assert (test_route (anna, "office", first, NULL));
  assert_due ("office");
  ck_assert_int_eq (hand_over ("office", PL_OUTBOX_TAKEN), 0);
  ck_assert (pl_reader_route_tried (store, first, "", NULL));
  ck_assert (!pl_outbox_reaches (store, anna));
  ck_assert (!pl_reader_route_answered (store, first, lee, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert (!pl_outbox_reaches (store, anna) && !pl_outbox_reaches (store, lee));
  ck_assert (pl_reader_route_answered (store, first, anna, NULL));
  ck_assert (pl_outbox_reaches (store, anna));
  ck_assert_int_eq (next_after (), -1);
}
END_TEST

START_TEST (only_the_newest_test_counts_and_an_answer_to_an_older_one_is_known)
{
  g_autoptr (GError) error = NULL;

  ck_assert (test_route (anna, "office", first, NULL));
  ck_assert (test_route (anna, "office", second, NULL));
  assert_due ("office");
  ck_assert (pl_reader_route_answered (store, first, anna, NULL));
  ck_assert (!pl_reader_route_answered (store, first, lee, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert (!pl_outbox_reaches (store, anna));
  ck_assert (pl_reader_route_answered (store, second, anna, NULL));
  ck_assert (pl_outbox_reaches (store, anna));
}
END_TEST

START_TEST (an_answer_that_comes_again_counts_for_no_route_that_changed_since)
{
  ck_assert (test_route (anna, "office", first, NULL));
  ck_assert (pl_reader_route_answered (store, first, anna, NULL));
  set_routes (anna, "mail=anna@example.org");
  set_routes (anna, "office");
  ck_assert (!pl_outbox_reaches (store, anna));
  ck_assert (pl_reader_route_answered (store, first, anna, NULL));
  ck_assert (!pl_outbox_reaches (store, anna));
}
END_TEST

START_TEST (routes_that_somebody_else_has_changed_are_not_overwritten)
{
  g_autoptr (GPtrArray) mine = pl_reader_routes_parse ("notices", NULL);
  g_autoptr (GError) error = NULL;

  set_routes (lee, "mail=lee@example.org; office");
  ck_assert (!pl_reader_route_set (store, &jo, lee, "mail=lee@example.org", mine, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  g_autoptr (GPtrArray) states = pl_reader_route_list (store, lee, NULL);
  g_autofree char *routes = pl_reader_route_text (states, lee);
  ck_assert_str_eq (routes, "mail=lee@example.org; office");
  ck_assert (pl_reader_route_set (store, &jo, lee, routes, mine, NULL));
}
END_TEST

START_TEST (a_test_on_a_route_that_is_not_the_readers_is_refused)
{
  g_autoptr (GError) error = NULL;

  ck_assert (!test_route (lee, "office", first, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert_int_eq (next_after (), -1);
}
END_TEST

static PlRoutes *
routes_of (const char *text)
{
  PlRoutes *routes = pl_routes_parse ("routes.conf", text, strlen (text), NULL, NULL);

  ck_assert_ptr_nonnull (routes);
  return routes;
}

START_TEST (what_is_overdue_goes_until_a_route_has_it_and_is_no_notice)
{
  add_as (PL_OUTBOX_DUTY, first, anna, stand_time.wall_ms);
  assert_due ("mail");
  ck_assert_int_eq (hand_over ("notices", PL_OUTBOX_TAKEN), -1);
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_FAILED), 0);
  assert_due ("office");
  ck_assert_int_eq (hand_over ("office", PL_OUTBOX_UNSURE), 0);
  stand_time.wall_ms += 6 * HOUR;
  ck_assert_int_eq (hand_over ("mail", PL_OUTBOX_TAKEN), 1);
  stand_time.wall_ms += 24 * HOUR;
  assert_due ("");
}
END_TEST

START_TEST (a_route_that_changed_is_not_tested_any_more)
{
  g_autoptr (PlRoutes) here = routes_of ("[office]\nPath=/srv/office\n");
  g_autoptr (PlRoutes) same = routes_of ("[office]\nTitle=Office\nPath=/srv/office\n");
  g_autoptr (PlRoutes) there = routes_of ("[office]\nPath=/srv/elsewhere\n");

  ck_assert (pl_reader_route_check (store, here, NULL));
  ck_assert (test_route (anna, "office", first, NULL));
  ck_assert (pl_reader_route_answered (store, first, anna, NULL));
  ck_assert (pl_reader_route_check (store, same, NULL));
  set_routes (anna, "office; mail=anna@example.org");
  ck_assert (pl_outbox_reaches (store, anna));
  ck_assert (test_route (anna, "office", second, NULL));
  ck_assert (pl_reader_route_check (store, there, NULL));
  ck_assert (!pl_outbox_reaches (store, anna));
  assert_due ("");
  ck_assert (pl_reader_route_answered (store, second, anna, NULL));
  ck_assert (!pl_outbox_reaches (store, anna));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    the_first_route_is_tried_and_the_next_only_where_it_fails,
    without_a_word_the_next_route_comes_after_an_hour_and_says_that_it_repeats,
    what_is_withheld_goes_when_it_is_due_and_at_once_by_every_route_when_hastened,
    a_route_that_fails_is_tried_again_later_and_later_and_for_ever,
    chance_spreads_the_tries_and_never_past_six_hours,
    a_notice_goes_at_once_whatever_comes_before_it_and_is_no_copy,
    a_network_that_comes_back_is_an_occasion_but_not_for_what_may_have_arrived,
    a_clock_that_was_years_ahead_holds_nothing_back,
    what_may_have_arrived_rests_and_then_says_that_it_repeats,
    an_agent_that_ended_in_the_middle_does_not_send_twice_without_saying_so,
    what_was_seen_is_gone_for_that_reader_alone_with_its_bytes,
    a_route_that_takes_nothing_hides_no_other,
    a_copy_that_goes_while_another_is_on_its_way_says_so,
    what_was_withdrawn_while_it_was_handed_over_is_no_error_and_goes_no_more,
    a_reader_without_routes_waits_until_there_is_one,
    a_new_address_gets_what_the_old_one_got_and_is_told_so,
    nothing_goes_to_a_reader_whose_keys_were_revoked,
    nothing_of_it_can_be_read_in_the_file,
    a_route_is_tested_once_its_reader_has_answered_and_only_then,
    only_the_newest_test_counts_and_an_answer_to_an_older_one_is_known,
    an_answer_that_comes_again_counts_for_no_route_that_changed_since,
    routes_that_somebody_else_has_changed_are_not_overwritten,
    a_test_on_a_route_that_is_not_the_readers_is_refused,
    a_route_that_changed_is_not_tested_any_more,
    what_is_overdue_goes_until_a_route_has_it_and_is_no_notice,
    NULL,
  };

  return pl_tap_main_with ("outbox", tests, 30, set_up, stand_tear_down);
}
