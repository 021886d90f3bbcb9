/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changes in what is agreed with a child, before and after (L2): for the child, and for staff before they save it. */
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/change-rows.h"
#include "agent/bus/fields.h"
#include "agent/records/home-record.h"
#include "agent/records/household-record.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"
#include <glib/gi18n.h>

/* Texts are compared two by two: that bounds the work of one call. */
#define CHANGES_MAX 20

/* Two profiles of one child. */
typedef struct {
  const PlHousehold *household;
  PlProfile *before, *after;
} Pair;

static void
pair_clear (Pair *pair)
{
  pl_profile_free (pair->before);
  pl_profile_free (pair->after);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static PlProfile *
parse (const PlHousehold *household, const char *file, const char *text, GError **error)
{
  if (household->home != NULL && household->levels != NULL)
    return pl_profile_parse (household->home, household->levels, file, text, strlen (text), NULL,
                             error);
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "the home could not be read"));
  return NULL;
}

/* "aa{sv}". Transfer full. */
static GVariant *
what_changed (const Pair *pair)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  if (pair->before != NULL && pair->after != NULL)
    pl_bus_add_profile_changes (&rows, pair->household->home, pair->before, pair->after);
  return g_variant_ref_sink (g_variant_builder_end (&rows));
}

/* What ListChanges may have to tell: a version of the child's profile, or of the level that they were on. */
typedef struct {
  const PlFileVersion *version;
  const char *before;           /* the text before it */
  const PlFileVersion *profile; /* of a level: the profile that held then; else NULL */
} Change;

typedef struct {
  const PlCall *call;
  const PlHousehold *household;
  const PlChild *child;
  gint64 before;
  GPtrArray *profiles; /* of PlFileVersion */
  GPtrArray *levels;   /* of GPtrArray of PlFileVersion: a file each */
  GArray *changes;     /* of Change */
} Telling;

static void
telling_clear (Telling *telling)
{
  g_clear_pointer (&telling->profiles, g_ptr_array_unref);
  g_clear_pointer (&telling->levels, g_ptr_array_unref);
  g_clear_pointer (&telling->changes, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Telling, telling_clear)

/* The id of the level that a profile's text names; NULL: the most guarded one. Transfer full. */
static char *
level_in (const PlFileVersion *profile)
{
  return pl_key_value (profile->text, "Child", "Level");
}

static const PlLevelFile *
file_of_level (const PlHousehold *household, const PlFileVersion *profile)
{
  g_autofree char *id = level_in (profile);
  const PlLevel *first = pl_levels_nth (household->levels, 0);

  return pl_level_files_of (household->level_files, id != NULL      ? id
                                                    : first != NULL ? first->id
                                                                    : "");
}

/* The profile that held when a version was made; NULL where that is too long ago. */
static const PlFileVersion *
profile_at (const Telling *telling, gint64 id)
{
  for (guint i = 0; i < telling->profiles->len; i++) {
    const PlFileVersion *profile = telling->profiles->pdata[i];
    if (profile->id < id)
      return profile;
  }
  return NULL;
}

/* The versions of one level's file, of the times at which the child was on it. */
static void
take_level (Telling *telling, const PlLevelFile *file, GPtrArray *versions)
{
  g_autofree char *shipped =
      telling->household->levels_alone ? NULL : pl_level_file_shipped (file->file);

  for (guint i = 0; i < versions->len; i++) {
    const PlFileVersion *version = versions->pdata[i];
    const PlFileVersion *older = i + 1 < versions->len ? versions->pdata[i + 1] : NULL;
    const PlFileVersion *profile = profile_at (telling, version->id);
    const Change change = { version, older != NULL ? older->text : "", profile };
    /* Before the first there was what ships; a page that is full ends somewhere. */
    if (profile != NULL && file_of_level (telling->household, profile) == file &&
        (older != NULL || (shipped != NULL && versions->len < PL_FILE_VERSION_PAGE)))
      g_array_append_val (telling->changes, change);
  }
  g_ptr_array_add (telling->levels, g_ptr_array_ref (versions));
}

static gboolean
take_levels (Telling *telling, GError **error)
{
  const GPtrArray *files = telling->household->level_files;

  for (guint i = 0; i < files->len; i++) {
    const PlLevelFile *file = files->pdata[i];
    g_autoptr (GPtrArray) versions =
        pl_home_file_versions (telling->call->agent->store, file->file, telling->before, error);
    if (versions == NULL)
      return FALSE;
    take_level (telling, file, versions);
  }
  return TRUE;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  gint64 one = ((const Change *)a)->version->id, other = ((const Change *)b)->version->id;

  return one < other ? 1 : one > other ? -1 : 0;
}

static gboolean
take_changes (Telling *telling, GError **error)
{
  telling->levels = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  telling->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  telling->profiles = pl_household_profile_versions (telling->call->agent->store, telling->child,
                                                     telling->before, error);
  if (telling->profiles == NULL)
    return FALSE;
  for (guint i = 0; i + 1 < telling->profiles->len; i++) {
    const PlFileVersion *before = telling->profiles->pdata[i + 1];
    const Change change = { telling->profiles->pdata[i], before->text, NULL };
    g_array_append_val (telling->changes, change);
  }
  if (telling->household->levels != NULL && !take_levels (telling, error))
    return FALSE;
  g_array_sort (telling->changes, newest_first);
  return TRUE;
}

/* A level alone, as a text says it, or as it ships; NULL where it cannot be read today. Transfer full. */
static PlLevels *
level_of_text (const PlHousehold *household, const char *file, const char *text)
{
  g_autoptr (PlLevels) levels = pl_levels_new ();
  g_autofree char *shipped = pl_level_file_shipped (file);
  const char *said = *text != '\0' ? text : shipped;

  return said != NULL && pl_levels_add (levels, household->home->categories, file, said,
                                        strlen (said), NULL)
             ? g_steal_pointer (&levels)
             : NULL;
}

/* What another text of the level changed for a child whose profile was so. "aa{sv}", transfer full. */
static GVariant *
what_level_changed (const Telling *telling, const Change *change)
{
  const PlHousehold *household = telling->household;
  const char *file = change->version->file;
  g_autoptr (PlLevels) before = level_of_text (household, file, change->before);
  g_autoptr (PlLevels) after = level_of_text (household, file, change->version->text);
  g_autofree char *own = pl_key_value (change->profile->text, "TimeUp", "Action");
  g_auto (PlLevelEffect) effect = { 0 };
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  if (before != NULL && after != NULL) {
    effect.before = pl_levels_nth (before, 0);
    effect.after = pl_levels_nth (after, 0);
    effect.changes = pl_level_changes (effect.before, effect.after,
                                       pl_bus_closed_for (telling->call, telling->child));
    effect.time_up_before = effect.before->time_up;
    effect.time_up_after = own != NULL ? effect.before->time_up : effect.after->time_up;
    pl_bus_add_level_changes (&rows, household->home, &effect);
  }
  return g_variant_ref_sink (g_variant_builder_end (&rows));
}

/* What can no longer be read by today's levels cannot be told either. */
static void
add_version (GVariantBuilder *changes, const Telling *telling, const Change *change)
{
  static const char *const grounds[] = {
    [PL_FILE_FOUND] = "found",
    [PL_FILE_CHANGED] = "changed",
    [PL_FILE_REVIEWED] = "reviewed",
  };
  const PlFileVersion *version = change->version;
  g_auto (Pair) pair = { telling->household, NULL, NULL };

  if (change->profile == NULL) {
    pair.before = parse (telling->household, "before", change->before, NULL);
    pair.after = parse (telling->household, "after", version->text, NULL);
  }
  g_autoptr (GVariant) what =
      change->profile != NULL ? what_level_changed (telling, change) : what_changed (&pair);
  if (g_variant_n_children (what) == 0)
    return;
  g_variant_builder_open (changes, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (changes, "id", version->id);
  pl_bus_add_time (changes, "made", version->made_ms / 1000);
  pl_bus_add_time (changes, "review", version->review);
  pl_bus_add_text (changes, "by", version->made_by);
  pl_bus_add_text (changes, "why", version->reason);
  pl_bus_add_text (changes, "ground", grounds[version->ground]);
  g_variant_builder_add (changes, "{sv}", "what", what);
  g_variant_builder_close (changes);
}

void
pl_answer_list_changes (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  g_auto (Telling) telling = { call, household, pl_household_child (household, call->caller),
                               0,    NULL,      NULL,
                               NULL };
  guint limit;
  GError *error = NULL;
  GVariantBuilder changes;

  g_variant_get (call->arguments, "(xu)", &telling.before, &limit);
  if (!take_changes (&telling, &error)) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&changes, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < telling.changes->len && i < MIN (limit, CHANGES_MAX); i++)
    add_version (&changes, &telling, &g_array_index (telling.changes, Change, i));
  pl_call_return (call, g_variant_new ("(aa{sv})", &changes));
}

/* before, after: owned by the call, or the household. */
static void
return_what (PlCall *call, const char *account, const char *before, const char *after)
{
  g_auto (Pair) pair = { pl_enforcer_household (call->agent->enforcer), NULL, NULL };
  g_autofree char *file = g_strconcat (account, ".conf", NULL);
  GError *error = NULL;

  pair.before = parse (pair.household, file, before, &error);
  if (pair.before != NULL)
    pair.after = parse (pair.household, file, after, &error);
  if (pair.after == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_autoptr (GVariant) what = what_changed (&pair);
  pl_call_return (call, g_variant_new ("(@aa{sv})", what));
}

/* One that has a profile; NULL and an error. */
static const PlChild *
child_with_profile (const PlCall *call, const char *account, GError **error)
{
  const PlChild *child = pl_bus_child (call, account, error);

  if (child == NULL || child->text != NULL)
    return child;
  g_autofree char *person = pl_child_person (child);
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s has no profile"), person);
  return NULL;
}

void
pl_answer_compare_profile (PlCall *call)
{
  const char *account, *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s)", &account, &text);
  const PlChild *child = child_with_profile (call, account, &error);
  if (child != NULL)
    return_what (call, account, child->text, text);
  else
    pl_call_fail (call, error);
}

void
pl_answer_compare_texts (PlCall *call)
{
  const char *account, *before, *after;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s&s)", &account, &before, &after);
  if (child_with_profile (call, account, &error) != NULL)
    return_what (call, account, before, after);
  else
    pl_call_fail (call, error);
}
