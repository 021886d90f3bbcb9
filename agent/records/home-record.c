/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/home-record.h"

#include <string.h>

#include "agent/records/accounts.h"
#include "agent/records/text-check.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"

#define HOME  "home.conf"
#define RULES "rules.conf"

#define REASON_MAX 1000 /* characters */
#define WHO_MAX    100

static const PlActor by_hand = { 0, "root", "" };

/* What is in force; NULL where the home has no such file. */
static const char *
text_of (const PlHousehold *household, const char *file)
{
  return g_str_equal (file, HOME) ? household->home_text : household->rules_text;
}

/* "Home.Name; Timetable.Monday", for an inspector. */
static char *
describe (const char *before, const char *after)
{
  g_auto (GStrv) changes = pl_key_changes (before != NULL ? before : "", after);

  if (before == NULL || changes == NULL)
    return g_strdup (before == NULL ? "first seen" : "not comparable");
  return *changes != NULL ? g_strjoinv ("; ", changes) : g_strdup ("words beside the settings");
}

static gboolean
record_found (PlStore *store, const char *file, const char *text, GError **error)
{
  g_autoptr (PlFileVersion) newest = NULL;

  if (!pl_file_version_newest (store, file, &newest, error))
    return FALSE;
  if (newest != NULL && g_str_equal (newest->text, text))
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

void
pl_home_files_record_found (PlStore *store, const PlHousehold *household, GPtrArray *problems)
{
  static const char *const files[] = { HOME, RULES };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    const char *text = text_of (household, files[i]);
    g_autoptr (GError) error = NULL;

    if (text != NULL && !record_found (store, files[i], text, &error))
      g_ptr_array_add (problems,
                       g_strdup_printf ("%s is not on record: %s", files[i], error->message));
  }
}

static gboolean
check_file (const char *file, GError **error)
{
  if (g_str_equal (file, HOME) || g_str_equal (file, RULES))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "the home has no file \"%s\"", file);
  return FALSE;
}

static PlFileVersion *
shipped_rules (const PlHousehold *household)
{
  PlFileVersion *version = g_new0 (PlFileVersion, 1);

  version->file = g_strdup (RULES);
  version->text = pl_rules_to_text (household->rules);
  version->made_by = g_strdup ("");
  return version;
}

PlFileVersion *
pl_home_file (PlStore *store, const PlHousehold *household, const char *file, GError **error)
{
  g_autoptr (PlFileVersion) newest = NULL;

  if (!check_file (file, error))
    return NULL;
  const char *text = text_of (household, file);
  if (text == NULL && g_str_equal (file, RULES))
    return shipped_rules (household);
  if (!pl_file_version_newest (store, file, &newest, error))
    return NULL;
  if (newest != NULL && g_strcmp0 (newest->text, text) == 0)
    return g_steal_pointer (&newest);
  g_set_error (error, PL_ERROR, PL_ERROR_FAILED,
               text == NULL ? "no readable %s was ever there" : "%s is not on record yet", file);
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

  if (!pl_text_check ("the head of risk's name", consulted, WHO_MAX, TRUE, error))
    return FALSE;
  other = folded (consulted);
  if (!g_str_equal (other, name) && !g_str_equal (other, account))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               "the maximum takes two names: \"%s\" is your own, whom did you consult?", consulted);
  return FALSE;
}

static gboolean
check_edit (const PlFileVersion *current,
            const PlActor *actor,
            const PlHomeEdit *edit,
            GError **error)
{
  if (!pl_text_check ("the reason", edit->reason, REASON_MAX, TRUE, error) ||
      !pl_text_check ("the name", edit->consulted, WHO_MAX, FALSE, error))
    return FALSE;
  if (current->id != edit->before) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s changed %s in the meantime: look again",
                 *current->made_by != '\0' ? current->made_by : "somebody", edit->file);
    return FALSE;
  }
  if (g_str_equal (current->text, edit->text)) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "nothing changes in %s", edit->file);
    return FALSE;
  }
  return !g_str_equal (edit->file, HOME) || !changes_maximum (current->text, edit->text) ||
         check_consulted (actor, edit->consulted, error);
}

/* Nobody shuts themselves, and so perhaps everybody, out. */
static gboolean
check_manager (const PlActor *actor, const PlHome *home, GError **error)
{
  if (pl_account_is_in (actor->uid, home->managers_group))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_DENIED,
               "you would be no manager any more: you are not in the group %s",
               home->managers_group);
  return FALSE;
}

static gboolean
check_text (const PlHouseholdPaths *paths,
            const PlHousehold *household,
            const PlActor *actor,
            const PlHomeEdit *edit,
            GError **error)
{
  gsize length = strlen (edit->text);

  if (g_str_equal (edit->file, RULES)) {
    g_autoptr (PlRules) rules = pl_rules_parse (RULES, edit->text, length, error);
    return rules != NULL;
  }
  g_autoptr (PlHome) home = pl_home_parse (HOME, edit->text, length, error);
  return home != NULL && check_manager (actor, home, error) &&
         pl_household_fits (paths, household, home, error);
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

  if (current == NULL || !check_edit (current, actor, edit, error) ||
      !check_text (paths, household, actor, edit, error))
    return 0;
  g_autofree char *folder = g_path_get_dirname (paths->home);
  g_autofree char *path = g_str_equal (edit->file, HOME)
                              ? g_strdup (paths->home)
                              : g_build_filename (folder, edit->file, NULL);
  g_autofree char *changes = describe (current->text, edit->text);
  const PlFileChange change = {
    .file = edit->file,
    .subject = "",
    .text = edit->text,
    .ground = PL_FILE_CHANGED,
    .reason = edit->reason,
    .changes = changes,
    .consulted = edit->consulted,
  };
  return pl_file_version_write (store, actor, &change, path, 0644, text_of (household, edit->file),
                                error);
}
