/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-sites.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/over-blocking.h"
#include "gui/app/time-words.h"
#include "gui/app/typed-day.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-words.h"

#define SECTION "Sites"
#define UNTIL   "Until"
#define PAUSE_MS                                                                                   \
  300 /* as long as a pause between two keys: a name that is half typed has no last day */

enum {
  ALLOW,
  BLOCK,
  N_LISTS
};

static const struct {
  const char *key, *title;
} lists[N_LISTS] = {
  [ALLOW] = { "Allow", NC_ ("agreed", "Allowed for this child") },
  [BLOCK] = { "Block", NC_ ("agreed", "Blocked for this child") },
};

struct _PlAgreedSites {
  PlAgreedPart parent;
  GtkEditable *names[N_LISTS];
  GtkLabel *needed;
  GtkBox *days;
  GHashTable *ends; /* of GtkEditable by the name whose last day it asks for */
  guint pause;
};

G_DEFINE_FINAL_TYPE (PlAgreedSites, pl_agreed_sites, PL_TYPE_AGREED_PART)

/* Of both lists, as they are typed. Transfer full. */
static char **
typed_names (PlAgreedSites *sites)
{
  g_autofree char *all = g_strconcat (gtk_editable_get_text (sites->names[ALLOW]), ";",
                                      gtk_editable_get_text (sites->names[BLOCK]), NULL);
  g_auto (GStrv) parts = g_strsplit (all, ";", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (names, *part);
  return g_strv_builder_end (names);
}

/* Last days, by name in small letters, of "example.org 2026-04-01;example.com 2026-05-01". */
static GHashTable *
ends_of (const char *value)
{
  GHashTable *ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) parts = g_strsplit (value != NULL ? value : "", ";", -1);

  for (char **part = parts; *part != NULL; part++) {
    g_auto (GStrv) words = g_strsplit_set (g_strstrip (*part), " \t", 2);
    if (words[0] != NULL && words[1] != NULL)
      g_hash_table_replace (ends, g_ascii_strdown (words[0], -1), g_strdup (g_strstrip (words[1])));
  }
  return ends;
}

/* The last days. */

static void
add_day (PlAgreedSites *sites, const char *name)
{
  /* Translators: the name of a site. */
  g_autofree char *title =
      g_strdup_printf (C_ ("agreed", "Last day of %s; nothing: for good"), name);
  GtkEditable *day = pl_sheet_add_day (sites->days, title);

  g_signal_connect_object (day, "changed", G_CALLBACK (pl_agreed_part_changed), sites,
                           G_CONNECT_SWAPPED);
  g_hash_table_insert (sites->ends, g_strdup (name), day);
}

/* Whoever went on to it quickly is not left without the focus. */
static void
remove_day (PlAgreedSites *sites, GtkWidget *row)
{
  if (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN)
    gtk_widget_grab_focus (GTK_WIDGET (sites->names[BLOCK]));
  gtk_box_remove (sites->days, row);
}

/* Those that stay keep what was typed. */
static void
follow_names (PlAgreedSites *sites)
{
  g_auto (GStrv) names = typed_names (sites);
  GHashTableIter iter;
  gpointer name, day;

  g_hash_table_iter_init (&iter, sites->ends);
  while (g_hash_table_iter_next (&iter, &name, &day))
    if (!g_strv_contains ((const char *const *)names, name)) {
      remove_day (sites, gtk_widget_get_parent (day));
      g_hash_table_iter_remove (&iter);
    }
  for (char **typed = names; *typed != NULL; typed++)
    if (!g_hash_table_contains (sites->ends, *typed))
      add_day (sites, *typed);
}

static gboolean
on_pause (gpointer data)
{
  PlAgreedSites *sites = data;

  sites->pause = 0;
  follow_names (sites);
  pl_agreed_part_changed (PL_AGREED_PART (sites));
  return G_SOURCE_REMOVE;
}

/* As the file has it; what is no day is sent as it was typed, and the agent says what is wrong with it. Transfer full. */
static char *
typed_ends (PlAgreedSites *sites)
{
  g_auto (GStrv) names = typed_names (sites);
  GString *value = g_string_new (NULL);

  for (char **name = names; *name != NULL; name++) {
    GtkEditable *entry = g_hash_table_lookup (sites->ends, *name);
    const char *text = entry != NULL ? gtk_editable_get_text (entry) : "";
    g_autofree char *day = pl_typed_day (text);
    if (*text != '\0')
      g_string_append_printf (value, "%s%s %s", value->len > 0 ? ";" : "", *name,
                              day != NULL ? day : text);
  }
  return g_string_free (value, FALSE);
}

static gboolean
is_same (const char *one, const char *other)
{
  g_autoptr (GHashTable) ends = ends_of (one), others = ends_of (other);
  GHashTableIter iter;
  gpointer name, day;

  g_hash_table_iter_init (&iter, ends);
  while (g_hash_table_iter_next (&iter, &name, &day))
    if (g_strcmp0 (g_hash_table_lookup (others, name), day) != 0)
      return FALSE;
  return g_hash_table_size (ends) == g_hash_table_size (others);
}

/* The part. */

static void
show_day (PlAgreedSites *sites, const char *name, const char *day)
{
  GtkEditable *entry = g_hash_table_lookup (sites->ends, name);
  g_autofree char *text = pl_typed_day_text (day);

  if (strcmp (text, gtk_editable_get_text (entry)) != 0)
    gtk_editable_set_text (entry, text);
}

static void
pl_agreed_sites_show (PlAgreedPart *part, const PlFileEdit *edit)
{
  PlAgreedSites *sites = PL_AGREED_SITES (part);
  g_autofree char *until = pl_file_edit_wanted (edit, SECTION, UNTIL);
  g_autofree char *typed = typed_ends (sites);

  for (guint i = 0; i < N_LISTS; i++) {
    g_autofree char *value = pl_file_edit_wanted (edit, SECTION, lists[i].key);
    const char *text = value != NULL ? value : "";
    if (strcmp (text, gtk_editable_get_text (sites->names[i])) != 0)
      gtk_editable_set_text (sites->names[i], text);
  }
  g_clear_handle_id (&sites->pause, g_source_remove);
  follow_names (sites);
  if (is_same (until, typed))
    return;
  g_autoptr (GHashTable) ends = ends_of (until);
  g_auto (GStrv) names = typed_names (sites);
  for (char **name = names; *name != NULL; name++) {
    g_autofree char *key = g_ascii_strdown (*name, -1);
    const char *day = g_hash_table_lookup (ends, key);
    show_day (sites, *name, day != NULL ? day : "");
  }
}

static void
pl_agreed_sites_take (PlAgreedPart *part, PlFileEdit *edit)
{
  PlAgreedSites *sites = PL_AGREED_SITES (part);
  g_autofree char *until = pl_file_edit_value (edit, SECTION, UNTIL);
  g_autofree char *ends = typed_ends (sites);

  for (guint i = 0; i < N_LISTS; i++) {
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (sites->names[i])));
    pl_file_edit_set (edit, SECTION, lists[i].key, *text != '\0' ? text : NULL);
  }
  if (!is_same (until, ends))
    pl_file_edit_set (edit, SECTION, UNTIL, *ends != '\0' ? ends : NULL);
}

static char *
pl_agreed_sites_title (PlAgreedPart *part, const char *key)
{
  for (guint i = 0; i < N_LISTS; i++)
    if (g_str_equal (lists[i].key, key))
      return g_strdup (g_dpgettext2 (NULL, "agreed", lists[i].title));
  return g_str_equal (key, UNTIL) ? g_strdup (C_ ("agreed", "Last days")) : NULL;
}

/* "example.org: Wednesday 1 April". */
static char *
pl_agreed_sites_value (PlAgreedPart *part, const char *key, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  GStrvBuilder *ends = g_strv_builder_new ();

  for (char **end = parts; g_str_equal (key, UNTIL) && *end != NULL; end++) {
    g_auto (GStrv) words = g_strsplit_set (g_strstrip (*end), " \t", 2);
    g_autofree char *day = words[0] != NULL && words[1] != NULL ? pl_words_date (words[1]) : NULL;
    g_autofree char *said =
        day != NULL ? g_strdup_printf (C_ ("agreed", "%1$s: %2$s"), words[0], day) : NULL;
    g_strv_builder_add (ends, said != NULL ? said : *end);
  }
  g_autofree char *words = pl_list_words_end (ends);
  return *words != '\0' ? g_steal_pointer (&words) : NULL;
}

/* A site that children need is not closed by the way (F10). */

static void
add_needed (GString *words, const char *site)
{
  g_autofree char *examples = NULL;
  PlNeeded needed = pl_over_blocking (site, &examples);

  if (needed == PL_NEEDED_NO)
    return;
  if (words->len > 0)
    g_string_append_c (words, '\n');
  g_string_append_printf (
      words,
      /* Translators: a name of a site, and names of sites that are in it or that it is in. */
      needed == PL_NEEDED_HELP
          ? C_ ("agreed", "%1$s has help or health sites (%2$s). They stay open all the same.")
          : C_ ("agreed", "%1$s has learning sites (%2$s). Blocking it would close them."),
      site, examples);
}

static void
on_names (PlAgreedSites *sites)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_auto (GStrv) blocked = g_strsplit (gtk_editable_get_text (sites->names[BLOCK]), ";", -1);

  for (char **site = blocked; *site != NULL; site++)
    add_needed (words, g_strstrip (*site));
  pl_label_say (sites->needed, words->str);
  g_clear_handle_id (&sites->pause, g_source_remove);
  sites->pause = g_timeout_add (PAUSE_MS, on_pause, sites);
  pl_agreed_part_changed (PL_AGREED_PART (sites));
}

static void
pl_agreed_sites_dispose (GObject *object)
{
  g_clear_handle_id (&PL_AGREED_SITES (object)->pause, g_source_remove);
  G_OBJECT_CLASS (pl_agreed_sites_parent_class)->dispose (object);
}

static void
pl_agreed_sites_finalize (GObject *object)
{
  g_hash_table_unref (PL_AGREED_SITES (object)->ends);
  G_OBJECT_CLASS (pl_agreed_sites_parent_class)->finalize (object);
}

static void
pl_agreed_sites_class_init (PlAgreedSitesClass *class)
{
  PlAgreedPartClass *part_class = PL_AGREED_PART_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_agreed_sites_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_agreed_sites_finalize;
  part_class->show = pl_agreed_sites_show;
  part_class->take = pl_agreed_sites_take;
  part_class->title = pl_agreed_sites_title;
  part_class->value = pl_agreed_sites_value;
}

static void
pl_agreed_sites_init (PlAgreedSites *sites)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  sites->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < N_LISTS; i++) {
    sites->names[i] = pl_sheet_add_field (box, g_dpgettext2 (NULL, "agreed", lists[i].title), 0);
    g_signal_connect_object (sites->names[i], "changed", G_CALLBACK (on_names), sites,
                             G_CONNECT_SWAPPED);
  }
  sites->needed = pl_sheet_add_text (box, "done", NULL);
  sites->days = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (box, GTK_WIDGET (sites->days));
  adw_bin_set_child (ADW_BIN (sites), GTK_WIDGET (box));
}

PlAgreedPart *
pl_agreed_sites_new (void)
{
  return g_object_new (PL_TYPE_AGREED_SITES, NULL);
}
