/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/level-words.h"

#include <glib/gi18n.h>

#include "gui/app/english.h"
#include "gui/widgets/list-words.h"
#include "policy/sites/site-reason.h"

/* The levels that ship (policy/data/levels.d), and what they open and close. */
static const struct {
  const char *id, *name, *meaning;
} shipped[] = {
  { "close-support", NC_ ("level", "Close support"),
    NC_ ("level", "Only sites for learning, for help, and those chosen with the child.") },
  { "supported", NC_ ("level", "Supported"),
    NC_ ("level", "The web, but no social networks, no chat, no games and no dating.") },
  { "guided", NC_ ("level", "Guided"),
    NC_ ("level",
         "Social networks, chat and games are open. Dating, violence, weapons and drugs stay "
         "closed.") },
  { "independent", NC_ ("level", "Independent"),
    NC_ ("level", "Close to what an adult has. Weapons, drugs, hate and piracy stay closed.") },
};

typedef struct {
  PlRecord *record;
  char *name, *meaning;
} Level;

static GPtrArray *levels; /* of Level; NULL before the first time it is asked for */

static void
level_free (gpointer data)
{
  Level *level = data;

  g_object_unref (level->record);
  g_free (level->name);
  g_free (level->meaning);
  g_free (level);
}

/* The place of one that ships; their number for others. */
static guint
shipped_place (const char *id)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (shipped) && !g_str_equal (shipped[i].id, id))
    i++;
  return i;
}

/* A name that ships is said in the app's language; one that the home gave, as it is. */
static char *
name_of (PlRecord *record, guint place)
{
  const char *name = pl_record_text (record, "name");

  if (place < G_N_ELEMENTS (shipped) && (*name == '\0' || g_str_equal (name, shipped[place].name)))
    return g_strdup (g_dpgettext2 (NULL, "level", shipped[place].name));
  return g_strdup (*name != '\0' ? name : pl_record_text (record, "id"));
}

static char *
closed_words (PlRecord *record)
{
  g_autoptr (GVariant) blocked = pl_record_value (record, "blocked", G_VARIANT_TYPE ("as"));
  GStrvBuilder *builder = g_strv_builder_new ();

  for (gsize i = 0; blocked != NULL && i < g_variant_n_children (blocked); i++) {
    g_autoptr (GVariant) id = g_variant_get_child_value (blocked, i);
    g_autofree char *words =
        pl_site_category_text (g_variant_get_string (id, NULL), pl_screen_policy_language ());
    g_strv_builder_add (builder, words);
  }
  g_autofree char *sites = pl_list_words_end (builder);
  if (*sites == '\0')
    return g_strdup (C_ ("level", "Open, apart from what is always closed for children."));
  /* Translators: kinds of sites. */
  return g_strdup_printf (C_ ("level", "Closed: %s."), sites);
}

/* In the home's words; as it ships; or, where the home changed it and said nothing, what it closes. */
static char *
meaning_of (PlRecord *record, guint place)
{
  const char *about = pl_record_text (record, "about");

  if (*about != '\0')
    return g_strdup (about);
  if (place < G_N_ELEMENTS (shipped) && !pl_record_flag (record, "own"))
    return g_strdup (g_dpgettext2 (NULL, "level", shipped[place].meaning));
  return pl_record_flag (record, "chosen-only")
             ? g_strdup (g_dpgettext2 (NULL, "level", shipped[0].meaning))
             : closed_words (record);
}

static void
add (PlRecord *record)
{
  guint place = shipped_place (pl_record_text (record, "id"));
  Level *level = g_new0 (Level, 1);

  level->record = record;
  level->name = name_of (record, place);
  level->meaning = meaning_of (record, place);
  g_ptr_array_add (levels, level);
}

static void
add_shipped (const char *id)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "id", "s", id);
  add (pl_record_new (g_variant_dict_end (&fields)));
}

static void
ensure (void)
{
  if (levels != NULL)
    return;
  levels = g_ptr_array_new_with_free_func (level_free);
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    add_shipped (shipped[i].id);
}

void
pl_levels_take (GVariant *rows)
{
  if (rows == NULL)
    return;
  g_clear_pointer (&levels, g_ptr_array_unref);
  levels = g_ptr_array_new_with_free_func (level_free);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    add (pl_record_new (fields));
  }
}

guint
pl_levels_known (void)
{
  ensure ();
  return levels->len;
}

PlRecord *
pl_levels_known_nth (guint i)
{
  ensure ();
  return i < levels->len ? ((Level *)levels->pdata[i])->record : NULL;
}

static const Level *
find (const char *id)
{
  ensure ();
  for (guint i = 0; i < levels->len; i++) {
    const Level *level = levels->pdata[i];
    if (g_str_equal (pl_record_text (level->record, "id"), id))
      return level;
  }
  return NULL;
}

const char *
pl_level_words (const char *id)
{
  const Level *level = find (id);

  return level != NULL ? level->name : id;
}

const char *
pl_level_meaning (const char *id)
{
  const Level *level = find (id);

  return level != NULL ? level->meaning : "";
}
