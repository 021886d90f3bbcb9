/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/retention.h"

#include <string.h>

#include "agent/records/audit-verify.h"
#include "agent/records/blocked.h"
#include "agent/records/daybook.h"
#include "agent/records/hold.h"
#include "agent/records/request.h"
#include "agent/records/usage-store.h"
#include "policy/error.h"
#include "policy/sites/site-rules.h"
#include "policy/time/zone.h"
#include "tests/records/stand.h"

#define TODAY 739577

static PlKeptDays home;

static PlBlockedLog *blocked;

static void
set_up (void)
{
  stand_set_up ();
  pl_kept_days_set (&home, 90, 365);
  blocked = pl_blocked_log_new (store);
}

static void
tear_down (void)
{
  g_clear_pointer (&blocked, pl_blocked_log_free);
  stand_tear_down ();
}

static guint
names_of (const char *child, gint64 day)
{
  ck_assert (pl_blocked_log_flush (blocked, NULL));
  g_autoptr (GPtrArray) list = pl_blocked_list (store, child, day, day, 1000, NULL);
  return list->len;
}

static guint64
head_serial (void)
{
  PlAuditHead head;

  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &head, NULL));
  return head.serial;
}

START_TEST (a_blocked_name_is_counted_with_when_first_and_last)
{
  pl_blocked_log_add (blocked, "sam", TODAY, "bet365.com", "gambling", PL_SITE_BY_ALWAYS);
  stand_time.wall_ms += 1000;
  pl_blocked_log_add (blocked, "sam", TODAY, "bet365.com", "gambling", PL_SITE_BY_ALWAYS);
  ck_assert (pl_blocked_log_flush (blocked, NULL));
  stand_time.wall_ms += 1000;
  pl_blocked_log_add (blocked, "sam", TODAY, "bet365.com", "gambling", PL_SITE_BY_ALWAYS);
  pl_blocked_log_add (blocked, "alex", TODAY, "bet365.com", "gambling", PL_SITE_BY_ALWAYS);
  ck_assert_uint_eq (names_of ("sam", TODAY), 1);
  g_autoptr (GPtrArray) list = pl_blocked_list (store, "sam", TODAY, TODAY, 10, NULL);
  const PlBlocked *one = list->pdata[0];
  ck_assert_str_eq (one->name, "bet365.com");
  ck_assert_str_eq (one->category, "gambling");
  ck_assert_int_eq (one->cause, PL_SITE_BY_ALWAYS);
  ck_assert_int_eq (one->times, 3);
  ck_assert_int_eq (one->first_ms, STAND_NOW_MS);
  ck_assert_int_eq (one->last_ms, STAND_NOW_MS + 2000);
}
END_TEST

START_TEST (a_child_cannot_fill_the_disk_with_names)
{
  for (int i = 0; i < 3 * PL_BLOCKED_NAMES_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("n%d.example", i);
    pl_blocked_log_add (blocked, "sam", TODAY, name, "scams", PL_SITE_BY_ALWAYS);
    if (i % 100 == 0)
      ck_assert (pl_blocked_log_flush (blocked, NULL));
  }
  pl_blocked_log_add (blocked, "sam", TODAY, "n1.example", "scams", PL_SITE_BY_ALWAYS);
  pl_blocked_log_add (blocked, "alex", TODAY, "n1.example", "scams", PL_SITE_BY_ALWAYS);
  ck_assert_uint_le (names_of ("sam", TODAY), PL_BLOCKED_NAMES_MAX + 1);
  ck_assert_uint_eq (names_of ("alex", TODAY), 1);
  g_autoptr (GPtrArray) list = pl_blocked_list (store, "sam", TODAY, TODAY, 1000, NULL);
  gint64 times = 0;
  for (guint i = 0; i < list->len; i++)
    times += ((PlBlocked *)list->pdata[i])->times;
  ck_assert_int_eq (times, 3 * PL_BLOCKED_NAMES_MAX + 1);
  ck_assert_str_eq (((PlBlocked *)list->pdata[0])->name, "");
  ck_assert_int_eq (((PlBlocked *)list->pdata[0])->cause, PL_BLOCKED_CAUSE_UNKNOWN);
}
END_TEST

START_TEST (nor_memory_between_two_writes)
{
  for (int i = 0; i < 5 * PL_BLOCKED_WAITING_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("n%d.example", i);
    pl_blocked_log_add (blocked, "sam", TODAY, name, "scams", PL_SITE_BY_ALWAYS);
  }
  ck_assert_uint_eq (names_of ("sam", TODAY), PL_BLOCKED_WAITING_MAX + 1);
}
END_TEST

static void
use_a_day (const char *child, gint64 day)
{
  PlUsageCharge charge = { child, day, 60 };

  ck_assert (pl_usage_store_charge (store, &charge, 1, NULL, TRUE, NULL));
  pl_blocked_log_add (blocked, child, day, "bet365.com", "gambling", PL_SITE_BY_ALWAYS);
  ck_assert (pl_blocked_log_flush (blocked, NULL));
}

static gint64
seconds_of (const char *child, gint64 day)
{
  PlUsage usage;

  ck_assert (pl_usage_store_read (store, child, day, &usage, NULL));
  return usage.today_s;
}

START_TEST (days_are_kept_for_ninety_days)
{
  use_a_day ("sam", TODAY - 90);
  use_a_day ("sam", TODAY - 91);
  ck_assert (pl_retention_run (store, &home, TODAY, NULL));
  ck_assert_int_eq (seconds_of ("sam", TODAY - 90), 60);
  ck_assert_int_eq (seconds_of ("sam", TODAY - 91), 0);
  ck_assert_uint_eq (names_of ("sam", TODAY - 90), 1);
  ck_assert_uint_eq (names_of ("sam", TODAY - 91), 0);
}
END_TEST

START_TEST (an_open_hold_keeps_what_is_the_childs)
{
  gint64 id = pl_hold_add (store, &jo, "sam", "a referral to the police", NULL);

  ck_assert_int_gt (id, 0);
  use_a_day ("sam", TODAY - 200);
  use_a_day ("alex", TODAY - 200);
  ck_assert (pl_retention_run (store, &home, TODAY, NULL));
  ck_assert_int_eq (seconds_of ("sam", TODAY - 200), 60);
  ck_assert_int_eq (seconds_of ("alex", TODAY - 200), 0);
  ck_assert (pl_hold_end (store, &jo, id, NULL, NULL));
  ck_assert (!pl_hold_end (store, &jo, id, NULL, NULL));
  ck_assert (pl_retention_run (store, &home, TODAY, NULL));
  ck_assert_int_eq (seconds_of ("sam", TODAY - 200), 0);
}
END_TEST

START_TEST (a_hold_says_why_and_is_audited)
{
  g_autoptr (GError) error = NULL;

  ck_assert_int_eq (pl_hold_add (store, &jo, "sam", " ", &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  gint64 id = pl_hold_add (store, &jo, "sam", "a referral", NULL);
  ck_assert (pl_hold_end (store, &jo, id, NULL, NULL));
  ck_assert_uint_eq (head_serial (), 2);
}
END_TEST

START_TEST (holds_are_listed_newest_first_by_whom_and_whether_open)
{
  const PlActor kim = { 1001, "kim", "password" };
  const PlHoldFilter all = { .limit = 10 }, open = { .open = TRUE, .limit = 10 };
  const PlHoldFilter of_kim = { .by = "kim", .limit = 10 },
                     of_alex = { .child = "alex", .limit = 1 };
  const PlHoldFilter older = { .before = 2, .limit = 10 };
  const PlHoldFilter *const filters[] = { &all, &open, &of_kim, &of_alex, &older };
  static const guint lengths[] = { 3, 2, 1, 1, 1 };
  static const gint64 firsts[] = { 3, 3, 2, 3, 1 };

  ck_assert_int_eq (pl_hold_add (store, &jo, "sam", "a referral", NULL), 1);
  ck_assert_int_eq (pl_hold_add (store, &kim, "sam", "an incident", NULL), 2);
  ck_assert_int_eq (pl_hold_add (store, &jo, "alex", "a concern", NULL), 3);
  ck_assert (!pl_hold_end (store, &jo, 2, "jo", NULL));
  ck_assert (pl_hold_end (store, &jo, 1, "jo", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++) {
    g_autoptr (GPtrArray) records = pl_hold_list (store, filters[i], NULL);
    ck_assert_uint_eq (records->len, lengths[i]);
    ck_assert_int_eq (((PlHoldRecord *)records->pdata[0])->id, firsts[i]);
  }
}
END_TEST

static gboolean
file_has (const char *path, const char *words)
{
  g_autofree char *bytes = NULL;
  gsize length;

  return g_file_get_contents (path, &bytes, &length, NULL) &&
         memmem (bytes, length, words, strlen (words)) != NULL;
}

START_TEST (what_is_deleted_is_gone_from_the_file_while_the_agent_runs)
{
  g_autofree char *log = g_strconcat (stand_file, "-wal", NULL);
  gint64 id = pl_hold_add (store, &jo, "sam", "planted-words", NULL);

  ck_assert (pl_hold_end (store, &jo, id, NULL, NULL));
  pl_blocked_log_add (blocked, "sam", TODAY - 91, "planted-name.example", "gambling",
                      PL_SITE_BY_ALWAYS);
  ck_assert (pl_blocked_log_flush (blocked, NULL));
  ck_assert (file_has (log, "planted-name"));
  ck_assert (pl_retention_run (store, &home, TODAY, NULL));
  ck_assert (!file_has (log, "planted-name") && !file_has (stand_file, "planted-name"));
}
END_TEST

static gboolean
say_so (PlStore *unused, gpointer data, PlPayload *payload, GError **error)
{
  pl_payload_text (payload, "said", "so");
  return TRUE;
}

START_TEST (what_entries_say_is_erased_after_the_homes_time_and_the_chain_is_whole)
{
  g_auto (PlAuditReport) report = { NULL };

  const PlAct of_alex = { &jo, "said", "alex" }, of_sam = { &jo, "said", "sam" };

  ck_assert (pl_act (store, &of_alex, say_so, NULL, NULL));
  ck_assert (pl_act (store, &of_sam, say_so, NULL, NULL));
  ck_assert_int_gt (pl_hold_add (store, &jo, "alex", "a concern", NULL), 0);
  stand_time.wall_ms += 366 * STAND_DAY_MS;
  ck_assert_int_gt (pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 5, "", NULL), 0);
  ck_assert (pl_retention_run (store, &home, TODAY + 366, NULL));
  ck_assert (pl_audit_verify (store, NULL, &report, NULL));
  ck_assert_uint_eq (report.findings->len, 0);
  ck_assert_uint_eq (report.entries, 4); /* the last one says that they were erased */
  ck_assert_uint_eq (report.erased, 2);
}
END_TEST

static void
last_entry (const PlAuditEntry *entry, gpointer data)
{
  *(char **)data =
      g_strdup_printf ("%s %s %s %s", entry->actor, entry->kind, entry->subject, entry->payload);
}

static char *
newest_entry (void)
{
  const PlAuditFilter filter = { .limit = 1 };
  char *text = NULL;

  ck_assert (pl_audit_list (store, &filter, last_entry, &text, NULL));
  return text;
}

START_TEST (how_many_of_what_kind_went_is_on_record_and_nothing_else_of_them)
{
  use_a_day ("sam", TODAY - 91);
  use_a_day ("alex", TODAY - 92);
  use_a_day ("alex", TODAY - 93);
  ck_assert (pl_retention_run (store, &home, TODAY, NULL));
  g_autofree char *entry = newest_entry ();
  ck_assert_str_eq (entry, "porchlightd retention  {\"usage\":3,\"blocked\":3}");
  ck_assert (pl_retention_run (store, &home, TODAY, NULL));
  ck_assert_uint_eq (head_serial (), 1);
}
END_TEST

START_TEST (what_would_go_and_when_is_known_before)
{
  PlRetentionSight sights[PL_KEPT_KINDS];
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  use_a_day ("sam", TODAY - 91);
  use_a_day ("sam", TODAY - 80);
  use_a_day ("alex", TODAY - 200);
  gint64 hold = pl_hold_add (store, &jo, "alex", "an inquiry", NULL);
  ck_assert (pl_hold_end (store, &jo, pl_hold_add (store, &jo, "sam", "old", NULL), NULL, NULL));
  ck_assert (pl_retention_look (store, &home, TODAY, utc, sights, NULL));
  ck_assert_uint_eq (sights[PL_KEPT_USAGE].going, 1);
  ck_assert_uint_eq (sights[PL_KEPT_USAGE].held, 1);
  ck_assert_int_eq (sights[PL_KEPT_USAGE].next_day, TODAY + 11);
  ck_assert_int_eq (sights[PL_KEPT_HOLDS].next_day, pl_zone_day (utc, STAND_NOW_MS / 1000) + 366);
  ck_assert_int_eq (sights[PL_KEPT_CONCERNS].next_day, 0);
  ck_assert (pl_retention_run (store, &home, TODAY + 10, NULL));
  ck_assert_int_eq (seconds_of ("sam", TODAY - 80), 60);
  ck_assert (pl_retention_run (store, &home, TODAY + 11, NULL));
  ck_assert_int_eq (seconds_of ("sam", TODAY - 80), 0);
  ck_assert_int_gt (hold, 0);
}
END_TEST

START_TEST (once_a_day_the_concerns_head_enters_the_public_chain)
{
  for (int turn = 0; turn < 5; turn++)
    ck_assert (pl_daybook_turn (store, &home, TODAY, NULL));
  ck_assert_uint_eq (head_serial (), 1);
  stand_reopen ();
  ck_assert (pl_daybook_turn (store, &home, TODAY, NULL));
  ck_assert_uint_eq (head_serial (), 1);
  ck_assert (pl_daybook_turn (store, &home, TODAY + 1, NULL));
  ck_assert_uint_eq (head_serial (), 2);
}
END_TEST

START_TEST (what_is_told_once_is_told_once)
{
  ck_assert (pl_daybook_tell_once (store, "sam", "control-ended", NULL));
  ck_assert (!pl_daybook_tell_once (store, "sam", "control-ended", NULL));
  ck_assert (pl_daybook_tell_once (store, "alex", "control-ended", NULL));
  ck_assert_uint_eq (head_serial (), 2);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_blocked_name_is_counted_with_when_first_and_last,
    a_child_cannot_fill_the_disk_with_names,
    nor_memory_between_two_writes,
    days_are_kept_for_ninety_days,
    an_open_hold_keeps_what_is_the_childs,
    a_hold_says_why_and_is_audited,
    holds_are_listed_newest_first_by_whom_and_whether_open,
    what_is_deleted_is_gone_from_the_file_while_the_agent_runs,
    what_entries_say_is_erased_after_the_homes_time_and_the_chain_is_whole,
    how_many_of_what_kind_went_is_on_record_and_nothing_else_of_them,
    what_would_go_and_when_is_known_before,
    once_a_day_the_concerns_head_enters_the_public_chain,
    what_is_told_once_is_told_once,
    NULL,
  };

  return pl_tap_main_with ("retention", tests, 30, set_up, tear_down);
}
