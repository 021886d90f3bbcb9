/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/versions-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/app/time-words.h"
#include "gui/staff/row.h"
#include "gui/staff/saving.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/list-box.h"

#define HOME  "home.conf"
#define RULES "rules.conf"

struct _PlVersionsPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  char *file;
  GtkBox *sheet;
  PlSaving *saving;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PlVersionsPage, pl_versions_page, PL_TYPE_SUBPAGE)

static void read_versions (PlVersionsPage *page);

/* Somebody's version stands on top of the list, whether it was written here or elsewhere. */
static void
show (gpointer page)
{
  read_versions (page);
}

static const PlSavingPage saving = { .show = show, .no_button = TRUE };

static void
on_put_back (GtkButton *button, PlVersionsPage *page)
{
  pl_file_edit_put (pl_saving_edit (page->saving), g_object_get_data (G_OBJECT (button), "text"));
  pl_saving_save (page->saving);
}

static char *
when_made (PlRecord *version)
{
  return pl_words_short_moment (pl_record_number (version, "made"));
}

static char *
why_made (PlRecord *version)
{
  const char *consulted = pl_record_text (version, "consulted");

  if (*pl_record_text (version, "text") == '\0' && *pl_record_text (version, "reason") == '\0')
    return g_strdup (C_ ("home", "Taken away with an editor"));
  if (g_str_equal (pl_record_text (version, "ground"), "found"))
    return g_strdup (C_ ("home", "As it was found: at first, or changed with an editor"));
  if (*consulted == '\0')
    return g_strdup (pl_record_text (version, "reason"));
  /* Translators: a reason, and whom the manager asked. */
  return g_strdup_printf (C_ ("home", "%1$s (consulted: %2$s)"), pl_record_text (version, "reason"),
                          consulted);
}

static gboolean
is_level (PlVersionsPage *page)
{
  return !g_str_equal (page->file, HOME) && !g_str_equal (page->file, RULES);
}

static void
add_button (PlVersionsPage *page, AdwActionRow *row, const char *words, const char *text)
{
  GtkWidget *button = pl_staff_row_add_button (row, words);

  g_object_set_data_full (G_OBJECT (button), "text", g_strdup (text), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_put_back), page, 0);
}

static void
add_version (PlVersionsPage *page, PlRecord *version, gboolean in_force)
{
  g_autofree char *when = when_made (version);
  g_autofree char *why = why_made (version);
  g_autofree char *title = g_strdup_printf ("%s, %s", when, pl_record_person (version, "made-by"));
  AdwActionRow *row =
      pl_staff_row_new (in_force ? C_ ("home", "in force") : NULL, "open-now", title, why);

  if (!in_force)
    add_button (page, row, C_ ("home", "Put back"), pl_record_text (version, "text"));
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

/* The home can do without rules and levels of its own. */
static void
add_without (PlVersionsPage *page)
{
  AdwActionRow *row = pl_staff_row_new (
      NULL, NULL, C_ ("home", "Without a file of the home’s own"),
      is_level (page) ? C_ ("home", "What Porchlight brings takes its place. A level that it does "
                                    "not bring is gone then; not while a child is on it.")
                      : C_ ("home", "What Porchlight brings takes its place."));

  add_button (page, row, C_ ("home", "Take it away"), "");
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
show_versions (PlVersionsPage *page, GVariant *rows)
{
  gsize n = g_variant_n_children (rows);
  int focused = pl_list_box_focused (page->list);
  gboolean away = TRUE; /* the newest one has nothing in it: the home's own was taken away */

  pl_list_box_clear (page->list);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) version = pl_record_new (fields);
    if (i == 0)
      away = *pl_record_text (version, "text") == '\0';
    add_version (page, version, i == 0);
  }
  gboolean own = n > 0 && !g_str_equal (page->file, HOME) && !away;
  if (own)
    add_without (page);
  gtk_widget_set_visible (GTK_WIDGET (page->saving), n > 1 || own);
  if (n == 0)
    gtk_list_box_append (page->list, GTK_WIDGET (pl_staff_row_new (
                                         NULL, NULL, C_ ("home", "It is as Porchlight brings it"),
                                         C_ ("home", "Nobody has changed it yet."))));
  pl_list_box_focus (page->list, focused);
}

static void
on_versions (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlVersionsPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show_versions (page, rows);
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
}

static void
read_versions (PlVersionsPage *page)
{
  pl_client_call_staff (page->client, "Home", "ListVersions",
                        g_variant_new ("(sx)", page->file, (gint64)0), page->cancellable,
                        on_versions, page);
}

static void
pl_versions_page_dispose (GObject *object)
{
  PlVersionsPage *page = PL_VERSIONS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->file, g_free);
  G_OBJECT_CLASS (pl_versions_page_parent_class)->dispose (object);
}

static void
pl_versions_page_class_init (PlVersionsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_versions_page_dispose;
}

static void
pl_versions_page_init (PlVersionsPage *page)
{
  page->cancellable = g_cancellable_new ();
}

/* Rules take one name. */
static void
add_saving (PlVersionsPage *page)
{
  page->saving =
      pl_saving_add (page->sheet, page->client, PL_SAVING_HOME_FILE, page->file, &saving, page);
  if (!g_str_equal (page->file, RULES))
    pl_saving_ask_consulted (page->saving,
                             is_level (page)
                                 ? C_ ("home", "Whom did you consult? The head of risk, by name")
                                 : C_ ("home", "Where the maximum changes: whom did you consult?"));
}

static void
read_file (PlVersionsPage *page)
{
  pl_saving_read (page->saving);
}

PlSubpage *
pl_versions_page_new (PlClient *client, const char *file)
{
  PlVersionsPage *page = g_object_new (PL_TYPE_VERSIONS_PAGE, NULL);

  page->client = g_object_ref (client);
  page->file = g_strdup (file);
  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("home", "Versions"),
                              g_str_equal (file, HOME) ? C_ ("home", "Versions of the home’s file")
                              : g_str_equal (file, RULES) ? C_ ("home", "Versions of the rules")
                                                          : C_ ("home", "Versions of the level"));
  pl_sheet_add_text (page->sheet, "quieter",
                     C_ ("home", "Every text that was in force. Putting one back is a change like "
                                 "any other."));
  add_saving (page);
  page->list = pl_sheet_add_list (page->sheet, C_ ("home", "Versions"));
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_file), page);
  read_file (page);
  return PL_SUBPAGE (page);
}
