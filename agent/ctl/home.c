/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/home.h"

#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"

#define HOME ".Home"

/* A file on its way from the agent and back. */
typedef struct {
  gboolean rules, json;
  gint64 before; /* of home history */
  char *level;   /* nullable: an id */
  char *file;    /* nullable until it is asked for */
  char *reason, *consulted;
  gint64 version;
  char *text;
} Edit;

static void
edit_clear (Edit *edit)
{
  g_free (edit->level);
  g_free (edit->file);
  g_free (edit->reason);
  g_free (edit->consulted);
  g_free (edit->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edit, edit_clear)

static const char *
file_of (Edit *edit)
{
  if (edit->file == NULL)
    edit->file = edit->level != NULL ? g_strdup_printf ("levels.d/%s.conf", edit->level)
                                     : g_strdup (edit->rules ? "rules.conf" : "home.conf");
  return edit->file;
}

static gboolean
read_options (
    Edit *edit, int *argc, char ***argv, gboolean changes, int n, const char *names, GError **error)
{
  const GOptionEntry reading[] = {
    { "rules", 0, 0, G_OPTION_ARG_NONE, &edit->rules, NULL, NULL },
    { "level", 0, 0, G_OPTION_ARG_STRING, &edit->level, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &edit->json, NULL, NULL },
    { "before", 0, 0, G_OPTION_ARG_INT64, &edit->before, NULL, NULL },
    { NULL },
  };
  const GOptionEntry changing[] = {
    { "rules", 0, 0, G_OPTION_ARG_NONE, &edit->rules, NULL, NULL },
    { "level", 0, 0, G_OPTION_ARG_STRING, &edit->level, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &edit->reason, NULL, NULL },
    { "consulted", 0, 0, G_OPTION_ARG_STRING, &edit->consulted, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (argc, argv, changes ? changing : reading, n, names, error))
    return FALSE;
  if (edit->rules && edit->level != NULL)
    return pl_ctl_wrong (error, "--rules or --level, not both");
  return !changes || edit->reason != NULL ||
         pl_ctl_wrong (error, "--reason is wanted: it is on record");
}

static gboolean
get (Edit *edit, GError **error)
{
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (HOME, "Get", g_variant_new ("(s)", file_of (edit)), "(xs)", error);

  if (reply != NULL)
    g_variant_get (reply, "(xs)", &edit->version, &edit->text);
  return reply != NULL;
}

/* Puts text in the place of the version that was read. */
static gboolean
put (Edit *edit, const char *text, GError **error)
{
  const char *consulted = edit->consulted != NULL ? edit->consulted : "";
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      HOME, "Set",
      g_variant_new ("(sxsss)", file_of (edit), edit->version, text, edit->reason, consulted),
      "(x)", error);
  gint64 version;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &version);
  printf ("%s %" G_GINT64_FORMAT "\n", file_of (edit), version);
  return TRUE;
}

gboolean
pl_ctl_home_show (int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!read_options (&edit, &argc, &argv, FALSE, 0, "", error) || !get (&edit, error))
    return FALSE;
  if (!edit.json) {
    fputs (edit.text, stdout);
    return TRUE;
  }
  json_builder_begin_object (json);
  pl_ctl_add_text (json, "file", file_of (&edit));
  pl_ctl_add_number (json, "version", edit.version);
  pl_ctl_add_text (json, "text", edit.text);
  json_builder_end_object (json);
  pl_ctl_print_json (json);
  return TRUE;
}

static void
print_version (GVariant *version)
{
  g_autofree char *id = pl_ctl_field (version, "id");
  g_autofree char *made = pl_ctl_time_field (version, "made");
  g_autofree char *by = pl_ctl_field (version, "made-by");
  g_autofree char *consulted = pl_ctl_field (version, "consulted");
  g_autofree char *reason = pl_ctl_field (version, "reason");

  printf ("%s\t%s\t%s\t%s\t%s\n", id, made, by, *consulted != '\0' ? consulted : "-", reason);
}

gboolean
pl_ctl_home_history (int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };

  return read_options (&edit, &argc, &argv, FALSE, 0, "", error) &&
         pl_ctl_list (HOME, "ListVersions", g_variant_new ("(sx)", file_of (&edit), edit.before),
                      edit.json, print_version, error);
}

/* "SECTION.KEY=VALUE"; without a value the key is taken out. No section has a dot in it. */
static gboolean
set_word (Edit *edit, const char *word, GError **error)
{
  const char *dot = strchr (word, '.'), *equals = strchr (word, '=');

  if (dot == NULL || (equals != NULL && equals < dot))
    return pl_ctl_wrong (error, "\"%s\" is not SECTION.KEY=VALUE", word);
  g_autofree char *section = g_strndup (word, (gsize)(dot - word));
  g_autofree char *key =
      equals != NULL ? g_strndup (dot + 1, (gsize)(equals - dot - 1)) : g_strdup (dot + 1);
  char *text = pl_key_edit (file_of (edit), edit->text, section, key,
                            equals != NULL ? equals + 1 : NULL, error);
  if (text == NULL)
    return FALSE;
  g_free (edit->text);
  edit->text = text;
  return TRUE;
}

gboolean
pl_ctl_home_set (int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };

  if (!read_options (&edit, &argc, &argv, TRUE, -1, "SECTION.KEY=VALUE", error))
    return FALSE;
  if (argc < 2)
    return pl_ctl_wrong (error, "SECTION.KEY=VALUE is wanted");
  if (!get (&edit, error))
    return FALSE;
  for (int i = 1; i < argc; i++)
    if (!set_word (&edit, argv[i], error))
      return FALSE;
  return put (&edit, edit.text, error);
}

gboolean
pl_ctl_home_put (int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };
  g_autofree char *text = NULL;

  return read_options (&edit, &argc, &argv, TRUE, 1, "one FILE", error) &&
         g_file_get_contents (argv[1], &text, NULL, error) && get (&edit, error) &&
         put (&edit, text, error);
}

/* The text of a version, looked for in the page that it is on; NULL and an error. */
static char *
text_of_version (Edit *edit, gint64 id, GError **error)
{
  g_autoptr (GVariantIter) rows = NULL;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      HOME, "ListVersions", g_variant_new ("(sx)", file_of (edit), id + 1), "(aa{sv})", error);
  char *text = NULL;
  GVariant *row;

  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(aa{sv})", &rows);
  while (text == NULL && (row = g_variant_iter_next_value (rows)) != NULL) {
    gint64 found = 0;
    if (g_variant_lookup (row, "id", "x", &found) && found == id)
      g_variant_lookup (row, "text", "s", &text);
    g_variant_unref (row);
  }
  if (text == NULL)
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s never had a version %" G_GINT64_FORMAT,
                 file_of (edit), id);
  return text;
}

gboolean
pl_ctl_home_undo (int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };
  g_autofree char *text = NULL;
  gint64 id;

  return read_options (&edit, &argc, &argv, TRUE, 1, "one ID", error) &&
         pl_ctl_number ("ID", argv[1], &id, error) && get (&edit, error) &&
         (text = text_of_version (&edit, id, error)) != NULL && put (&edit, text, error);
}

gboolean
pl_ctl_home_reset (int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };

  if (!read_options (&edit, &argc, &argv, TRUE, 0, "", error))
    return FALSE;
  if (!edit.rules && edit.level == NULL)
    return pl_ctl_wrong (error, "--rules or --level ID is wanted");
  return get (&edit, error) && put (&edit, "", error);
}

/* Levels. */

static char *
joined (GVariant *record, const char *key)
{
  g_autofree const char **parts = NULL;

  return g_variant_lookup (record, key, "^a&s", &parts) && *parts != NULL
             ? g_strjoinv (";", (char **)parts)
             : g_strdup ("-");
}

static void
print_level (GVariant *level)
{
  g_autofree char *id = pl_ctl_field (level, "id"), *name = pl_ctl_field (level, "name");
  g_autofree char *search = pl_ctl_field (level, "search");
  g_autofree char *youtube = pl_ctl_field (level, "youtube");
  g_autofree char *blocked = joined (level, "blocked"), *children = joined (level, "children");
  gboolean own = FALSE, chosen = FALSE;

  g_variant_lookup (level, "own", "b", &own);
  g_variant_lookup (level, "chosen-only", "b", &chosen);
  printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", id, name, own ? "own" : "shipped",
          chosen ? "chosen-only" : "filtered", search, youtube, blocked, children);
}

gboolean
pl_ctl_home_levels (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };

  return pl_ctl_options (&argc, &argv, entries, 0, "", error) &&
         pl_ctl_list (HOME, "ListLevels", NULL, json, print_level, error);
}

/* "sam: level-search: strict, then moderate (more)". */
static void
print_effect (const char *child, GVariant *change)
{
  g_autofree char *field = pl_ctl_field (change, "field"), *name = pl_ctl_field (change, "name");
  g_autofree char *before = pl_ctl_field (change, "before");
  g_autofree char *after = pl_ctl_field (change, "after");
  gboolean more = FALSE, less = FALSE;

  g_variant_lookup (change, "more", "b", &more);
  g_variant_lookup (change, "less", "b", &less);
  printf ("%s\t%s%s%s\t%s\t%s\t%s%s\n", child, field, *name != '\0' ? " " : "", name,
          *before != '\0' ? before : "-", *after != '\0' ? after : "-", more ? "+" : "",
          less ? "-" : "");
}

static void
print_effects (GVariant *children)
{
  GVariantIter iter;
  const char *child;
  GVariant *what;

  g_variant_iter_init (&iter, children);
  while (g_variant_iter_loop (&iter, "(&s@aa{sv})", &child, &what))
    for (gsize i = 0; i < g_variant_n_children (what); i++) {
      g_autoptr (GVariant) change = g_variant_get_child_value (what, i);
      print_effect (child, change);
    }
}

gboolean
pl_ctl_home_compare (int argc, char **argv, GError **error)
{
  g_auto (Edit) edit = { 0 };
  g_autofree char *text = NULL;

  if (!read_options (&edit, &argc, &argv, FALSE, 1, "one FILE", error))
    return FALSE;
  if (edit.level == NULL)
    return pl_ctl_wrong (error, "--level ID is wanted");
  if (!g_file_get_contents (argv[1], &text, NULL, error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      HOME, "CompareLevel", g_variant_new ("(ss)", file_of (&edit), text), "(a(saa{sv}))", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) children = g_variant_get_child_value (reply, 0);
  if (edit.json)
    pl_ctl_print_records (children);
  else
    print_effects (children);
  return TRUE;
}
