/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/file-text-page.h"

#include <glib/gi18n.h>

#include "gui/staff/refusal.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"

#define RULES  "rules.conf"
#define MARGIN 8 /* px around the text */

struct _PlFileTextPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  char *file;
  GtkBox *sheet;
  GtkTextView *text;
  GtkEditable *reason;
  GtkEditable *consulted; /* NULL for rules, which take one name */
  GtkLabel *problem, *saved;
  GtkWidget *save;
  gint64 version;
};

G_DEFINE_FINAL_TYPE (PlFileTextPage, pl_file_text_page, PL_TYPE_SUBPAGE)

static gboolean
is_rules (PlFileTextPage *page)
{
  return g_str_equal (page->file, RULES);
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  const char *text;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFileTextPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  g_variant_get (reply, "(x&s)", &page->version, &text);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (page->text), text, -1);
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFileTextPage *page = data;
  gtk_widget_set_sensitive (page->save, TRUE);
  if (reply == NULL) {
    /* What was typed stays: where somebody else was faster, it can be copied before the page is opened anew. */
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  g_variant_get (reply, "(x)", &page->version);
  gtk_editable_set_text (page->reason, "");
  pl_label_say (page->saved, is_rules (page)
                                 ? C_ ("home", "Saved. Children read the new rules from now on.")
                                 : C_ ("home", "Saved. It holds from now on."));
}

static void
on_save (PlFileTextPage *page)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (page->text), "text", &text, NULL);
  pl_label_say (page->problem, "");
  pl_label_say (page->saved, "");
  if (*gtk_editable_get_text (page->reason) == '\0') {
    pl_label_say (page->problem, C_ ("home", "Say why: it is on record."));
    return;
  }
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_client_call_staff (
      page->client, "Home", "Set",
      g_variant_new ("(sxsss)", page->file, page->version, text,
                     gtk_editable_get_text (page->reason),
                     page->consulted != NULL ? gtk_editable_get_text (page->consulted) : ""),
      page->cancellable, on_set, page);
}

/* The page. */

static void
add_text (PlFileTextPage *page, const char *name)
{
  page->text = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab",
                             FALSE, "left-margin", MARGIN, "right-margin", MARGIN, "top-margin",
                             MARGIN, "bottom-margin", MARGIN, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->text), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_box_append (page->sheet, g_object_new (GTK_TYPE_FRAME, "child", page->text, NULL));
}

static void
fill (PlFileTextPage *page)
{
  gboolean rules = is_rules (page);
  const char *name =
      rules ? C_ ("home", "The rules, as a text") : C_ ("home", "The level, as a text");

  page->sheet =
      pl_sheet_new (PL_SUBPAGE (page), rules ? C_ ("home", "Rules") : C_ ("level", "Levels"), name);
  pl_sheet_add_text (page->sheet, "quieter",
                     rules ? C_ ("home", "Each topic begins with its name in brackets. Children "
                                         "are asked to read and sign what is new.")
                           : C_ ("home", "What is wrong is named with its line, and changes "
                                         "nothing. The manual of porchlight.conf says what may "
                                         "stand here."));
  add_text (page, name);
  if (!rules)
    page->consulted = pl_sheet_add_field (
        page->sheet, C_ ("home", "Whom did you consult? The head of risk, by name"));
  page->reason = pl_sheet_add_field (page->sheet, C_ ("home", "Why? It is on record"));
  page->problem = pl_sheet_add_text (page->sheet, "problem", NULL);
  page->saved = pl_sheet_add_text (page->sheet, "done", NULL);
  page->save =
      pl_sheet_add_button (page->sheet, C_ ("home", "Save"), "ask", G_CALLBACK (on_save), page);
}

static void
pl_file_text_page_dispose (GObject *object)
{
  PlFileTextPage *page = PL_FILE_TEXT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->file, g_free);
  G_OBJECT_CLASS (pl_file_text_page_parent_class)->dispose (object);
}

static void
pl_file_text_page_class_init (PlFileTextPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_file_text_page_dispose;
}

static void
pl_file_text_page_init (PlFileTextPage *page)
{
  page->cancellable = g_cancellable_new ();
}

static void
read_text (PlFileTextPage *page)
{
  pl_client_call_staff (page->client, "Home", "Get", g_variant_new ("(s)", page->file),
                        page->cancellable, on_file, page);
}

PlSubpage *
pl_file_text_page_new (PlClient *client, const char *file)
{
  PlFileTextPage *page = g_object_new (PL_TYPE_FILE_TEXT_PAGE, NULL);

  page->client = g_object_ref (client);
  page->file = g_strdup (file);
  fill (page);
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_text), page);
  read_text (page);
  return PL_SUBPAGE (page);
}
