/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/restriction.h"

#include "agent/records/audit-verify.h"
#include "agent/records/grant.h"
#include "policy/error.h"
#include "tests/records/stand.h"

#define NOW (STAND_NOW_MS / 1000)

static PlRestriction
sanction (const char *child)
{
  return (PlRestriction){
    .child = child,
    .kind = PL_ADJUSTMENT_NO_INTERNET,
    .from = NOW,
    .until = NOW + 86400,
    .review = NOW + 3600,
    .ground = PL_GROUND_HARM,
    .what = "no internet until tomorrow",
    .behaviour = "threatened another child online",
    .place = "lounge computer",
    .happened = NOW - 1800,
    .tried = "we talked, twice",
    .decided_by = "Jo Smith",
    .used_by = "Pat Brown",
    .present = "Alex",
    .told = PL_ANSWER_YES,
    .agreed = PL_ANSWER_PARTLY,
  };
}

static gint64
add (const PlRestriction *fields)
{
  g_autoptr (GError) error = NULL;
  gint64 id = pl_restriction_add (store, &jo, fields, &error);

  ck_assert_msg (id > 0, "%s", error ? error->message : "");
  return id;
}

START_TEST (every_field_of_the_regulation_is_kept)
{
  PlRestriction fields = sanction ("sam");
  g_autoptr (PlRestrictionRecord) record = pl_restriction_get (store, add (&fields), NULL);

  ck_assert_str_eq (record->fields.child, "sam");
  ck_assert_int_eq (record->fields.kind, PL_ADJUSTMENT_NO_INTERNET);
  ck_assert_int_eq (record->fields.from, NOW);
  ck_assert_int_eq (record->fields.until, NOW + 86400);
  ck_assert_int_eq (record->fields.review, NOW + 3600);
  ck_assert_int_eq (record->fields.ground, PL_GROUND_HARM);
  ck_assert_str_eq (record->fields.what, "no internet until tomorrow");
  ck_assert_str_eq (record->fields.behaviour, "threatened another child online");
  ck_assert_str_eq (record->fields.place, "lounge computer");
  ck_assert_int_eq (record->fields.happened, NOW - 1800);
  ck_assert_str_eq (record->fields.tried, "we talked, twice");
  ck_assert_str_eq (record->fields.decided_by, "Jo Smith");
  ck_assert_str_eq (record->fields.used_by, "Pat Brown");
  ck_assert_str_eq (record->fields.present, "Alex");
  ck_assert_int_eq (record->fields.told, PL_ANSWER_YES);
  ck_assert_int_eq (record->fields.agreed, PL_ANSWER_PARTLY);
  ck_assert_str_eq (record->made_by, "jo");
  ck_assert_int_eq (record->clock.used, NOW);
  ck_assert_int_eq (record->clock.done[PL_DUTY_RECORD], NOW);
}
END_TEST

START_TEST (a_field_that_is_missing_is_asked_for)
{
  PlRestriction bad[12];

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    bad[i] = sanction ("sam");
  bad[0].what = "";
  bad[1].behaviour = " ";
  bad[2].place = "";
  bad[3].tried = "";
  bad[4].decided_by = "";
  bad[5].used_by = "";
  bad[6].ground = 0;
  bad[7].until = bad[7].from;
  bad[8].until = bad[8].from + PL_RESTRICTION_MAX_S + 1;
  bad[9].review = bad[9].until + 1;
  bad[10].happened = NOW + 1;
  bad[11].kind = PL_ADJUSTMENT_GRANT_UNTIL;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    ck_assert_int_eq (pl_restriction_add (store, &jo, &bad[i], &error), 0);
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  }
}
END_TEST

START_TEST (a_group_is_not_restricted)
{
  PlRestriction sam = sanction ("sam"), alex = sanction ("alex");
  g_autoptr (GError) error = NULL;

  add (&sam);
  ck_assert_int_eq (pl_restriction_add (store, &jo, &alex, &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED));
  alex.behaviour = "joined in, and stopped when asked";
  add (&alex);
}
END_TEST

START_TEST (an_emergency_stop_is_recorded_for_each_child)
{
  const char *children[] = { "alex", "sam", NULL };
  PlRestriction fields = sanction (NULL);
  PlAuditHead head;

  ck_assert (pl_restriction_emergency_stop (store, &jo, &fields, children, NULL));
  g_autoptr (GPtrArray) all = pl_restriction_list (store, NULL, 0, 10, NULL);
  g_autoptr (GPtrArray) sams = pl_restriction_list (store, "sam", 0, 10, NULL);
  g_autoptr (GArray) stopped = pl_adjustments_read (store, "alex", NOW, NULL);
  ck_assert_uint_eq (all->len, 2);
  ck_assert_uint_eq (sams->len, 1);
  ck_assert_uint_eq (stopped->len, 1);
  ck_assert_str_ne (((PlRestrictionRecord *)sams->pdata[0])->emergency, "");
  ck_assert_str_eq (((PlRestrictionRecord *)all->pdata[0])->emergency,
                    ((PlRestrictionRecord *)all->pdata[1])->emergency);
  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &head, NULL));
  ck_assert_uint_eq (head.serial, 2);
  fields.until = NOW + PL_EMERGENCY_STOP_MAX_S + 1;
  ck_assert (!pl_restriction_emergency_stop (store, &jo, &fields, children, NULL));
}
END_TEST

START_TEST (it_ends_early_once_and_with_whether_it_worked)
{
  PlRestriction fields = sanction ("sam");
  gint64 id = add (&fields);

  ck_assert (!pl_restriction_end (store, &jo, id, "", NULL));
  ck_assert (pl_restriction_end (store, &jo, id, "it did not", NULL));
  ck_assert (!pl_restriction_end (store, &jo, id, "it did", NULL));
  g_autoptr (PlRestrictionRecord) record = pl_restriction_get (store, id, NULL);
  ck_assert_int_eq (record->ended, NOW);
  ck_assert_str_eq (record->ended_by, "jo");
  ck_assert_str_eq (record->worked, "it did not");
}
END_TEST

START_TEST (duties_are_done_once_and_signing_comes_after_speaking)
{
  PlRestriction fields = sanction ("sam");
  gint64 id = add (&fields);

  ck_assert (!pl_restriction_duty (store, &jo, id, PL_DUTY_SIGNED, "read it", NULL));
  ck_assert (!pl_restriction_duty (store, &jo, id, PL_DUTY_MANAGER_SPOKE, "", NULL));
  stand_time.wall_ms += 5000;
  ck_assert (pl_restriction_duty (store, &jo, id, PL_DUTY_MANAGER_SPOKE, "with Pat", NULL));
  ck_assert (pl_restriction_duty (store, &jo, id, PL_DUTY_SIGNED, "read it", NULL));
  ck_assert (!pl_restriction_duty (store, &jo, id, PL_DUTY_SIGNED, "again", NULL));
  g_autoptr (PlRestrictionRecord) record = pl_restriction_get (store, id, NULL);
  ck_assert_int_eq (record->clock.done[PL_DUTY_SIGNED], NOW + 5);
  ck_assert_int_eq (record->clock.done[PL_DUTY_FAMILY_TOLD], 0);
}
END_TEST

START_TEST (a_hold_is_kept_with_the_moment_from_which_it_holds)
{
  PlRestriction fields = sanction ("sam");
  gint64 id = add (&fields);

  ck_assert (!pl_restriction_hold (store, &jo, id, 0, "", NULL));
  ck_assert (pl_restriction_hold (store, &jo, id, 0, "the police asked", NULL));
  ck_assert (!pl_restriction_hold (store, &jo, id, 0, "a reason of my own", NULL));
  stand_time.wall_ms += 60000;
  ck_assert (pl_restriction_hold (store, &jo, id, NOW + 7200, "they know by then", NULL));
  g_autoptr (PlRestrictionRecord) record = pl_restriction_get (store, id, NULL);
  ck_assert (record->held);
  ck_assert_int_eq (record->clock.hold_from, NOW);
  ck_assert_int_eq (record->clock.hold_until, NOW + 7200);
}
END_TEST

START_TEST (every_step_is_audited)
{
  PlRestriction fields = sanction ("sam");
  gint64 id = add (&fields);
  g_auto (PlAuditReport) report = { NULL };

  ck_assert (pl_restriction_duty (store, &jo, id, PL_DUTY_MANAGER_TOLD, "by phone", NULL));
  ck_assert (pl_restriction_hold (store, &jo, id, 0, "the police asked", NULL));
  ck_assert (pl_restriction_end (store, &jo, id, "it did", NULL));
  ck_assert (pl_audit_verify (store, NULL, &report, NULL));
  ck_assert_uint_eq (report.entries, 4);
  ck_assert_uint_eq (report.findings->len, 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    every_field_of_the_regulation_is_kept,
    a_field_that_is_missing_is_asked_for,
    a_group_is_not_restricted,
    an_emergency_stop_is_recorded_for_each_child,
    it_ends_early_once_and_with_whether_it_worked,
    duties_are_done_once_and_signing_comes_after_speaking,
    a_hold_is_kept_with_the_moment_from_which_it_holds,
    every_step_is_audited,
    NULL,
  };

  return pl_tap_main_with ("restriction", tests, 10, stand_set_up, stand_tear_down);
}
