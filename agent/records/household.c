/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/household.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "agent/records/accounts.h"
#include "agent/records/kept-file.h"
#include "policy/error.h"

/* Below are system accounts, which the firewall leaves alone: a child cannot be one. */
#define CHILD_UID_MIN 1000

typedef struct {
  const PlHouseholdPaths *paths;
  PlHousehold *household;
} Reading;

static void
child_free (gpointer data)
{
  PlChild *child = data;

  g_free (child->account);
  pl_profile_free (child->profile);
  g_free (child->text);
  g_free (child);
}

static int
compare_children (gconstpointer a, gconstpointer b)
{
  const PlChild *x = *(const PlChild *const *)a;
  const PlChild *y = *(const PlChild *const *)b;

  return (x->uid > y->uid) - (x->uid < y->uid);
}

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  uid_t x = *(const uid_t *)a;
  uid_t y = *(const uid_t *)b;

  return (x > y) - (x < y);
}

static gpointer
parse_home (const char *name, const char *text, gsize length, gpointer data, GError **error)
{
  char **accepted = data;
  PlHome *home = pl_home_parse (name, text, length, error);

  if (home != NULL)
    *accepted = g_strndup (text, length);
  return home;
}

static void
read_home (const Reading *reading)
{
  g_autofree char *kept = g_build_filename (reading->paths->state, "last-good", "home.conf", NULL);

  reading->household->home =
      pl_kept_file_read (reading->paths->home, kept, parse_home, &reading->household->home_text,
                         reading->household->problems);
}

static gpointer
parse_rules (const char *name, const char *text, gsize length, gpointer data, GError **error)
{
  char **accepted = data;
  PlRules *rules = pl_rules_parse (name, text, length, error);

  if (rules != NULL)
    *accepted = g_strndup (text, length);
  return rules;
}

static gpointer
parse_care (const char *name, const char *text, gsize length, gpointer data, GError **error)
{
  return pl_care_read (name, text, length, error);
}

/* What a file beside home.conf says; NULL where the home has none of its own, or takes it away again. */
static gpointer
read_beside (const Reading *reading, const char *file, PlParse parse, gpointer data)
{
  g_autofree char *folder = g_path_get_dirname (reading->paths->home);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *kept = g_build_filename (reading->paths->state, "last-good", file, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return pl_kept_file_read (path, kept, parse, data, reading->household->problems);
  g_unlink (kept);
  return NULL;
}

/* What ships holds where the home says nothing. */
static void
read_rules_and_care (const Reading *reading)
{
  PlHousehold *household = reading->household;

  household->rules = read_beside (reading, "rules.conf", parse_rules, &household->rules_text);
  if (household->rules == NULL)
    household->rules = pl_rules_new_shipped ();
  household->care = read_beside (reading, "care.conf", parse_care, NULL);
  if (household->care == NULL)
    household->care = pl_care_read (NULL, NULL, 0, NULL);
}

char *
pl_household_levels_folder (const PlHouseholdPaths *paths)
{
  g_autofree char *folder = g_path_get_dirname (paths->home);

  return paths->levels != NULL ? g_strdup (paths->levels)
                               : g_build_filename (folder, "levels.d", NULL);
}

static void
read_levels (const Reading *reading)
{
  PlHousehold *household = reading->household;
  g_autofree char *own = pl_household_levels_folder (reading->paths);
  g_autofree char *kept = g_build_filename (reading->paths->state, "last-good", "levels.d", NULL);
  const PlLevelFolder folder = { own, kept, reading->paths->levels != NULL };

  household->levels_alone = folder.alone;
  household->levels = pl_level_files_read (&folder, household->home->categories,
                                           household->level_files, household->problems);
}

/* A profile on its way in. */
typedef struct {
  PlHousehold *household;
  char *text; /* of what was accepted */
} ProfileReading;

static gpointer
parse_profile (const char *name, const char *text, gsize length, gpointer data, GError **error)
{
  ProfileReading *reading = data;
  PlHousehold *household = reading->household;
  PlProfile *profile = pl_profile_parse (household->home, household->levels, name, text, length,
                                         household->problems, error);

  if (profile != NULL)
    reading->text = g_strndup (text, length);
  return profile;
}

static PlProfile *
read_profile (const Reading *reading, const char *file, char **text)
{
  if (reading->household->home == NULL)
    return NULL;
  ProfileReading profile = { reading->household, NULL };
  g_autofree char *path = g_build_filename (reading->paths->children, file, NULL);
  g_autofree char *kept =
      g_build_filename (reading->paths->state, "last-good", "children", file, NULL);
  PlProfile *result =
      pl_kept_file_read (path, kept, parse_profile, &profile, reading->household->problems);
  *text = profile.text;
  return result;
}

static PlChild *
add_child (PlHousehold *household, const char *account, uid_t uid)
{
  PlChild *child = g_new0 (PlChild, 1);

  child->account = g_strdup (account);
  child->uid = uid;
  g_ptr_array_add (household->children, child);
  return child;
}

static void
add_profile (const Reading *reading, const char *file)
{
  GPtrArray *problems = reading->household->problems;
  g_autofree char *account = g_strndup (file, strlen (file) - strlen (".conf"));
  uid_t uid;

  if (!pl_account_uid (account, &uid))
    g_ptr_array_add (problems, g_strdup_printf (NC_ ("said", "%s/%s: there is no account \"%s\""),
                                                reading->paths->children, file, account));
  else if (uid < CHILD_UID_MIN)
    g_ptr_array_add (problems, g_strdup_printf (NC_ ("said", "%s/%s: \"%s\" is a system account"),
                                                reading->paths->children, file, account));
  else {
    PlChild *child = add_child (reading->household, account, uid);
    child->profile = read_profile (reading, file, &child->text);
  }
}

static void
add_member (const char *account, uid_t uid, gpointer data)
{
  PlHousehold *household = data;

  if (uid < CHILD_UID_MIN || pl_household_child (household, uid) != NULL)
    return;
  g_ptr_array_add (
      household->problems,
      g_strdup_printf (NC_ ("said", "%s: a child's account without a profile"), account));
  add_child (household, account, uid);
}

static void
read_children (const Reading *reading)
{
  PlHousehold *household = reading->household;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = pl_conf_names (reading->paths->children, &error);

  if (files == NULL)
    g_ptr_array_add (household->problems, g_strdup (error->message));
  for (guint i = 0; files != NULL && i < files->len; i++)
    add_profile (reading, files->pdata[i]);
  pl_group_foreach (PL_CHILDREN_GROUP, add_member, household);
  g_ptr_array_sort (household->children, compare_children);
}

static void
add_staff (const char *account, uid_t uid, gpointer data)
{
  const Reading *reading = data;
  PlHousehold *household = reading->household;

  if (pl_household_child (household, uid) != NULL) {
    g_ptr_array_add (
        household->problems,
        g_strdup_printf (NC_ ("said", "%s: a child's account in a staff group is kept a child's"),
                         account));
    return;
  }
  if (reading->paths->day > 0 && pl_account_has_expired (account, reading->paths->day))
    return;
  if (!pl_household_is_staff (household, uid)) {
    g_array_append_val (household->staff, uid);
    g_array_sort (household->staff, compare_uids);
  }
}

static void
read_staff (const Reading *reading)
{
  const PlHousehold *household = reading->household;
  const PlHome *home = household->home;
  const char *groups[] = {
    home ? home->staff_group : "porchlight-staff",
    home ? home->managers_group : "porchlight-managers",
    home ? home->leads_group : "porchlight-leads",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    pl_group_foreach (groups[i], add_staff, (gpointer)reading);
}

PlHousehold *
pl_household_read (const PlHouseholdPaths *paths)
{
  PlHousehold *household = g_new0 (PlHousehold, 1);
  Reading reading = { paths, household };

  household->children = g_ptr_array_new_with_free_func (child_free);
  household->staff = g_array_new (FALSE, FALSE, sizeof (uid_t));
  household->problems = g_ptr_array_new_with_free_func (g_free);
  household->level_files = pl_level_files_new ();
  read_home (&reading);
  read_rules_and_care (&reading);
  if (household->home != NULL)
    read_levels (&reading);
  read_children (&reading);
  read_staff (&reading);
  return household;
}

void
pl_household_free (PlHousehold *household)
{
  if (household == NULL)
    return;
  /* Profiles point into levels, levels into the home's categories. */
  g_ptr_array_unref (household->children);
  pl_levels_free (household->levels);
  g_ptr_array_unref (household->level_files);
  pl_home_free (household->home);
  g_free (household->home_text);
  g_free (household->rules_text);
  pl_rules_free (household->rules);
  pl_care_free (household->care);
  g_array_unref (household->staff);
  g_ptr_array_unref (household->problems);
  g_free (household);
}

gboolean
pl_household_is_staff (const PlHousehold *household, uid_t uid)
{
  guint at;

  return g_array_binary_search (household->staff, &uid, compare_uids, &at);
}

char *
pl_child_person (const PlChild *child)
{
  const char *name = child->profile != NULL ? child->profile->name : "";

  return name != NULL && *name != '\0' ? g_strdup (name) : pl_account_person (child->account);
}

const PlChild *
pl_household_child (const PlHousehold *household, uid_t uid)
{
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    if (child->uid == uid)
      return child;
  }
  return NULL;
}

gboolean
pl_household_fits (const PlHousehold *household,
                   PlHome *home,
                   const PlLevels *levels,
                   GError **error)
{
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    g_autofree char *file = g_strconcat (child->account, ".conf", NULL);
    if (child->text == NULL)
      continue;
    g_autoptr (PlProfile) profile =
        pl_profile_parse (home, levels, file, child->text, strlen (child->text), NULL, error);
    if (profile == NULL)
      return FALSE;
  }
  return TRUE;
}
