/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/account-keeper.h"

#include <glib/gi18n.h>
#include <pwd.h>
#include <sodium.h>

#include "agent/accounts/account-link.h"
#include "agent/records/account-password.h"
#include "agent/records/accounts.h"
#include "agent/records/child-account.h"
#include "policy/error.h"

struct _PlAccountKeeper {
  PlStore *store;
  char *socket;
  void (*changed) (gpointer data);
  gpointer data;
  PlAccountLink *link; /* NULL: no job goes on */
  PlAccountJob job;    /* without its password */
  gint64 id;           /* of its row; 0: a password */
  PlAccountReport report;
  PlAccountDone done; /* of a job that somebody waits for */
  gpointer done_data;
};

static void next (PlAccountKeeper *keeper);

static void
warn_if (const GError *error)
{
  if (error != NULL)
    g_warning ("accounts: %s", error->message);
}

static void
record_wipe (PlAccountKeeper *keeper, const PlAccountReport *report)
{
  g_autoptr (GError) error = NULL;
  const char *account = keeper->job.account;

  if (report->phase == PL_ACCOUNT_FAILED) {
    g_warning ("the account %s is not wiped: %s", account, report->why);
    pl_child_account_failed (keeper->store, keeper->id, report->why, &error);
  } else if (pl_child_account_wiped (keeper->store, keeper->id, (gint64)report->home_files,
                                     (gint64)report->other_files, (gint64)report->folders,
                                     &error)) {
    g_message ("the account %s is wiped", account);
  }
  warn_if (error);
}

static void
undo (PlAccountKeeper *keeper, gint64 id, const char *why)
{
  g_autoptr (GError) error = NULL;

  pl_child_account_undo (keeper->store, id, why, &error);
  warn_if (error);
}

/* Whoever waits for the job hears of it last: they may begin another. */
static void
finish (PlAccountKeeper *keeper, const PlAccountReport *report)
{
  gboolean failed = report->phase == PL_ACCOUNT_FAILED;
  PlAccountDone done = g_steal_pointer (&keeper->done);

  g_clear_pointer (&keeper->link, pl_account_link_free);
  if (keeper->job.verb == PL_ACCOUNT_WIPE)
    record_wipe (keeper, report);
  else if (failed && keeper->id != 0)
    undo (keeper, keeper->id, report->why);
  keeper->changed (keeper->data);
  if (done != NULL)
    done (failed ? g_error_new_literal (PL_ERROR, PL_ERROR_FAILED, report->why) : NULL,
          keeper->done_data);
  next (keeper);
}

static void
on_heard (const PlAccountReport *report, gpointer data)
{
  PlAccountKeeper *keeper = data;

  keeper->report = *report;
  if (report->phase == PL_ACCOUNT_DONE || report->phase == PL_ACCOUNT_FAILED)
    finish (keeper, report);
}

static gboolean
start (PlAccountKeeper *keeper, gint64 id, const PlAccountJob *job, GError **error)
{
  keeper->job = *job;
  sodium_memzero (keeper->job.password, sizeof keeper->job.password);
  keeper->id = id;
  keeper->report = (PlAccountReport){ 0 };
  keeper->link = pl_account_link_new (keeper->socket, job, on_heard, keeper, error);
  return keeper->link != NULL;
}

/*
 * The name was somebody else's already when the account was to be made: nothing of it is here, and theirs is left alone. One that
 * a child had is never of this kind, whoever has the name by now.
 */
static gboolean
was_never_made (const PlChildAccount *account)
{
  struct passwd *by_uid = getpwuid (account->uid);
  uid_t other;

  return pl_child_account_is_undone (account) && by_uid == NULL &&
         pl_account_uid (account->account, &other) && other != account->uid;
}

static gboolean
start_wipe (PlAccountKeeper *keeper, const PlChildAccount *account)
{
  PlAccountJob job = { .version = PL_ACCOUNT_VERSION,
                       .verb = PL_ACCOUNT_WIPE,
                       .uid = account->uid };
  g_autoptr (GError) error = NULL;

  g_strlcpy (job.account, account->account, sizeof job.account);
  if (was_never_made (account)) {
    pl_child_account_wiped (keeper->store, account->id, 0, 0, 0, &error);
    warn_if (error);
    return FALSE;
  }
  if (!pl_account_name_is_valid (account->account))
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "its name is not one that is wiped"));
  else if (start (keeper, account->id, &job, &error))
    return TRUE;
  pl_child_account_failed (keeper->store, account->id, error->message, NULL);
  return FALSE;
}

/* The first wipe that was asked for, and has not failed since. */
static void
next (PlAccountKeeper *keeper)
{
  g_autoptr (GPtrArray) unfinished = pl_child_account_unfinished (keeper->store, NULL);

  for (guint i = 0; keeper->link == NULL && unfinished != NULL && i < unfinished->len; i++) {
    const PlChildAccount *account = unfinished->pdata[i];
    if (account->state == PL_CHILD_ACCOUNT_WIPING && *account->trouble == '\0' &&
        start_wipe (keeper, account))
      return;
  }
}

/* What was begun before this start. */
static void
resume (PlAccountKeeper *keeper)
{
  g_autoptr (GPtrArray) unfinished = pl_child_account_unfinished (keeper->store, NULL);
  g_autoptr (GError) error = NULL;

  pl_account_password_settle (keeper->store, &error);
  warn_if (error);
  for (guint i = 0; unfinished != NULL && i < unfinished->len; i++) {
    const PlChildAccount *account = unfinished->pdata[i];
    if (account->state == PL_CHILD_ACCOUNT_MAKING)
      undo (keeper, account->id, NC_ ("said", "the agent ended meanwhile"));
    else if (account->state == PL_CHILD_ACCOUNT_WIPING && *account->trouble != '\0')
      pl_child_account_failed (keeper->store, account->id, "", NULL);
  }
  next (keeper);
}

PlAccountKeeper *
pl_account_keeper_new (PlStore *store,
                       const char *socket,
                       void (*changed) (gpointer data),
                       gpointer data)
{
  PlAccountKeeper *keeper = g_new0 (PlAccountKeeper, 1);

  keeper->store = store;
  keeper->socket = g_strdup (socket);
  keeper->changed = changed;
  keeper->data = data;
  resume (keeper);
  return keeper;
}

void
pl_account_keeper_free (PlAccountKeeper *keeper)
{
  if (keeper == NULL)
    return;
  pl_account_link_free (keeper->link);
  g_free (keeper->socket);
  g_free (keeper);
}

gboolean
pl_account_keeper_is_free (const PlAccountKeeper *keeper, GError **error)
{
  if (keeper->link == NULL)
    return TRUE;
  g_set_error_literal (
      error, PL_ERROR, PL_ERROR_LIMIT,
      NC_ ("said", "another account is being made or wiped: try again in a moment"));
  return FALSE;
}

gboolean
pl_account_keeper_do (PlAccountKeeper *keeper,
                      gint64 id,
                      const PlAccountJob *job,
                      PlAccountDone done,
                      gpointer data,
                      GError **error)
{
  if (!pl_account_keeper_is_free (keeper, error) || !start (keeper, id, job, error))
    return FALSE;
  keeper->done = done;
  keeper->done_data = data;
  return TRUE;
}

void
pl_account_keeper_undo (PlAccountKeeper *keeper, gint64 id, const char *why)
{
  undo (keeper, id, why);
  next (keeper);
}

void
pl_account_keeper_wake (PlAccountKeeper *keeper)
{
  next (keeper);
}

const PlAccountReport *
pl_account_keeper_progress (const PlAccountKeeper *keeper, gint64 id)
{
  return keeper->link != NULL && keeper->id == id && keeper->job.verb == PL_ACCOUNT_WIPE
             ? &keeper->report
             : NULL;
}

/* What people call whose account it is; the account itself where nobody knows, or it is somebody else's by now. Transfer full. */
static char *
person_of (const PlChildAccount *account)
{
  uid_t uid;

  return pl_account_uid (account->account, &uid) && uid == account->uid
             ? pl_account_person (account->account)
             : g_strdup (account->account);
}

static char *
words_of (const PlChildAccount *account)
{
  g_autofree char *person = person_of (account);

  if (account->state == PL_CHILD_ACCOUNT_LEFT)
    return g_strdup_printf (
        NC_ ("said", "%s has left, and what they had is still on this computer"), person);
  if (*account->trouble != '\0')
    return g_strdup_printf (NC_ ("said", "%s is not wiped: %s"), person, account->trouble);
  return g_strdup_printf (NC_ ("said", "%s is being wiped"), person);
}

void
pl_account_keeper_problems (const PlAccountKeeper *keeper, GPtrArray *problems)
{
  g_autoptr (GPtrArray) unfinished = pl_child_account_unfinished (keeper->store, NULL);

  for (guint i = 0; unfinished != NULL && i < unfinished->len; i++) {
    const PlChildAccount *account = unfinished->pdata[i];
    if (account->state != PL_CHILD_ACCOUNT_MAKING)
      g_ptr_array_add (problems, words_of (account));
  }
}
