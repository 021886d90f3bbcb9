/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Accounts: a new child in a minute, and one who has left (L8). */
#include <sodium.h>

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "agent/account-keeper.h"
#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/account-password.h"
#include "agent/records/accounts.h"
#include "agent/records/arrival.h"
#include "agent/records/audit.h"
#include "agent/records/child-account.h"
#include "agent/records/child-key.h"
#include "agent/records/stay.h"
#include "agent/time/clock.h"
#include "policy/care/words-file.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"
#include "policy/time/calendar.h"
#include "policy/time/zone.h"

/* A child on the way in, while the account is made. */
typedef struct {
  PlCall *call;
  PlActor actor;
  PlAccountJob job;
  gint64 stays_until; /* a day; 0: not known */
  gint64 id;          /* of the account's row */
} Making;

static void
making_free (Making *making)
{
  pl_account_job_clear (&making->job);
  pl_bus_actor_clear (&making->actor);
  g_free (making);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Making, making_free)

static gint64
day_of (const PlCall *call, gint64 instant)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return pl_zone_day (home != NULL ? home->zone : utc, instant);
}

/* The other way round. */
static gint64
noon_of (const PlCall *call, gint64 day)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return day != 0 ? pl_zone_instant (home != NULL ? home->zone : utc, day, PL_MINUTES_A_DAY / 2)
                  : 0;
}

/* The day that a caller gave as any time of it; 0 for 0. */
static gboolean
read_day (const PlCall *call, gint64 instant, gint64 *day, GError **error)
{
  *day = 0;
  if (instant == 0)
    return TRUE;
  if (!pl_bus_check_time (NC_ ("said", "the end of the stay"), instant, error))
    return FALSE;
  *day = day_of (call, instant);
  return TRUE;
}

/* The day on which a stay is to end. */
static gboolean
read_stay (const PlCall *call, gint64 until, gint64 *day, GError **error)
{
  if (!read_day (call, until, day, error))
    return FALSE;
  if (*day == 0 || *day > day_of (call, pl_clock_wall_ms () / 1000))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                       NC_ ("said", "the end of the stay: a day to come"));
  return FALSE;
}

static void
keep_highest (const char *account, uid_t uid, gpointer data)
{
  uid_t *highest = data;

  if (uid >= PL_ACCOUNT_UID_MIN && uid <= PL_ACCOUNT_UID_MAX)
    *highest = MAX (*highest, uid);
}

/* A number that is nobody's, and was no child's. */
static gboolean
choose_uid (const PlCall *call, guint32 *uid, GError **error)
{
  uid_t highest = PL_ACCOUNT_UID_MIN - 1;

  pl_accounts_foreach (keep_highest, &highest);
  if (!pl_child_account_next_uid (call->agent->store, highest, uid, error))
    return FALSE;
  if (*uid <= PL_ACCOUNT_UID_MAX)
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_LIMIT,
                       NC_ ("said", "no number is left for an account"));
  return FALSE;
}

/* account, text, reason, next and until of the call. */
static gboolean
fill (Making *making, GError **error)
{
  const PlCall *call = making->call;
  PlAccountJob *job = &making->job;
  const char *account, *text;
  gint64 next, until;
  uid_t others;

  g_variant_get (call->arguments, "(&s&s&sxx)", &account, &text, NULL, &next, &until);
  g_autofree char *name = pl_key_value (text, "Child", "Name");
  *job = (PlAccountJob){ .version = PL_ACCOUNT_VERSION, .verb = PL_ACCOUNT_MAKE };
  if (!pl_account_name_is_valid (account)) {
    g_set_error (
        error, PL_ERROR, PL_ERROR_ARGUMENT,
        NC_ ("said",
             "\"%s\" cannot be an account: small letters, digits and hyphens, a letter first, "
             "at most %d"),
        account, PL_ACCOUNT_NAME_MAX);
    return FALSE;
  }
  if (pl_account_uid (account, &others)) {
    g_set_error (
        error, PL_ERROR, PL_ERROR_ARGUMENT,
        NC_ ("said", "there is an account \"%s\" on this computer already: take another name"),
        account);
    return FALSE;
  }
  if (name != NULL && !pl_account_display_is_valid (name)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "the name: without colons and commas, and not so long"));
    return FALSE;
  }
  g_strlcpy (job->account, account, sizeof job->account);
  g_strlcpy (job->name, name != NULL ? name : "", sizeof job->name);
  pl_account_first_password (job->password);
  return pl_bus_check_time (NC_ ("said", "the review"), next, error) &&
         read_stay (call, until, &making->stays_until, error) &&
         choose_uid (call, &job->uid, error);
}

static PlArrival
arrival_of (const PlCall *call, const PlChild *child)
{
  PlArrival arrival = { .child = child };
  gint64 next;

  g_variant_get (call->arguments, "(&s&s&sxx)", NULL, &arrival.text, &arrival.reason, &next, NULL);
  arrival.today = day_of (call, pl_clock_wall_ms () / 1000);
  arrival.next_day = day_of (call, next);
  return arrival;
}

/* The account is there. */
static gint64
arrive (const Making *making, GError **error)
{
  const PlBusAgent *agent = making->call->agent;
  const PlAccountJob *job = &making->job;

  if (!pl_child_account_made (agent->store, &making->actor, job->account, job->uid, error))
    return 0;
  const PlChild *child = pl_bus_child (making->call, job->account, error);
  if (child == NULL)
    return 0;
  if (!pl_stay_forget (agent->store, child->account, error) ||
      (making->stays_until != 0 &&
       !pl_stay_set (agent->store, &making->actor, child->account, 0, making->stays_until, error)))
    return 0;
  PlArrival arrival = arrival_of (making->call, child);
  return pl_arrival_add (agent->store, agent->paths, pl_enforcer_household (agent->enforcer),
                         &making->actor, &arrival, error);
}

/* The password moves into it: nothing is left here once it is told. */
static int
password_file (PlAccountJob *job, GError **error)
{
  int file = pl_words_file_new ((const guint8 *)job->password, strlen (job->password), error);

  sodium_memzero (job->password, sizeof job->password);
  return file;
}

static void
on_made (GError *error, gpointer data)
{
  g_autoptr (Making) making = data;
  const PlBusAgent *agent = making->call->agent;
  gint64 version = 0;
  int file = -1;

  if (error == NULL && ((file = password_file (&making->job, &error)) == -1 ||
                        (version = arrive (making, &error)) == 0))
    pl_account_keeper_undo (agent->accounts, making->id, error->message);
  if (version != 0) {
    agent->reread (agent->data);
    pl_call_return_with_file (making->call, g_variant_new ("(xh)", version, 0), file);
    return;
  }
  if (file != -1)
    close (file);
  pl_call_fail (making->call, error);
}

/* All that can be refused is, before there is an account. */
static gboolean
begin (Making *making, GError **error)
{
  const PlBusAgent *agent = making->call->agent;
  const PlChild child = { .account = making->job.account, .uid = making->job.uid };
  PlArrival arrival = arrival_of (making->call, &child);

  if (!pl_account_keeper_is_free (agent->accounts, error) ||
      !pl_arrival_check (agent->store, agent->paths, pl_enforcer_household (agent->enforcer),
                         &arrival, error))
    return FALSE;
  making->id =
      pl_child_account_begin (agent->store, &making->actor, child.account, child.uid, error);
  if (making->id == 0)
    return FALSE;
  if (pl_account_keeper_do (agent->accounts, making->id, &making->job, on_made, making, error))
    return TRUE;
  pl_account_keeper_undo (agent->accounts, making->id, (*error)->message);
  return FALSE;
}

void
pl_answer_make_account (PlCall *call)
{
  g_autoptr (Making) making = g_new0 (Making, 1);
  GError *error = NULL;

  making->call = call;
  pl_bus_actor_init (&making->actor, call);
  if (fill (making, &error) && begin (making, &error))
    g_steal_pointer (&making); /* on_made has it */
  else
    pl_call_fail (call, error);
}

void
pl_answer_set_stay (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *account;
  gint64 before, until, seen, day;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&sxx)", &account, &before, &until);
  pl_bus_actor_init (&actor, call);
  gboolean done = pl_bus_child (call, account, &error) != NULL &&
                  read_day (call, before, &seen, &error) && read_stay (call, until, &day, &error) &&
                  pl_stay_set (call->agent->store, &actor, account, seen, day, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_get_stay (PlCall *call)
{
  const char *account;
  gint64 day;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &account);
  if (pl_bus_child (call, account, &error) != NULL &&
      pl_stay_read (call->agent->store, account, &day, &error))
    pl_call_return (call, g_variant_new ("(x)", noon_of (call, day)));
  else
    pl_call_fail (call, error);
}

/* A new first password on its way. */
typedef struct {
  PlCall *call;
  PlActor actor;
  PlAccountJob job;
} Resetting;

static void
resetting_free (Resetting *resetting)
{
  pl_account_job_clear (&resetting->job);
  pl_bus_actor_clear (&resetting->actor);
  g_free (resetting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Resetting, resetting_free)

/* The password is not set; the record of that may fail, too, and is settled later. */
static void
fail_reset (const Resetting *resetting, GError *error)
{
  g_autoptr (GError) unsaid = NULL;

  if (!pl_account_password_failed (resetting->call->agent->store, &resetting->actor,
                                   resetting->job.account, error->message, &unsaid))
    g_warning ("accounts: %s", unsaid->message);
  pl_call_fail (resetting->call, error);
}

/* One that is set and cannot be put on record is given to nobody. */
static void
on_password_set (GError *error, gpointer data)
{
  g_autoptr (Resetting) resetting = data;
  PlCall *call = resetting->call;
  int file = -1;

  if (error != NULL) {
    fail_reset (resetting, error);
    return;
  }
  if (pl_account_password_set (call->agent->store, &resetting->actor, resetting->job.account,
                               &error) &&
      (file = password_file (&resetting->job, &error)) != -1)
    pl_call_return_with_file (call, g_variant_new ("(h)", 0), file);
  else
    pl_call_fail (call, error);
}

/* What can be refused is, before it is on record that a password is to be set. */
static gboolean
ask_reset (Resetting *resetting, GError **error)
{
  const PlBusAgent *agent = resetting->call->agent;
  const char *account, *reason;

  g_variant_get (resetting->call->arguments, "(&s&s)", &account, &reason);
  const PlChild *child = pl_bus_child (resetting->call, account, error);
  if (child == NULL || !pl_account_keeper_is_free (agent->accounts, error))
    return FALSE;
  resetting->job = (PlAccountJob){ .version = PL_ACCOUNT_VERSION,
                                   .verb = PL_ACCOUNT_PASSWORD,
                                   .uid = child->uid };
  g_strlcpy (resetting->job.account, child->account, sizeof resetting->job.account);
  pl_account_first_password (resetting->job.password);
  return pl_account_password_ask (agent->store, &resetting->actor, child->account, reason, error);
}

void
pl_answer_reset_password (PlCall *call)
{
  g_autoptr (Resetting) resetting = g_new0 (Resetting, 1);
  GError *error = NULL;

  resetting->call = call;
  pl_bus_actor_init (&resetting->actor, call);
  if (!ask_reset (resetting, &error))
    pl_call_fail (call, error);
  else if (pl_account_keeper_do (call->agent->accounts, 0, &resetting->job, on_password_set,
                                 resetting, &error))
    g_steal_pointer (&resetting); /* on_password_set has it */
  else
    fail_reset (resetting, error);
}

void
pl_answer_reset_pin (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *account, *reason;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s)", &account, &reason);
  pl_bus_actor_init (&actor, call);
  gboolean done = pl_bus_child (call, account, &error) != NULL &&
                  pl_child_key_reset (call->agent->store, &actor, account, reason, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_get_password_reset (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  const PlChild *child = pl_household_child (household, call->caller);
  g_autofree char *by = NULL;
  gint64 wall_ms;
  GError *error = NULL;

  if (!pl_account_password_last (call->agent->store, child->account, &wall_ms, &by, &error)) {
    pl_call_fail (call, error);
    return;
  }
  g_autofree char *name = pl_bus_person (call, by, wall_ms);
  pl_call_return (call, g_variant_new ("(xs)", wall_ms != 0 ? wall_ms / 1000 : -1, name));
}

/* Of a child's account that never had a profile; else 0. */
static uid_t
uid_without_profile (const PlCall *call, const char *account)
{
  const PlChild *child = pl_bus_child (call, account, NULL);
  g_autofree char *name = g_strconcat (account, ".conf", NULL);
  g_autofree char *path = g_build_filename (call->agent->paths->children, name, NULL);

  return child != NULL && child->profile == NULL && !g_file_test (path, G_FILE_TEST_EXISTS)
             ? child->uid
             : 0;
}

void
pl_answer_wipe_account (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *account, *reason;
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&s&s)", &account, &reason);
  pl_bus_actor_init (&actor, call);
  if (!pl_bus_is_manager (call))
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_DENIED,
                         NC_ ("said", "only a manager has an account wiped"));
  else
    id = pl_child_account_wipe (call->agent->store, &actor, account,
                                uid_without_profile (call, account), reason, &error);
  if (id != 0)
    pl_account_keeper_wake (call->agent->accounts);
  pl_bus_return_id (call, id, error);
}

static void
add_number (GVariantBuilder *row, const char *key, gint64 value)
{
  pl_bus_add_time (row, key, value);
}

static const char *
phase_code (PlAccountPhase phase)
{
  switch (phase) {
    case PL_ACCOUNT_ENDING:
      return "ending-programs";
    case PL_ACCOUNT_REMOVING:
      return "removing-files";
    case PL_ACCOUNT_LOOKING:
      return "looking";
    default:
      return "waiting";
  }
}

static void
add_progress (GVariantBuilder *row, const PlAccountReport *report)
{
  pl_bus_add_text (row, "phase", phase_code (report->phase));
  add_number (row, "files", (gint64)(report->home_files + report->other_files));
}

typedef struct {
  char hash[2 * PL_AUDIT_HASH_SIZE + 1];
} Found;

static void
take_hash (const PlAuditEntry *entry, gpointer data)
{
  g_autofree char *hash = pl_audit_hex (entry->hash);

  g_strlcpy (((Found *)data)->hash, hash, sizeof ((Found *)data)->hash);
}

/* The audit's head as it was when the account was wiped: the hash of the certificate's own entry. */
static void
add_certificate (GVariantBuilder *row, PlStore *store, const PlChildAccount *account)
{
  const PlAuditFilter filter = { .before = account->serial + 1, .limit = 1 };
  Found found = { "" };

  pl_audit_list (store, &filter, take_hash, &found, NULL);
  add_number (row, "home-files", account->home_files);
  add_number (row, "other-files", account->other_files);
  add_number (row, "folders-kept", account->folders);
  add_number (row, "audit-entry", (gint64)account->serial);
  pl_bus_add_text (row, "audit-hash", found.hash);
}

static void
add_account (PlCall *call, GVariantBuilder *rows, const PlChildAccount *account)
{
  const PlBusAgent *agent = call->agent;
  const PlAccountReport *report = pl_account_keeper_progress (agent->accounts, account->id);

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  add_number (rows, "id", account->id);
  pl_bus_add_account (call, rows, "account", account->account, account->changed_ms);
  add_number (rows, "uid", account->uid);
  pl_bus_add_text (rows, "state", pl_child_account_state_code (account->state));
  pl_bus_add_time (rows, "changed", account->changed_ms / 1000);
  pl_bus_add_account (call, rows, "changed-by", account->changed_by, account->changed_ms);
  pl_bus_add_text (rows, "reason", account->reason);
  pl_bus_add_text (rows, "trouble", account->trouble);
  if (report != NULL)
    add_progress (rows, report);
  if (account->state == PL_CHILD_ACCOUNT_WIPED)
    add_certificate (rows, agent->store, account);
  g_variant_builder_close (rows);
}

void
pl_answer_list_accounts (PlCall *call)
{
  gint64 before;
  guint limit;
  GVariantBuilder rows;
  GError *error = NULL;

  g_variant_get (call->arguments, "(xu)", &before, &limit);
  g_autoptr (GPtrArray) accounts =
      pl_child_account_list (call->agent->store, before, limit, &error);
  if (accounts == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < accounts->len; i++)
    add_account (call, &rows, accounts->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}
