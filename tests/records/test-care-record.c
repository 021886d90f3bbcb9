/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/care-record.h"

#include <string.h>

#include "agent/records/attempt.h"
#include "agent/records/care-due.h"
#include "agent/records/got-through.h"
#include "agent/records/hold.h"
#include "agent/records/retention.h"
#include "policy/error.h"
#include "policy/sites/pattern.h"
#include "tests/records/stand.h"

/* A draft of name, value, name, value ... NULL. */
static PlCareDraft
draft_of (const char *kind, const char *subject, ...)
{
  PlCareDraft draft = { .kind = pl_record_kind (kind), .subject = subject };
  const char *name;
  va_list pairs;

  va_start (pairs, subject);
  while ((name = va_arg (pairs, const char *)) != NULL) {
    int field = pl_record_field (draft.kind, name);
    ck_assert_msg (field >= 0, "%s", name);
    draft.values[field] = va_arg (pairs, const char *);
  }
  va_end (pairs);
  return draft;
}

static PlCareDraft
referral (const char *child)
{
  return draft_of ("referral", child, "to", "police", "whom", "PC Hill", "when", "1795310000", "by",
                   "Jo", "about", "threats in a chat", NULL);
}

static PlCareDraft
key_work (const char *held, const char *next)
{
  return draft_of ("key-work", "sam", "held", held, "by", "Jo", "topic", "privacy", "discussed",
                   "settings", "child-words", "fine", "next", next, NULL);
}

static gint64
added (const PlCareDraft *draft)
{
  g_autoptr (GError) error = NULL;
  gint64 id = pl_care_record_add (store, &jo, draft, &error);

  ck_assert_msg (id > 0, "%s", error != NULL ? error->message : "");
  return id;
}

#define assert_refused(done, error, text)                                                          \
  do {                                                                                             \
    ck_assert (!(done));                                                                           \
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));                              \
    ck_assert_str_eq ((error)->message, text);                                                     \
  } while (0)

static const char *
value (const PlCareRecord *record, const char *name)
{
  return record->values[pl_record_field (record->kind, name)];
}

static guint
count (const char *kind, const char *subject, gboolean open_only)
{
  const PlCareFilter filter = { kind != NULL ? pl_record_kind (kind) : NULL, subject, open_only, 0,
                                200 };
  g_autoptr (GPtrArray) records = pl_care_record_list (store, &filter, NULL);

  return records->len;
}

START_TEST (a_record_is_kept_as_it_was_written)
{
  PlCareDraft draft = referral ("sam");
  g_autoptr (PlCareRecord) record = pl_care_record_get (store, added (&draft), NULL);

  ck_assert_str_eq (record->kind->id, "referral");
  ck_assert_str_eq (record->subject, "sam");
  ck_assert_str_eq (record->made_by, "jo");
  ck_assert_int_eq (record->made_ms, STAND_NOW_MS);
  ck_assert_int_eq (record->closed_ms, 0);
  ck_assert_str_eq (value (record, "whom"), "PC Hill");
  ck_assert_str_eq (value (record, "when"), "1795310000");
  ck_assert_ptr_null (value (record, "reference"));
  ck_assert_uint_eq (count (NULL, "alex", FALSE), 0);
}
END_TEST

START_TEST (what_the_kind_wants_is_missed_by_name)
{
  PlCareDraft draft = referral ("sam");
  g_autoptr (GError) missing = NULL, early = NULL;

  draft.values[pl_record_field (draft.kind, "whom")] = " ";
  ck_assert_int_eq (pl_care_record_add (store, &jo, &draft, &missing), 0);
  ck_assert_str_eq (missing->message, "whom: missing");
  draft = referral ("sam");
  draft.values[pl_record_field (draft.kind, "outcome")] = "all well";
  ck_assert_int_eq (pl_care_record_add (store, &jo, &draft, &early), 0);
  ck_assert_str_eq (early->message, "outcome: when it is closed");
  ck_assert_uint_eq (count (NULL, NULL, FALSE), 0);
}
END_TEST

START_TEST (what_is_amended_stays_on_record)
{
  PlCareDraft draft = referral ("sam");
  gint64 id = added (&draft);
  PlCareDraft more = draft_of ("referral", "sam", "reference", "C/123", "whom", "PC Hall", NULL);
  PlCareDraft out = draft_of ("referral", "sam", "reference", "", NULL);
  PlCareDraft hole = draft_of ("referral", "sam", "whom", "", NULL);
  g_autoptr (GError) error = NULL;

  ck_assert (pl_care_record_amend (store, &jo, id, 1, &more, "I misread the name", NULL));
  ck_assert (pl_care_record_amend (store, &jo, id, 2, &out, "not theirs", NULL));
  assert_refused (pl_care_record_amend (store, &jo, id, 3, &hole, "x", &error), error,
                  "whom: missing");
  ck_assert (!pl_care_record_amend (store, &jo, id, 3, &more, " ", NULL));
  g_autoptr (PlCareRecord) record = pl_care_record_get (store, id, NULL);
  ck_assert_str_eq (value (record, "whom"), "PC Hall");
  ck_assert_ptr_null (value (record, "reference"));
  g_autoptr (GPtrArray) history = pl_care_record_history (store, record, NULL);
  const PlCareEntry *first = history->pdata[0], *second = history->pdata[1];
  ck_assert_uint_eq (history->len, 3);
  ck_assert_str_eq (first->values[pl_record_field (record->kind, "whom")], "PC Hill");
  ck_assert_int_eq (second->what, PL_CARE_AMENDED);
  ck_assert_str_eq (second->note, "I misread the name");
  ck_assert_str_eq (second->values[pl_record_field (record->kind, "reference")], "C/123");
}
END_TEST

START_TEST (what_somebody_else_has_written_meanwhile_is_not_overwritten)
{
  PlCareDraft draft = referral ("sam");
  gint64 id = added (&draft);
  PlCareDraft theirs = draft_of ("referral", "sam", "whom", "PC Hall", NULL);
  PlCareDraft mine = draft_of ("referral", "sam", "whom", "PC Hull", NULL);
  g_autoptr (GError) error = NULL;

  ck_assert (pl_care_record_amend (store, &jo, id, 1, &theirs, "a wrong name", NULL));
  assert_refused (pl_care_record_amend (store, &jo, id, 1, &mine, "a wrong name", &error), error,
                  "somebody else has changed this in the meantime: look again");
  g_autoptr (PlCareRecord) record = pl_care_record_get (store, id, NULL);
  ck_assert_str_eq (value (record, "whom"), "PC Hall");
  ck_assert_int_eq (record->version, 2);
  ck_assert (pl_care_record_amend (store, &jo, id, 2, &mine, "it is Hull", NULL));
}
END_TEST

START_TEST (a_record_is_closed_once_with_its_outcome)
{
  PlCareDraft draft = referral ("sam"), empty = draft_of ("referral", "sam", NULL);
  PlCareDraft outcome = draft_of ("referral", "sam", "outcome", "no further action", NULL);
  PlCareDraft wrong = draft_of ("referral", "sam", "outcome", "x", "whom", "y", NULL);
  g_autoptr (GError) missing = NULL, other = NULL, again = NULL;
  gint64 id = added (&draft);

  assert_refused (pl_care_record_close (store, &jo, id, &empty, &missing), missing,
                  "outcome: missing");
  assert_refused (pl_care_record_close (store, &jo, id, &wrong, &other), other,
                  "whom: amend the record for that");
  ck_assert_uint_eq (count ("referral", "sam", TRUE), 1);
  ck_assert (pl_care_record_close (store, &jo, id, &outcome, NULL));
  assert_refused (pl_care_record_close (store, &jo, id, &outcome, &again), again,
                  "record 1 is closed already");
  ck_assert_uint_eq (count ("referral", "sam", TRUE), 0);
  ck_assert_uint_eq (count ("referral", "sam", FALSE), 1);
}
END_TEST

START_TEST (two_children_have_two_referrals_linked_and_closed_apart)
{
  PlCareDraft first = referral ("sam"), second = referral ("alex");
  PlCareDraft outcome = draft_of ("referral", "sam", "outcome", "closed", NULL);
  g_autoptr (GError) error = NULL;
  gint64 id = added (&first);

  second.values[pl_record_field (second.kind, "linked")] = "7";
  ck_assert_int_eq (pl_care_record_add (store, &jo, &second, NULL), 0);
  second.values[pl_record_field (second.kind, "linked")] = "1";
  gint64 other = added (&second);
  ck_assert (pl_care_record_close (store, &jo, id, &outcome, NULL));
  g_autoptr (PlCareRecord) open = pl_care_record_get (store, other, NULL);
  ck_assert_int_eq (open->closed_ms, 0);
}
END_TEST

START_TEST (a_new_version_of_an_agreement_closes_the_one_before)
{
  PlCareDraft one = draft_of ("agreement", "sam", "name", "phone", "version", "1", "text",
                              "no phone at night", "agreed", "2026-11-01", "took-part", "Sam, Jo",
                              "child-agreed", "yes", "review", "2027-01-01", NULL);
  PlCareDraft two = one, others = one;
  gint64 id = added (&one);

  two.values[pl_record_field (two.kind, "replaces")] = "1";
  others = two;
  others.subject = "alex";
  ck_assert_int_eq (pl_care_record_add (store, &jo, &others, NULL), 0);
  added (&two);
  g_autoptr (PlCareRecord) old = pl_care_record_get (store, id, NULL);
  ck_assert_int_gt (old->closed_ms, 0);
  ck_assert_uint_eq (count ("agreement", "sam", TRUE), 1);
  ck_assert_int_eq (pl_care_record_add (store, &jo, &two, NULL), 0);
}
END_TEST

START_TEST (an_open_referral_holds_back_deletion_and_a_closed_one_does_not)
{
  PlCareDraft draft = referral ("sam");
  PlCareDraft outcome = draft_of ("referral", "sam", "outcome", "closed", NULL);
  gint64 id = added (&draft);
  g_auto (GStrv) held = pl_hold_children (store, NULL);

  ck_assert (g_strv_contains ((const char *const *)held, "sam"));
  ck_assert (pl_care_record_close (store, &jo, id, &outcome, NULL));
  g_auto (GStrv) none = pl_hold_children (store, NULL);
  ck_assert_uint_eq (g_strv_length (none), 0);
}
END_TEST

START_TEST (what_is_due_is_listed_soonest_first_until_it_is_done)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  PlCareDraft late = key_work ("2026-10-01", "2026-11-01"),
              next = key_work ("2026-11-20", "2026-12-20");
  PlCareDraft training =
      draft_of ("training", "jo", "started", "2026-06-01", "course", "e-safety", NULL);
  PlCareDraft trained = draft_of ("training", "jo", "completed", "2026-11-22", NULL);
  gint64 id;

  added (&late);
  id = added (&training);
  g_autoptr (GPtrArray) two = pl_care_due_list (store, zone, NULL);
  const PlCareDue *first = two->pdata[0], *second = two->pdata[1];
  ck_assert_uint_eq (two->len, 2);
  ck_assert_str_eq (first->what, "hold the next session");
  ck_assert_str_eq (second->subject, "jo");
  added (&next);
  ck_assert (pl_care_record_close (store, &jo, id, &trained, NULL));
  g_autoptr (GPtrArray) one = pl_care_due_list (store, zone, NULL);
  ck_assert_uint_eq (one->len, 1);
  ck_assert_int_eq (((const PlCareDue *)one->pdata[0])->due, 1797811200);
}
END_TEST

START_TEST (a_lost_device_asks_for_its_steps_each_once)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  PlCareDraft lost =
      draft_of ("lost-device", "", "device", "laptop 2", "lost", "1795310000", "where", "bus", "by",
                "Jo", "encrypted", "yes", "held", "profiles", NULL);
  g_autoptr (GError) none = NULL, twice = NULL;
  gint64 id = added (&lost);
  g_autoptr (GPtrArray) before = pl_care_due_list (store, zone, NULL);

  assert_refused (pl_care_record_step (store, &jo, id, "prayed", "x", &none), none,
                  "record 1 has no step \"prayed\"");
  ck_assert (pl_care_record_step (store, &jo, id, "manager-told", "by telephone", NULL));
  assert_refused (pl_care_record_step (store, &jo, id, "manager-told", "x", &twice), twice,
                  "manager-told: that was done already");
  g_autoptr (GPtrArray) after = pl_care_due_list (store, zone, NULL);
  ck_assert_uint_eq (before->len, lost.kind->n_steps);
  ck_assert_uint_eq (after->len, before->len - 1);
  g_autoptr (PlCareRecord) record = pl_care_record_get (store, id, NULL);
  ck_assert_int_eq (record->steps_ms[0], STAND_NOW_MS);
}
END_TEST

static void
note (const PlAuditEntry *entry, gpointer data)
{
  g_string_append_printf (data, "%s|%s|%s\n", entry->kind, entry->subject, entry->payload);
}

START_TEST (the_log_says_what_all_staff_may_read_and_of_the_rest_only_that_it_is)
{
  PlCareDraft open = key_work ("2026-11-20", "2026-12-20"), closed = referral ("sam");
  const PlAuditFilter all = { .limit = 10 };
  g_autoptr (GString) log = g_string_new (NULL);

  added (&open);
  added (&closed);
  ck_assert (pl_audit_list (store, &all, note, log, NULL));
  ck_assert (strstr (log->str, "record-added|sam|{\"record\":1,\"kind\":\"key-work\"") != NULL);
  ck_assert (strstr (log->str, "record-added||{\"record\":2,\"proof\":\"password\"}") != NULL);
  ck_assert (strstr (log->str, "PC Hill") == NULL && strstr (log->str, "referral") == NULL);
}
END_TEST

START_TEST (a_report_on_extremism_opens_one_filter_review)
{
  const PlActor sam = { 1001, "sam", "" };
  PlCareDraft games = draft_of ("got-through", "sam", "site", "games.example", "category", "games",
                                "by", "sam", NULL);
  PlCareDraft hate = draft_of ("got-through", "sam", "site", "war.example", "category", "extremism",
                               "by", "sam", NULL);

  ck_assert_int_gt (pl_got_through_add (store, &sam, &games, NULL), 0);
  ck_assert_uint_eq (count ("filter-review", "sam", TRUE), 0);
  ck_assert_int_gt (pl_got_through_add (store, &sam, &hate, NULL), 0);
  ck_assert_int_gt (pl_got_through_add (store, &sam, &hate, NULL), 0);
  ck_assert_uint_eq (count ("filter-review", "sam", TRUE), 1);
  ck_assert_uint_eq (count ("got-through", "sam", TRUE), 3);
}
END_TEST

START_TEST (what_a_child_reports_in_a_day_has_an_end_and_staff_have_none)
{
  const PlActor sam = { 1001, "sam", "" };
  PlCareDraft draft = draft_of ("got-through", "sam", "words", "bad", "by", "sam", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < PL_GOT_THROUGH_DAY_MAX; i++)
    ck_assert_int_gt (pl_got_through_add (store, &sam, &draft, NULL), 0);
  ck_assert_int_eq (pl_got_through_add (store, &sam, &draft, &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT));
  ck_assert_int_gt (pl_got_through_add (store, &jo, &draft, NULL), 0);
}
END_TEST

static void
try (const char *category, gint64 day, guint times)
{
  const PlAttempt attempt = { "sam", day, category, 5 };

  for (guint i = 0; i < times; i++)
    ck_assert (pl_attempt_add (store, &attempt, NULL));
}

START_TEST (a_pattern_of_attempts_opens_a_review_and_fewer_or_older_ones_do_not)
{
  try ("extremism", 100, 4);
  try ("gambling", 100, 4);
  ck_assert_uint_eq (count ("filter-review", "sam", TRUE), 0);
  try ("extremism", 100 + PL_PATTERN_DAYS, 1);
  ck_assert_uint_eq (count ("filter-review", "sam", TRUE), 0);
  try ("extremism", 101 + PL_PATTERN_DAYS, 4);
  ck_assert_uint_eq (count ("filter-review", "sam", TRUE), 1);
  const PlCareFilter filter = { pl_record_kind ("filter-review"), "sam", TRUE, 0, 10 };
  g_autoptr (GPtrArray) reviews = pl_care_record_list (store, &filter, NULL);
  ck_assert_str_eq (value (reviews->pdata[0], "category"), "extremism");
  ck_assert_str_eq (value (reviews->pdata[0], "why"), "attempts");
  ck_assert_str_eq (((const PlCareRecord *)reviews->pdata[0])->made_by, "porchlightd");
}
END_TEST

START_TEST (a_pattern_begins_anew_once_it_was_told)
{
  PlCareDraft done = draft_of ("filter-review", "sam", "changed", "nothing", NULL);

  try ("extremism", 100, 9);
  ck_assert_uint_eq (count ("filter-review", "sam", FALSE), 1);
  ck_assert (pl_care_record_close (store, &jo, 1, &done, NULL));
  try ("extremism", 100, 1);
  ck_assert_uint_eq (count ("filter-review", "sam", FALSE), 2);
}
END_TEST

START_TEST (records_whose_time_is_over_are_deleted_but_what_is_open_held_or_newest_stays)
{
  PlKeptDays kept;
  PlCareDraft closed = draft_of ("got-through", "alex", "words", "bad", "by", "Jo", NULL);
  PlCareDraft outcome = draft_of ("got-through", "", "outcome", "closed", NULL);
  PlCareDraft held = closed, old = key_work ("2026-09-01", "2026-10-01"),
              next = key_work ("2026-10-01", NULL);
  PlCareDraft open = closed;
  gint64 gone = added (&closed);

  pl_kept_days_set (&kept, 90, 30);
  held.subject = "robin";
  gint64 stays = added (&held);
  added (&open);
  added (&old);
  added (&next);
  ck_assert (pl_care_record_close (store, &jo, gone, &outcome, NULL));
  ck_assert (pl_care_record_close (store, &jo, stays, &outcome, NULL));
  ck_assert_int_gt (pl_hold_add (store, &jo, "robin", "an open incident", NULL), 0);
  stand_time.wall_ms += 31 * STAND_DAY_MS;
  ck_assert (pl_retention_run (store, &kept, 739577 + 31, NULL));
  ck_assert_ptr_null (pl_care_record_get (store, gone, NULL));
  ck_assert_uint_eq (count ("got-through", "robin", FALSE), 1);
  ck_assert_uint_eq (count ("got-through", "alex", FALSE), 1);
  ck_assert_uint_eq (count ("key-work", "sam", FALSE), 1);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_record_is_kept_as_it_was_written,
    what_the_kind_wants_is_missed_by_name,
    what_is_amended_stays_on_record,
    what_somebody_else_has_written_meanwhile_is_not_overwritten,
    a_record_is_closed_once_with_its_outcome,
    two_children_have_two_referrals_linked_and_closed_apart,
    a_new_version_of_an_agreement_closes_the_one_before,
    an_open_referral_holds_back_deletion_and_a_closed_one_does_not,
    what_is_due_is_listed_soonest_first_until_it_is_done,
    a_lost_device_asks_for_its_steps_each_once,
    the_log_says_what_all_staff_may_read_and_of_the_rest_only_that_it_is,
    a_report_on_extremism_opens_one_filter_review,
    what_a_child_reports_in_a_day_has_an_end_and_staff_have_none,
    a_pattern_of_attempts_opens_a_review_and_fewer_or_older_ones_do_not,
    a_pattern_begins_anew_once_it_was_told,
    records_whose_time_is_over_are_deleted_but_what_is_open_held_or_newest_stays,
    NULL,
  };

  return pl_tap_main_with ("care record", tests, 20, stand_set_up, stand_tear_down);
}
