/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/record-kind.h"

#include "policy/error.h"
#include "policy/time/zone.h"
#include "tests/tap.h"

static gboolean
takes (const char *kind_id, const char *name, const char *value)
{
  const PlRecordKind *kind = pl_record_kind (kind_id);

  return pl_record_value_check (&kind->fields[pl_record_field (kind, name)], value, NULL);
}

START_TEST (the_table_is_sound)
{
  static const char *const taken[] = { "id",      "kind",    "subject",   "made",
                                       "made-by", "closed",  "closed-by", "due",
                                       "steps",   "history", "reason" };

  for (gsize i = 0; i < pl_record_n_kinds; i++) {
    const PlRecordKind *kind = &pl_record_kinds[i];

    ck_assert_ptr_eq (pl_record_kind (kind->id), kind);
    ck_assert_uint_le (kind->n_fields, PL_RECORD_FIELDS_MAX);
    ck_assert_uint_le (kind->n_steps, PL_RECORD_STEPS_MAX);
    ck_assert (kind->writers != 0 && kind->readers != 0);
    ck_assert_msg (kind->repeats != pl_record_kind_closes (kind), "%s ends never, or twice",
                   kind->id);
    ck_assert (kind->due == NULL || pl_record_field (kind, kind->due) >= 0);
    ck_assert ((kind->due == NULL) == (kind->due_title == NULL));
    ck_assert (kind->months_of == NULL || pl_record_field (kind, kind->months_of) >= 0);
    ck_assert ((kind->from != NULL) == (kind->n_steps > 0));
    for (gsize j = 0; j < kind->n_fields; j++) {
      ck_assert_int_eq (pl_record_field (kind, kind->fields[j].name), (int)j);
      ck_assert ((kind->fields[j].type == PL_RECORD_CHOICE) == (kind->fields[j].choices != NULL));
    }
    /* What else a record has on the bus and on the command line. */
    for (gsize j = 0; j < G_N_ELEMENTS (taken); j++)
      ck_assert_int_eq (pl_record_field (kind, taken[j]), -1);
  }
}
END_TEST

START_TEST (values_are_what_their_fields_say)
{
  ck_assert (takes ("key-work", "held", "2026-02-28"));
  ck_assert (!takes ("key-work", "held", "2026-02-30"));
  ck_assert (!takes ("key-work", "held", "28.2.2026"));
  ck_assert (takes ("referral", "when", "1795320000"));
  ck_assert (!takes ("referral", "when", "0") && !takes ("referral", "when", "today"));
  ck_assert (takes ("referral", "to", "prevent"));
  ck_assert (!takes ("referral", "to", "lado"));
  ck_assert (takes ("receipt", "child-told", "no") && !takes ("receipt", "child-told", "partly"));
  ck_assert (takes ("got-through", "site", "example.org"));
  ck_assert (!takes ("got-through", "site", "Example.org") &&
             !takes ("got-through", "site", "a b"));
  ck_assert (takes ("agreement", "replaces", "12") && !takes ("agreement", "replaces", "-1"));
}
END_TEST

START_TEST (a_wrong_choice_names_the_right_ones)
{
  const PlRecordKind *kind = pl_record_kind ("check");
  g_autoptr (GError) error = NULL;

  ck_assert (
      !pl_record_value_check (&kind->fields[pl_record_field (kind, "result")], "good", &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert_str_eq (error->message, "result: \"good\" is not one of: ok failed not-sure");
}
END_TEST

START_TEST (training_is_due_six_months_after_work_began_unless_another_day_is_said)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  const PlRecordKind *kind = pl_record_kind ("training");
  const char *values[PL_RECORD_FIELDS_MAX] = { NULL };

  ck_assert_int_eq (pl_record_due (kind, values, zone), 0);
  values[pl_record_field (kind, "started")] = "2026-08-31";
  /* 28 February 2027 is the last day: its end. */
  ck_assert_int_eq (pl_record_due (kind, values, zone), 1803859200);
  values[pl_record_field (kind, "complete-by")] = "2026-10-01";
  /* The clock is an hour ahead of UTC then. */
  ck_assert_int_eq (pl_record_due (kind, values, zone), 1790895600);
}
END_TEST

START_TEST (the_steps_after_a_loss_run_from_when_it_was_missed)
{
  const PlRecordKind *kind = pl_record_kind ("lost-device");
  const char *values[PL_RECORD_FIELDS_MAX] = { NULL };
  int regulator = pl_record_step (kind, "regulator-told");

  ck_assert_int_eq (pl_record_step_due (kind, regulator, values), 0);
  values[pl_record_field (kind, "lost")] = "1795320000";
  ck_assert_int_eq (pl_record_step_due (kind, regulator, values), 1795320000 + 72 * 3600);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    the_table_is_sound,
    values_are_what_their_fields_say,
    a_wrong_choice_names_the_right_ones,
    training_is_due_six_months_after_work_began_unless_another_day_is_said,
    the_steps_after_a_loss_run_from_when_it_was_missed,
    NULL,
  };

  return pl_tap_main ("record kind", tests, 10);
}
