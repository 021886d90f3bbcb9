/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Verbs that change a profile: the text is edited here, and the agent decides whether it may be. */
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/child.h"
#include "agent/ctl/options.h"
#include "policy/people/key-edit.h"

#define PROFILES ".Profiles"

/* A profile on its way from the agent and back. */
typedef struct {
  const char *child;
  gint64 version;
  char *text;
  char *reason;
  char *until; /* nullable: the last day of a site */
  gint64 review;
} Edit;

static void
edit_clear (Edit *edit)
{
  g_free (edit->text);
  g_free (edit->reason);
  g_free (edit->until);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edit, edit_clear)

/* Reads options, CHILD and at least so many words after it, and asks the agent for the profile. */
static gboolean
begin (Edit *edit, int *argc, char ***argv, int words, const char *names, GError **error)
{
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &edit->reason, NULL, NULL },
    { "review", 0, 0, G_OPTION_ARG_INT64, &edit->review, NULL, NULL },
    { "until", 0, 0, G_OPTION_ARG_STRING, &edit->until, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (argc, argv, entries, -1, names, error))
    return FALSE;
  if (*argc - 2 < words)
    return pl_ctl_wrong (error, "%s is wanted", names);
  if (edit->reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted: the child reads it");
  edit->child = (*argv)[1];
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (PROFILES, "Get", g_variant_new ("(s)", edit->child), "(xs)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(xs)", &edit->version, &edit->text);
  return TRUE;
}

static gboolean
set (Edit *edit, const char *section, const char *key, const char *value, GError **error)
{
  char *text = pl_key_edit (edit->child, edit->text, section, key, value, error);

  if (text == NULL)
    return FALSE;
  g_free (edit->text);
  edit->text = text;
  return TRUE;
}

static gboolean
finish (const Edit *edit, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      PROFILES, "Set",
      g_variant_new ("(sxssx)", edit->child, edit->version, edit->text, edit->reason, edit->review),
      "(x)", error);
  gint64 version;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &version);
  printf ("profile %" G_GINT64_FORMAT "\n", version);
  return TRUE;
}

/* "KEY=VALUE" of a section; "KEY" alone takes the key out. */
static gboolean
set_word (Edit *edit, const char *section, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *key =
      equals != NULL ? g_strndup (word, (gsize)(equals - word)) : g_strdup (word);

  return set (edit, section, key, equals != NULL ? equals + 1 : NULL, error);
}

/* "SECTION.KEY=VALUE": no section has a dot in it. */
static gboolean
set_full_word (Edit *edit, const char *word, GError **error)
{
  const char *dot = strchr (word, '.');

  if (dot == NULL)
    return pl_ctl_wrong (error, "\"%s\" is not SECTION.KEY=VALUE", word);
  g_autofree char *section = g_strndup (word, (gsize)(dot - word));
  return set_word (edit, section, dot + 1, error);
}

static gboolean
set_in_section (const char *section, int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };

  if (!begin (&edit, &argc, &argv, 1, "CHILD and KEY=VALUE", error))
    return FALSE;
  for (int i = 2; i < argc; i++)
    if (!(section != NULL ? set_word (&edit, section, argv[i], error)
                          : set_full_word (&edit, argv[i], error)))
      return FALSE;
  return finish (&edit, error);
}

gboolean
pl_ctl_child_set (int argc, char **argv, GError **error)
{
  return set_in_section (NULL, argc, argv, error);
}

gboolean
pl_ctl_child_timetable (int argc, char **argv, GError **error)
{
  return set_in_section ("Timetable", argc, argv, error);
}

gboolean
pl_ctl_child_allowance (int argc, char **argv, GError **error)
{
  return set_in_section ("Allowance", argc, argv, error);
}

gboolean
pl_ctl_child_level (int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };

  return begin (&edit, &argc, &argv, 1, "CHILD and LEVEL", error) &&
         set (&edit, "Child", "Level", argv[2], error) && finish (&edit, error);
}

/* TRUE if an item is of a site: its name, or its name and its last day. */
static gboolean
is_of (const char *item, const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (item, name, length) == 0 &&
         (item[length] == '\0' || item[length] == ' ');
}

/* A list of sites without what is of a name, and with another item (nullable); NULL where none is left. */
static char *
list_with (const char *list, const char *name, const char *item)
{
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ";", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (char **other = names; *other != NULL; other++)
    if (*g_strstrip (*other) != '\0' && !is_of (*other, name))
      g_ptr_array_add (kept, *other);
  if (item != NULL)
    g_ptr_array_add (kept, (char *)item);
  if (kept->len == 0)
    return NULL;
  g_ptr_array_add (kept, NULL);
  return g_strjoinv (";", (char **)kept->pdata);
}

/* list: the one that the name goes into, NULL for neither; it is never in both. */
static gboolean
move_site (const char *list, int argc, char **argv, GError **error)
{
  static const char *const keys[] = { "Allow", "Block", "Until" };
  g_auto (Edit) edit = { 0 };
  g_autofree char *end = NULL;

  if (!begin (&edit, &argc, &argv, 1, "CHILD and SITE", error))
    return FALSE;
  end = edit.until != NULL ? g_strdup_printf ("%s %s", argv[2], edit.until) : NULL;
  const char *const items[] = { g_strcmp0 (list, "Allow") == 0 ? argv[2] : NULL,
                                g_strcmp0 (list, "Block") == 0 ? argv[2] : NULL,
                                list != NULL ? end : NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *before = pl_key_value (edit.text, "Sites", keys[i]);
    g_autofree char *after = list_with (before, argv[2], items[i]);
    if (g_strcmp0 (before, after) != 0 && !set (&edit, "Sites", keys[i], after, error))
      return FALSE;
  }
  return finish (&edit, error);
}

gboolean
pl_ctl_site_allow (int argc, char **argv, GError **error)
{
  return move_site ("Allow", argc, argv, error);
}

gboolean
pl_ctl_site_block (int argc, char **argv, GError **error)
{
  return move_site ("Block", argc, argv, error);
}

gboolean
pl_ctl_site_forget (int argc, char **argv, GError **error)
{
  return move_site (NULL, argc, argv, error);
}
