/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/level-record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"
#include "policy/people/key-file.h"

/* The id by which profiles call the level of a file, whether there is one or not. Transfer full. */
static char *
id_of (const PlHousehold *household, const char *file)
{
  const PlLevelFile *known = pl_level_files_find (household->level_files, file);
  const char *name = file + strlen (PL_LEVELS_PREFIX);

  return known != NULL ? g_strdup (known->id) : g_strndup (name, strlen (name) - strlen (".conf"));
}

/* Profiles name it by its id: with another it would be another level. */
static gboolean
keeps_id (const char *file, const char *text, const char *id, GError **error)
{
  g_autoptr (PlKeyFile) keys = pl_key_file_new (file, text, strlen (text), error);

  if (keys == NULL)
    return FALSE;
  if (g_strcmp0 (pl_key_file_value (keys, "Level", "Id"), id) == 0)
    return TRUE;
  return pl_key_file_refuse (keys, pl_key_file_line (keys, "Level", "Id"), error,
                             NC_ ("said", "Id must be \"%s\": profiles name the level by it"), id);
}

static gboolean
nobody_is_on (const PlHousehold *household, const char *id, GError **error)
{
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    if (child->profile == NULL || !g_str_equal (child->profile->level->id, id))
      continue;
    g_autofree char *person = pl_child_person (child);
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "%s is on this level: another one is decided at a review first"),
                 person);
    return FALSE;
  }
  return TRUE;
}

PlLevels *
pl_level_record_with (const PlHousehold *household,
                      const char *file,
                      const char *text,
                      GError **error)
{
  g_autofree char *id = id_of (household, file);

  if (*text != '\0' && !keeps_id (file, text, id, error))
    return NULL;
  g_autoptr (PlLevels) levels =
      pl_level_files_with (household->level_files, household->levels_alone,
                           household->home->categories, file, text, error);
  if (levels == NULL ||
      (pl_levels_find (levels, id) == NULL && !nobody_is_on (household, id, error)))
    return NULL;
  if (pl_levels_count (levels) > 0)
    return g_steal_pointer (&levels);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED,
                       NC_ ("said", "it is the last level: a home has one"));
  return NULL;
}

void
pl_level_effect_init (PlLevelEffect *effect,
                      const PlHousehold *household,
                      const PlChild *child,
                      const PlLevels *levels,
                      PlCategorySet closed)
{
  g_autoptr (PlProfile) profile = pl_profile_parse (household->home, levels, child->account,
                                                    child->text, strlen (child->text), NULL, NULL);
  const PlLevel *before = child->profile->level;
  /* A level that is taken away has nobody on it. */
  const PlLevel *after = profile != NULL ? profile->level : before;

  *effect = (PlLevelEffect){
    .before = before,
    .after = after,
    .changes = pl_level_changes (before, after, closed),
    .time_up_before = child->profile->time_up,
    .time_up_after = profile != NULL ? profile->time_up : child->profile->time_up,
  };
}

void
pl_level_effect_clear (PlLevelEffect *effect)
{
  g_clear_pointer (&effect->changes, g_array_unref);
}

static gboolean
is_concerned (const PlHousehold *household, const PlChild *child, const PlLevels *levels)
{
  g_auto (PlLevelEffect) effect = { 0 };

  if (child->profile == NULL)
    return FALSE;
  pl_level_effect_init (&effect, household, child, levels, 0);
  return pl_level_changes_direction (effect.changes) != 0 ||
         effect.time_up_before != effect.time_up_after;
}

char *
pl_level_record_concerned (const PlHousehold *household, const PlLevels *levels)
{
  GString *accounts = g_string_new (NULL);

  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    if (is_concerned (household, child, levels))
      g_string_append_printf (accounts, "%s%s", accounts->len > 0 ? ", " : "", child->account);
  }
  return g_string_free (accounts, FALSE);
}
