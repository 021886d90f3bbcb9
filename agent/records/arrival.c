/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/arrival.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "agent/records/child-account.h"
#include "agent/records/review.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"
#include "policy/time/calendar.h"

#define AGE_SOCIAL 13 /* years (F3) */

typedef struct {
  const PlArrival *arrival;
  const PlActor *actor;
  const char *path, *file, *text, *level;
  gint64 id;
} Arriving;

typedef struct {
  const PlActor *actor;
  const PlChild *child;
  const char *path, *reason;
} Leaving;

static char *
path_of (const PlHouseholdPaths *paths, const PlChild *child)
{
  g_autofree char *name = g_strconcat (child->account, ".conf", NULL);

  return g_build_filename (paths->children, name, NULL);
}

static char *
file_of (const PlChild *child)
{
  return g_strconcat ("children/", child->account, ".conf", NULL);
}

static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &reason))
    return TRUE;
  return pl_error_io (error, NULL, reason->message);
}

static gboolean
remove_file (const char *path, GError **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  return pl_error_io (error, path, g_strerror (errno));
}

static PlProfile *
parse (const PlHousehold *household, const char *text, GError **error)
{
  return pl_profile_parse (household->home, household->levels, "profile", text, strlen (text), NULL,
                           error);
}

/* Whoever comes back is the same child. */
static gboolean
check_account (PlStore *store, const char *file, const char *born, GError **error)
{
  g_autoptr (PlFileVersion) last = NULL;

  if (!pl_file_version_newest (store, file, &last, error))
    return FALSE;
  g_autofree char *before = last != NULL ? pl_key_value (last->text, "Child", "Born") : NULL;
  if (last == NULL || g_strcmp0 (before, born) == 0)
    return TRUE;
  g_set_error_literal (
      error, PL_ERROR, PL_ERROR_DENIED,
      NC_ ("said", "another child had this account, and its records: make a new one"));
  return FALSE;
}

static char *
set (char *text, const char *key, const char *value, GError **error)
{
  g_autofree char *before = text;
  g_autofree char *there = pl_key_value (text, "Child", key);

  return there != NULL ? g_steal_pointer (&before)
                       : pl_key_edit ("profile", text, "Child", key, value, error);
}

/* The text with what a new profile says of itself. */
static char *
complete (const PlArrival *arrival, const PlProfile *profile, GError **error)
{
  char *text = set (g_strdup (arrival->text), "Level", profile->level->id, error);

  if (text != NULL && pl_calendar_birthday (profile->born, AGE_SOCIAL) > arrival->today)
    text = set (text, "SocialUntilReview", "true", error);
  return text;
}

/* Within the transaction: a file that cannot be written is not recorded. */
static gboolean
record_arrival (PlStore *store, gpointer data, GError **error)
{
  Arriving *arriving = data;
  const PlArrival *arrival = arriving->arrival;
  const PlFileChange change = {
    .file = arriving->file,
    .subject = arrival->child->account,
    .text = arriving->text,
    .ground = PL_FILE_CHANGED,
    .reason = arrival->reason,
    .changes = "arrived",
  };
  const PlReview review = {
    .child = arrival->child->account,
    .held_day = arrival->today,
    .took_part = arriving->actor->account,
    .child_view = "",
    .reason = arrival->reason,
    .level_before = "",
    .level_after = arriving->level,
    .next_day = arrival->next_day,
    .provisional = TRUE,
  };

  arriving->id = pl_file_version_add (store, arriving->actor, &change, error);
  return arriving->id != 0 && pl_review_add (store, arriving->actor, &review, error) != 0 &&
         pl_child_account_set (store, arriving->actor, arrival->child->account, arrival->child->uid,
                               PL_CHILD_ACCOUNT_HERE, error) &&
         write_file (arriving->path, arriving->text, error);
}

/* The text that the profile will have; NULL and an error where the child may not arrive so. */
static char *
check (PlStore *store,
       const PlHouseholdPaths *paths,
       const PlHousehold *household,
       const PlArrival *arrival,
       GError **error)
{
  const PlChild *child = arrival->child;
  g_autofree char *path = path_of (paths, child);
  g_autofree char *file = file_of (child);
  g_autofree char *born = pl_key_value (arrival->text, "Child", "Born");
  g_autoptr (PlProfile) profile = NULL;

  if (child->profile != NULL || g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_autofree char *person = pl_child_person (child);
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s has a profile already"),
                 person);
    return NULL;
  }
  if (household->home == NULL) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED,
                         NC_ ("said", "the home's file cannot be read"));
    return NULL;
  }
  if (!pl_text_check (NC_ ("said", "the reason"), arrival->reason, PL_REASON_TEXT_MAX, TRUE,
                      error) ||
      (profile = parse (household, arrival->text, error)) == NULL ||
      !check_account (store, file, born, error) ||
      !pl_child_account_check (store, child->account, child->uid, error))
    return NULL;
  return complete (arrival, profile, error);
}

gboolean
pl_arrival_check (PlStore *store,
                  const PlHouseholdPaths *paths,
                  const PlHousehold *household,
                  const PlArrival *arrival,
                  GError **error)
{
  g_autofree char *text = check (store, paths, household, arrival, error);

  return text != NULL;
}

gint64
pl_arrival_add (PlStore *store,
                const PlHouseholdPaths *paths,
                const PlHousehold *household,
                const PlActor *actor,
                const PlArrival *arrival,
                GError **error)
{
  g_autofree char *path = path_of (paths, arrival->child);
  g_autofree char *file = file_of (arrival->child);
  g_autofree char *text = check (store, paths, household, arrival, error);
  g_autoptr (PlProfile) completed = text != NULL ? parse (household, text, error) : NULL;

  if (completed == NULL)
    return 0;
  Arriving arriving = { arrival, actor, path, file, text, completed->level->id, 0 };
  if (pl_store_transact (store, record_arrival, &arriving, error))
    return arriving.id;
  /* It was not there before, and is not on record. */
  g_unlink (path);
  return 0;
}

static gboolean
record_departure (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Leaving *leaving = data;

  pl_payload_text (payload, "reason", leaving->reason);
  return pl_child_account_set (store, leaving->actor, leaving->child->account, leaving->child->uid,
                               PL_CHILD_ACCOUNT_LEFT, error) &&
         remove_file (leaving->path, error);
}

gboolean
pl_departure_add (PlStore *store,
                  const PlHouseholdPaths *paths,
                  const PlActor *actor,
                  const PlChild *child,
                  const char *reason,
                  char **text,
                  GError **error)
{
  g_autofree char *path = path_of (paths, child);
  g_autofree char *name = g_strconcat (child->account, ".conf", NULL);
  g_autofree char *kept = g_build_filename (paths->state, "last-good", "children", name, NULL);
  g_autoptr (PlFileVersion) last = NULL;
  PlAct act = { actor, "departure", child->account };
  Leaving leaving = { actor, child, path, reason };

  if (!pl_text_check (NC_ ("said", "the reason"), reason, PL_REASON_TEXT_MAX, TRUE, error))
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_autofree char *person = pl_child_person (child);
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "%s has no profile: they may have left already"), person);
    return FALSE;
  }
  if ((last = pl_household_profile (store, child, error)) == NULL)
    return FALSE;
  if (!pl_act (store, &act, record_departure, &leaving, error)) {
    /* What could not be recorded has not happened. */
    write_file (path, last->text, NULL);
    return FALSE;
  }
  /* Not what a later profile of this account falls back to. */
  g_unlink (kept);
  *text = g_strdup (last->text);
  return TRUE;
}
