/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/home-record.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "agent/records/accounts.h"
#include "agent/records/level-record.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"

#define HOME  "home.conf"
#define RULES "rules.conf"

static const PlActor by_hand = { 0, "root", "" };

/* What is in force; NULL where the home has no such file of its own. */
static const char *
text_of (const PlHousehold *household, const char *file)
{
  if (g_str_equal (file, HOME) || g_str_equal (file, RULES))
    return g_str_equal (file, HOME) ? household->home_text : household->rules_text;
  const PlLevelFile *level = pl_level_files_find (household->level_files, file);
  return level != NULL && level->own ? level->text : NULL;
}

/* What holds where the home has no such file of its own; "": nothing. Transfer full. */
static char *
fallback_of (const PlHousehold *household, const char *file)
{
  if (g_str_equal (file, RULES))
    return pl_rules_to_text (household->rules);
  char *shipped = household->levels_alone ? NULL : pl_level_file_shipped (file);
  return shipped != NULL ? shipped : g_strdup ("");
}

/* "Home.Name; Timetable.Monday", for an inspector. */
static char *
describe (const char *before, const char *after)
{
  g_auto (GStrv) changes = pl_key_changes (before != NULL ? before : "", after);

  if (*after == '\0')
    return g_strdup ("taken away");
  if (before == NULL || changes == NULL)
    return g_strdup (before == NULL ? "first seen" : "not comparable");
  return *changes != NULL ? g_strjoinv ("; ", changes) : g_strdup ("words beside the settings");
}

/* text: nullable. A file that never was is nothing to record; one that is there no more is. */
static gboolean
record_found (PlStore *store, const char *file, const char *in_force, GError **error)
{
  const char *text = in_force != NULL ? in_force : "";
  g_autoptr (PlFileVersion) newest = NULL;

  if (!pl_file_version_newest (store, file, &newest, error))
    return FALSE;
  if (g_str_equal (newest != NULL ? newest->text : "", text))
    return TRUE;
  g_autofree char *changes = describe (newest != NULL ? newest->text : NULL, text);
  const PlFileChange change = {
    .file = file,
    .subject = "",
    .text = text,
    .ground = PL_FILE_FOUND,
    .reason = "",
    .changes = changes,
  };
  return pl_file_version_add (store, &by_hand, &change, error) != 0;
}

static void
find (PlStore *store, const PlHousehold *household, const char *file, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;

  if (!record_found (store, file, text_of (household, file), &error))
    g_ptr_array_add (
        problems, g_strdup_printf (NC_ ("said", "%s is not on record: %s"), file, error->message));
}

/* Those that there are, and those that there were. */
static void
find_levels (PlStore *store, const PlHousehold *household, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) known = pl_file_version_known (store, PL_LEVELS_PREFIX, &error);

  if (known == NULL)
    g_ptr_array_add (problems, g_strdup_printf (NC_ ("said", "the levels are not on record: %s"),
                                                error->message));
  for (guint i = 0; i < household->level_files->len; i++)
    find (store, household, ((const PlLevelFile *)household->level_files->pdata[i])->file,
          problems);
  for (guint i = 0; known != NULL && i < known->len; i++)
    if (pl_level_files_find (household->level_files, known->pdata[i]) == NULL)
      find (store, household, known->pdata[i], problems);
}

void
pl_home_files_record_found (PlStore *store, const PlHousehold *household, GPtrArray *problems)
{
  if (household->home_text != NULL)
    find (store, household, HOME, problems);
  find (store, household, RULES, problems);
  /* Without a home nobody knows its levels. */
  if (household->home != NULL)
    find_levels (store, household, problems);
}

static gboolean
check_file (const char *file, GError **error)
{
  if (g_str_equal (file, HOME) || g_str_equal (file, RULES) || pl_level_file_is_name (file))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "the home has no file \"%s\""),
               file);
  return FALSE;
}

/* newest: nullable; where the home's own was taken away, that is the version. */
static PlFileVersion *
as_it_ships (const PlHousehold *household, const char *file, const PlFileVersion *newest)
{
  PlFileVersion *version = g_new0 (PlFileVersion, 1);

  version->id = newest != NULL ? newest->id : 0;
  version->file = g_strdup (file);
  version->text = fallback_of (household, file);
  version->made_by = g_strdup (newest != NULL ? newest->made_by : "");
  return version;
}

PlFileVersion *
pl_home_file (PlStore *store, const PlHousehold *household, const char *file, GError **error)
{
  g_autoptr (PlFileVersion) newest = NULL;

  if (!check_file (file, error))
    return NULL;
  const char *text = text_of (household, file);
  if (!pl_file_version_newest (store, file, &newest, error))
    return NULL;
  if (text == NULL && !g_str_equal (file, HOME) && (newest == NULL || *newest->text == '\0'))
    return as_it_ships (household, file, newest);
  if (newest != NULL && g_strcmp0 (newest->text, text) == 0)
    return g_steal_pointer (&newest);
  g_set_error (error, PL_ERROR, PL_ERROR_FAILED,
               text == NULL && g_str_equal (file, HOME)
                   ? NC_ ("said", "no readable %s was ever there")
                   : NC_ ("said", "%s is not on record yet"),
               file);
  return NULL;
}

GPtrArray *
pl_home_file_versions (PlStore *store, const char *file, gint64 before, GError **error)
{
  return check_file (file, error) ? pl_file_version_list (store, file, before, error) : NULL;
}

/* The maximum, and what says whether it is applied. */
static gboolean
changes_maximum (const char *before, const char *after)
{
  g_auto (GStrv) changes = pl_key_changes (before, after);

  for (char **change = changes; change != NULL && *change != NULL; change++)
    if (g_str_has_prefix (*change, "Timetable.") || g_str_has_prefix (*change, "Exceptions.") ||
        g_str_equal (*change, "Device.Kind") || g_str_equal (*change, "Device.Maximum"))
      return TRUE;
  return changes == NULL;
}

static char *
folded (const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  return g_utf8_casefold (stripped, -1);
}

/* Whoever changes the maximum has asked somebody else (T1). */
static gboolean
check_consulted (const PlActor *actor, const char *consulted, GError **error)
{
  g_autofree char *own = pl_account_display_name (actor->uid);
  g_autofree char *name = folded (own != NULL ? own : "");
  g_autofree char *account = folded (actor->account);
  g_autofree char *other = NULL;

  if (!pl_text_check (NC_ ("said", "the head of risk's name"), consulted, PL_WHO_TEXT_MAX, TRUE,
                      error))
    return FALSE;
  other = folded (consulted);
  if (!g_str_equal (other, name) && !g_str_equal (other, account))
    return TRUE;
  g_set_error (
      error, PL_ERROR, PL_ERROR_ARGUMENT,
      NC_ ("said", "the maximum takes two names: \"%s\" is your own, whom did you consult?"),
      consulted);
  return FALSE;
}

/* TRUE if the text is what is there already: an empty one asks for what ships. */
static gboolean
changes_nothing (const PlHousehold *household, const PlFileVersion *current, const PlHomeEdit *edit)
{
  return g_str_equal (current->text, edit->text) ||
         (*edit->text == '\0' && text_of (household, edit->file) == NULL);
}

static gboolean
check_edit (const PlHousehold *household,
            const PlFileVersion *current,
            const PlHomeEdit *edit,
            GError **error)
{
  if (!pl_text_check (NC_ ("said", "the reason"), edit->reason, PL_REASON_TEXT_MAX, TRUE, error) ||
      !pl_text_check (NC_ ("said", "the name"), edit->consulted, PL_WHO_TEXT_MAX, FALSE, error))
    return FALSE;
  if (current->id != edit->before) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "%s changed %s in the meantime: look again"),
                 *current->made_by != '\0' ? current->made_by : "somebody", edit->file);
    return FALSE;
  }
  if (!changes_nothing (household, current, edit))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "nothing changes in %s"),
               edit->file);
  return FALSE;
}

/* Nobody shuts themselves, and so perhaps everybody, out. */
static gboolean
check_manager (const PlActor *actor, const PlHome *home, GError **error)
{
  if (pl_account_is_in (actor->uid, home->managers_group))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_DENIED,
               NC_ ("said", "you would be no manager any more: you are not in the group %s"),
               home->managers_group);
  return FALSE;
}

/* What lives by a file, on its way: what the check of each kind says, and what is to be recorded. */
typedef struct {
  const PlHousehold *household;
  const PlActor *actor;
  const PlHomeEdit *edit;
  const PlFileVersion *current;
  char *concerned; /* of a level: children for whom more or less is open; else NULL */
} Checking;

static gboolean
check_home (Checking *checking, GError **error)
{
  const PlHousehold *household = checking->household;
  const PlHomeEdit *edit = checking->edit;
  g_autoptr (PlHome) home = NULL;

  if (*edit->text == '\0') {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "%s cannot be taken away"), HOME);
    return FALSE;
  }
  home = pl_home_parse (HOME, edit->text, strlen (edit->text), error);
  if (home == NULL || !check_manager (checking->actor, home, error))
    return FALSE;
  /* Levels point into the home's categories. */
  g_autoptr (PlLevels) levels = pl_level_files_with (
      household->level_files, household->levels_alone, home->categories, NULL, NULL, error);
  return levels != NULL && pl_household_fits (household, home, levels, error) &&
         (!changes_maximum (checking->current->text, edit->text) ||
          check_consulted (checking->actor, edit->consulted, error));
}

static gboolean
check_rules (Checking *checking, GError **error)
{
  const PlHomeEdit *edit = checking->edit;

  if (*edit->text == '\0')
    return TRUE;
  g_autoptr (PlRules) rules = pl_rules_parse (RULES, edit->text, strlen (edit->text), error);
  return rules != NULL;
}

/* What more or less is open by, for a child, takes two names as the maximum does. */
static gboolean
check_level (Checking *checking, GError **error)
{
  const PlHousehold *household = checking->household;
  const PlHomeEdit *edit = checking->edit;
  g_autoptr (PlLevels) levels = NULL;

  if (household->home == NULL) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED,
                         NC_ ("said", "the home could not be read"));
    return FALSE;
  }
  levels = pl_level_record_with (household, edit->file, edit->text, error);
  if (levels == NULL || !pl_household_fits (household, household->home, levels, error))
    return FALSE;
  checking->concerned = pl_level_record_concerned (household, levels);
  return *checking->concerned == '\0' || check_consulted (checking->actor, edit->consulted, error);
}

static gboolean
check (Checking *checking, GError **error)
{
  const char *file = checking->edit->file;

  if (!check_edit (checking->household, checking->current, checking->edit, error))
    return FALSE;
  return g_str_equal (file, HOME)    ? check_home (checking, error)
         : g_str_equal (file, RULES) ? check_rules (checking, error)
                                     : check_level (checking, error);
}

/* For an inspector: what changes, and for whom. */
static char *
describe_edit (const Checking *checking)
{
  g_autofree char *changes = describe (checking->current->text, checking->edit->text);

  if (checking->concerned == NULL || *checking->concerned == '\0')
    return g_steal_pointer (&changes);
  return g_strdup_printf ("%s; for %s", changes, checking->concerned);
}

/* Where a file is; the folder of levels is made as it is needed. Transfer full. */
static char *
path_of (const PlHouseholdPaths *paths, const char *file)
{
  g_autofree char *folder = g_path_get_dirname (paths->home);
  g_autofree char *levels = pl_household_levels_folder (paths);

  if (!pl_level_file_is_name (file))
    return g_str_equal (file, HOME) ? g_strdup (paths->home)
                                    : g_build_filename (folder, file, NULL);
  g_mkdir_with_parents (levels, 0755);
  return g_build_filename (levels, file + strlen (PL_LEVELS_PREFIX), NULL);
}

gint64
pl_home_file_edit (PlStore *store,
                   const PlHouseholdPaths *paths,
                   const PlHousehold *household,
                   const PlActor *actor,
                   const PlHomeEdit *edit,
                   GError **error)
{
  g_autoptr (PlFileVersion) current = pl_home_file (store, household, edit->file, error);
  Checking checking = { household, actor, edit, current, NULL };
  gint64 id = 0;

  if (current != NULL && check (&checking, error)) {
    g_autofree char *path = path_of (paths, edit->file), *changes = describe_edit (&checking);
    const PlFileChange change = {
      .file = edit->file,
      .subject = "",
      .text = edit->text,
      .ground = PL_FILE_CHANGED,
      .reason = edit->reason,
      .changes = changes,
      .consulted = edit->consulted,
    };
    id = pl_file_version_write (store, actor, &change, path, 0644, text_of (household, edit->file),
                                error);
  }
  g_free (checking.concerned);
  return id;
}
