/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/household-record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/records/accounts.h"
#include "agent/records/home-record.h"
#include "agent/records/review.h"
#include "agent/records/rules-record.h"
#include "agent/records/staff-name.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"
#include "policy/error.h"
#include "policy/people/key-file.h"
#include "policy/people/profile-change.h"

/* What a review decided is carried out soon after, or by another review. */
#define REVIEW_MS (G_GINT64_CONSTANT (28) * 24 * 3600 * 1000)

/* Who changes a file by hand is root, whatever their name. */
static const PlActor by_hand = { 0, "root", "" };

static char *
file_of (const PlChild *child)
{
  return g_strconcat ("children/", child->account, ".conf", NULL);
}

/* What changes, for an inspector: "level -; timetable Monday +; allow example.org +". */
static char *
describe (const GPtrArray *changes)
{
  static const char *const fields[] = {
    [PL_PROFILE_NAME] = "name",
    [PL_PROFILE_BORN] = "born",
    [PL_PROFILE_LEVEL] = "level",
    [PL_PROFILE_SOCIAL] = "social networks",
    [PL_PROFILE_AGREED] = "agreed until",
    [PL_PROFILE_TIMETABLE] = "timetable",
    [PL_PROFILE_EXCEPTION] = "exception",
    [PL_PROFILE_ALLOWANCE] = "allowance",
    [PL_PROFILE_ALLOWANCE_WEEK] = "weekly allowance",
    [PL_PROFILE_QUIET] = "quiet time",
    [PL_PROFILE_ALLOW] = "allow",
    [PL_PROFILE_BLOCK] = "block",
    [PL_PROFILE_CONTACT] = "contact",
    [PL_PROFILE_TIME_UP] = "time up",
    [PL_PROFILE_NEEDS] = "needs",
    [PL_PROFILE_DECIDES_CONTACT] = "who decides about contact",
    [PL_PROFILE_DECIDES_SOCIAL] = "who decides about social media",
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++) {
    const PlProfileChange *change = changes->pdata[i];
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", fields[change->field]);
    if (change->weekday >= 0)
      g_string_append_printf (text, " %s", pl_weekday_name ((guint)change->weekday));
    if (change->name != NULL)
      g_string_append_printf (text, " %s", change->name);
    g_string_append_printf (text, "%s%s%s", change->direction != 0 ? " " : "",
                            change->direction & PL_LOOSENS ? "+" : "",
                            change->direction & PL_TIGHTENS ? "-" : "");
  }
  return g_string_free (text, FALSE);
}

static PlProfile *
parse (const PlHousehold *household, const char *file, const char *text, GError **error)
{
  return pl_profile_parse (household->home, household->levels, file, text, strlen (text), NULL,
                           error);
}

/* Between the text on record and another; NULL where one of them cannot be read by today's rules. */
static GPtrArray *
changes_between (const PlHousehold *household, const char *before, const PlProfile *after)
{
  g_autoptr (PlProfile) profile = parse (household, "before", before, NULL);

  return profile != NULL ? pl_profile_changes (household->home, profile, after) : NULL;
}

static char *
describe_found (const PlHousehold *household, const PlChild *child, const PlFileVersion *newest)
{
  if (newest == NULL)
    return g_strdup ("first seen");
  g_autoptr (GPtrArray) changes = changes_between (household, newest->text, child->profile);
  return changes != NULL ? describe (changes) : g_strdup ("not comparable");
}

static gboolean
record_found (PlStore *store, const PlHousehold *household, const PlChild *child, GError **error)
{
  g_autofree char *file = file_of (child);
  g_autoptr (PlFileVersion) newest = NULL;

  if (!pl_file_version_newest (store, file, &newest, error))
    return FALSE;
  if (newest != NULL && g_str_equal (newest->text, child->text))
    return TRUE;
  g_autofree char *changes = describe_found (household, child, newest);
  const PlFileChange change = {
    .file = file,
    .subject = child->account,
    .text = child->text,
    .ground = PL_FILE_FOUND,
    .reason = "",
    .changes = changes,
  };
  return pl_file_version_add (store, &by_hand, &change, error) != 0;
}

/* The day by which rules are called that the home gives no version. */
static char *
today (PlStore *store, const PlHome *home)
{
  PlMoment now;

  pl_store_now (store, &now);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now.wall_ms / 1000);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, home->zone);
  return g_date_time_format (here, "%Y-%m-%d");
}

static void
record_rules (PlStore *store, const PlHousehold *household, GPtrArray *problems)
{
  g_autofree char *text = pl_rules_to_text (household->rules);
  g_autofree char *day = today (store, household->home);
  g_autoptr (GError) error = NULL;

  if (!pl_rules_record_found (store, household->home->rules_version, day, text, &error))
    g_ptr_array_add (problems, g_strdup_printf (NC_ ("said", "the rules are not on record: %s"),
                                                error->message));
}

static void
record_names (PlStore *store, const PlHousehold *household, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;

  if (!pl_staff_names_found (store, household, &error))
    g_ptr_array_add (
        problems,
        g_strdup_printf (NC_ ("said", "the names of staff are not on record: %s"), error->message));
}

static void
add_unrecorded (GPtrArray *problems, const PlChild *child, const GError *error)
{
  g_autofree char *person = pl_child_person (child);

  g_ptr_array_add (problems,
                   g_strdup_printf (NC_ ("said", "the profile of %s is not on record: %s"), person,
                                    error->message));
}

void
pl_household_record_found (PlStore *store, const PlHousehold *household, GPtrArray *problems)
{
  record_names (store, household, problems);
  if (household->home != NULL)
    record_rules (store, household, problems);
  pl_home_files_record_found (store, household, problems);
  for (guint i = 0; household->home != NULL && i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    g_autoptr (GError) error = NULL;

    if (child->profile != NULL && !record_found (store, household, child, &error))
      add_unrecorded (problems, child, error);
  }
}

PlFileVersion *
pl_household_profile (PlStore *store, const PlChild *child, GError **error)
{
  g_autofree char *file = file_of (child);
  g_autoptr (PlFileVersion) newest = NULL;

  if (!pl_file_version_newest (store, file, &newest, error))
    return NULL;
  if (newest != NULL && g_strcmp0 (newest->text, child->text) == 0)
    return g_steal_pointer (&newest);
  g_autofree char *person = pl_child_person (child);
  g_set_error (error, PL_ERROR, PL_ERROR_FAILED,
               NC_ ("said", "the profile of %s is not on record yet"), person);
  return NULL;
}

GPtrArray *
pl_household_profile_versions (PlStore *store, const PlChild *child, gint64 before, GError **error)
{
  g_autofree char *file = file_of (child);

  return pl_file_version_list (store, file, before, error);
}

static gboolean
changes_level (const GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    if (((const PlProfileChange *)changes->pdata[i])->field == PL_PROFILE_LEVEL)
      return TRUE;
  return FALSE;
}

static gboolean
refuse (PlError code, const char *why, GError **error)
{
  g_set_error_literal (error, PL_ERROR, code, why);
  return FALSE;
}

/* What may not be done without a review (L2, L4). */
static gboolean
check_unreviewed (const GPtrArray *changes, GError **error)
{
  if (changes != NULL && pl_profile_changes_direction (changes) & PL_TIGHTENS)
    return refuse (
        PL_ERROR_DENIED,
        NC_ ("said",
             "this takes something away: record the review that decided it, or a restriction"),
        error);
  if (changes != NULL && changes_level (changes))
    return refuse (PL_ERROR_DENIED,
                   NC_ ("said", "a level changes at a review: record the review first"), error);
  return TRUE;
}

static gboolean
check_review (PlStore *store, const PlProfileEdit *edit, const PlProfile *after, GError **error)
{
  const char *child = edit->child->account;
  g_autoptr (GPtrArray) reviews = pl_review_list (store, child, edit->review + 1, 1, error);
  PlMoment now;

  if (reviews == NULL)
    return FALSE;
  const PlReviewRecord *review = reviews->len > 0 ? reviews->pdata[0] : NULL;
  if (review == NULL || review->id != edit->review)
    return refuse (PL_ERROR_ARGUMENT, NC_ ("said", "there is no such review of this child"), error);
  pl_store_now (store, &now);
  if (review->made_ms < now.wall_ms - REVIEW_MS)
    return refuse (PL_ERROR_DENIED,
                   NC_ ("said", "that review is more than four weeks old: hold another"), error);
  if (!g_str_equal (review->fields.level_after, after->level->id))
    return refuse (PL_ERROR_DENIED, NC_ ("said", "that review decided on another level"), error);
  return TRUE;
}

static gboolean
check_edit (const PlFileVersion *current, const PlProfileEdit *edit, GError **error)
{
  g_autofree char *person = pl_child_person (edit->child);

  if (!pl_text_check (NC_ ("said", "the reason"), edit->reason, PL_REASON_TEXT_MAX, TRUE, error))
    return FALSE;
  if (current->id != edit->before) {
    g_autofree char *by = pl_account_person (current->made_by);
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "%s changed the profile of %s in the meantime: look again"), by,
                 person);
    return FALSE;
  }
  if (!g_str_equal (current->text, edit->text))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "nothing changes for %s"), person);
  return FALSE;
}

gint64
pl_household_edit_profile (PlStore *store,
                           const PlHouseholdPaths *paths,
                           const PlHousehold *household,
                           const PlActor *actor,
                           const PlProfileEdit *edit,
                           GError **error)
{
  const PlChild *child = edit->child;
  g_autofree char *file = file_of (child);
  g_autofree char *name = g_strconcat (child->account, ".conf", NULL);
  g_autofree char *path = g_build_filename (paths->children, name, NULL);
  g_autoptr (PlFileVersion) current = pl_household_profile (store, child, error);
  g_autoptr (PlProfile) after = NULL;

  if (current == NULL || !check_edit (current, edit, error) ||
      (after = parse (household, name, edit->text, error)) == NULL)
    return 0;
  g_autoptr (GPtrArray) changes = changes_between (household, current->text, after);
  if (edit->review != 0 ? !check_review (store, edit, after, error)
                        : !check_unreviewed (changes, error))
    return 0;
  g_autofree char *described = changes != NULL ? describe (changes) : g_strdup ("not comparable");
  const PlFileChange change = {
    .file = file,
    .subject = child->account,
    .text = edit->text,
    .ground = edit->review != 0 ? PL_FILE_REVIEWED : PL_FILE_CHANGED,
    .reason = edit->reason,
    .review = edit->review,
    .changes = described,
  };
  return pl_file_version_write (store, actor, &change, path, 0600, current->text, error);
}
