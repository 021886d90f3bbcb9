/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/level-page.h"

#include <glib/gi18n.h>

#include "gui/staff/children/level-words.h"
#include "gui/staff/children/profile-edit.h"
#include "gui/staff/home/file-text-page.h"
#include "gui/staff/home/level-form.h"
#include "gui/staff/home/level-preview.h"
#include "gui/staff/home/versions-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"

struct _PlLevelPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlRecord *level;
  char **own_categories; /* NULL before the home's file is known */
  PlProfileEdit *edit;
  GtkBox *sheet;
  PlLevelForm *form;
  PlLevelPreview *preview;
  GtkEditable *consulted, *reason;
  GtkLabel *others, *problem, *said;
  GtkWidget *save, *undo;
  gboolean known;   /* the file was read once */
  gboolean showing; /* it is the agent's text that changes the form, not a person */
  gboolean written; /* what is read now was written here, and is no news */
  gboolean undoing;
};

G_DEFINE_FINAL_TYPE (PlLevelPage, pl_level_page, PL_TYPE_SUBPAGE)

static const char *
file_of (PlLevelPage *page)
{
  return pl_record_text (page->level, "file");
}

/* What the children will read follows each change. */
static void
on_changed (PlLevelPage *page)
{
  if (page->showing || !page->known)
    return;
  pl_level_form_take (page->form, page->edit);
  pl_level_preview_show (page->preview, pl_profile_edit_is_changed (page->edit)
                                            ? pl_profile_edit_text (page->edit, NULL)
                                            : NULL);
}

static void
show (PlLevelPage *page)
{
  page->showing = TRUE;
  pl_level_form_show (page->form, page->edit, (const char *const *)page->own_categories);
  page->showing = FALSE;
  on_changed (page);
}

/* The file as it is now. */

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLevelPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  gboolean first = !page->known, written = page->written;
  gboolean another = pl_profile_edit_take (page->edit, reply);
  page->known = TRUE;
  page->written = FALSE;
  show (page);
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
  if (first)
    pl_subpage_focus_heading (PL_SUBPAGE (page));
  else if (another && !written && pl_profile_edit_is_changed (page->edit)) {
    pl_label_say (page->others,
                  C_ ("level",
                      "Somebody else has changed this level meanwhile. Nothing is saved "
                      "yet; what you changed is still here. Look at it again, then save."));
    pl_label_say (page->problem, "");
  }
}

static void
read_file (PlLevelPage *page)
{
  pl_client_call_staff (page->client, "Home", "Get", g_variant_new ("(s)", file_of (page)),
                        page->cancellable, on_file, page);
}

/* The home's own categories have rows, too. */
static void
on_home (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  const char *text;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLevelPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  g_variant_get (reply, "(x&s)", NULL, &text);
  g_autofree char *ids = pl_key_value (text, "Categories", "Ids");
  g_auto (GStrv) parts = g_strsplit (ids != NULL ? ids : "", ";", -1);
  g_autoptr (GStrvBuilder) own = g_strv_builder_new ();
  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (own, *part);
  g_strfreev (page->own_categories);
  page->own_categories = g_strv_builder_end (own);
  read_file (page);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  g_autoptr (GVariant) today = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) children =
      g_variant_lookup_value (today, "children", G_VARIANT_TYPE ("aa{sv}"));
  pl_level_preview_set_children (PL_LEVEL_PAGE (data)->preview, children);
}

/* Saving. */

static void
on_written (PlLevelPage *page)
{
  pl_label_say (page->said, page->undoing ? C_ ("home", "It is as it was before.")
                                          : C_ ("home", "Saved. It holds from now on."));
  pl_label_say (page->others, "");
  gtk_widget_set_visible (page->undo, !page->undoing);
  gtk_editable_set_text (page->reason, "");
  pl_profile_edit_saved (page->edit);
  page->written = TRUE;
  read_file (page);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLevelPage *page = data;
  gtk_widget_set_sensitive (page->save, TRUE);
  if (reply != NULL) {
    on_written (page);
    return;
  }
  pl_label_say (page->problem, pl_refusal_words (error));
  /* Perhaps somebody else was faster. */
  if (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
    read_file (page);
}

static void
save (PlLevelPage *page)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = pl_profile_edit_text (page->edit, &error);

  pl_label_say (page->problem, "");
  pl_label_say (page->said, "");
  if (text == NULL)
    pl_label_say (page->problem, pl_refusal_words (error));
  else if (!pl_profile_edit_is_changed (page->edit))
    pl_label_say (page->problem, C_ ("home", "Nothing is different."));
  else if (*gtk_editable_get_text (page->reason) == '\0') {
    pl_label_say (page->problem, C_ ("home", "Say why: it is on record."));
    gtk_widget_grab_focus (GTK_WIDGET (page->reason));
  } else {
    gtk_widget_set_sensitive (page->save, FALSE);
    pl_client_call_staff (page->client, "Home", "Set",
                          g_variant_new ("(sxsss)", file_of (page),
                                         pl_profile_edit_version (page->edit), text,
                                         gtk_editable_get_text (page->reason),
                                         gtk_editable_get_text (page->consulted)),
                          page->cancellable, on_set, page);
  }
}

static void
on_save (PlLevelPage *page)
{
  page->undoing = FALSE;
  pl_level_form_take (page->form, page->edit);
  save (page);
}

static void
on_undo (PlLevelPage *page)
{
  page->undoing = TRUE;
  pl_profile_edit_take_back (page->edit);
  if (*gtk_editable_get_text (page->reason) == '\0')
    gtk_editable_set_text (page->reason, C_ ("home", "Taken back: it was not meant so"));
  save (page);
}

/* The page. */

static void
on_text (AdwActionRow *row, PlLevelPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_file_text_page_new (page->client, file_of (page)));
}

static void
on_versions (AdwActionRow *row, PlLevelPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_versions_page_new (page->client, file_of (page)));
}

static void
add_leading (
    PlLevelPage *page, GtkListBox *list, const char *title, const char *words, GCallback activated)
{
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, words);

  pl_staff_row_lead (row, activated, page);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
add_ways (PlLevelPage *page)
{
  GtkListBox *list = pl_sheet_add_list (page->sheet, C_ ("level", "More about this level"));

  add_leading (page, list, C_ ("level", "As a text"),
               C_ ("level", "The file, for who likes to write it"), G_CALLBACK (on_text));
  add_leading (page, list, C_ ("level", "Earlier versions"),
               C_ ("level", "Who changed what, and why; put one back, or take it away"),
               G_CALLBACK (on_versions));
}

static void
add_saving (PlLevelPage *page)
{
  page->preview = pl_level_preview_new (page->client, file_of (page));
  gtk_box_append (page->sheet, GTK_WIDGET (page->preview));
  page->others = pl_sheet_add_text (page->sheet, "done", NULL);
  page->consulted = pl_sheet_add_field (
      page->sheet, C_ ("home", "Whom did you consult? The head of risk, by name"));
  GtkWidget *consulted = gtk_widget_get_parent (GTK_WIDGET (page->consulted));
  g_object_bind_property (page->preview, "concerned", consulted, "visible", G_BINDING_SYNC_CREATE);
  page->reason = pl_sheet_add_field (page->sheet, C_ ("home", "Why? It is on record"));
  page->problem = pl_sheet_add_text (page->sheet, "problem", NULL);
  page->said = pl_sheet_add_text (page->sheet, "done", NULL);
  page->save =
      pl_sheet_add_button (page->sheet, C_ ("home", "Save"), "ask", G_CALLBACK (on_save), page);
  page->undo =
      pl_sheet_add_button (page->sheet, C_ ("home", "Undo"), "flat", G_CALLBACK (on_undo), page);
  gtk_widget_set_visible (page->undo, FALSE);
}

/* Somebody may have changed it on a page that was opened from here. */
static void
pl_level_page_map (GtkWidget *widget)
{
  PlLevelPage *page = PL_LEVEL_PAGE (widget);

  GTK_WIDGET_CLASS (pl_level_page_parent_class)->map (widget);
  if (page->known)
    read_file (page);
}

static void
pl_level_page_dispose (GObject *object)
{
  PlLevelPage *page = PL_LEVEL_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->level);
  page->known = FALSE;
  G_OBJECT_CLASS (pl_level_page_parent_class)->dispose (object);
}

static void
pl_level_page_finalize (GObject *object)
{
  PlLevelPage *page = PL_LEVEL_PAGE (object);

  pl_profile_edit_free (page->edit);
  pl_level_form_free (page->form);
  g_strfreev (page->own_categories);
  G_OBJECT_CLASS (pl_level_page_parent_class)->finalize (object);
}

static void
pl_level_page_class_init (PlLevelPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_level_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_level_page_finalize;
  GTK_WIDGET_CLASS (class)->map = pl_level_page_map;
}

static void
pl_level_page_init (PlLevelPage *page)
{
  page->cancellable = g_cancellable_new ();
}

/* One that was made a moment ago is not among those that are known yet. */
static const char *
name_of (PlRecord *level)
{
  const char *id = pl_record_text (level, "id"), *words = pl_level_words (id);

  return words != id ? words : pl_record_text (level, "name");
}

static void
read_all (PlLevelPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
  pl_client_call_staff (page->client, "Home", "Get", g_variant_new ("(s)", "home.conf"),
                        page->cancellable, on_home, page);
}

PlSubpage *
pl_level_page_new (PlClient *client, PlRecord *level)
{
  PlLevelPage *page = g_object_new (PL_TYPE_LEVEL_PAGE, NULL);

  page->client = g_object_ref (client);
  page->level = g_object_ref (level);
  page->edit = pl_profile_edit_new (file_of (page));
  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("level", "Levels"), name_of (level));
  pl_sheet_add_text (page->sheet, "quieter",
                     C_ ("level",
                         "It holds for every child on this level. What more or less is open by "
                         "takes two names, and each child reads what changed."));
  page->form = pl_level_form_new (page->sheet, G_CALLBACK (on_changed), page);
  add_saving (page);
  add_ways (page);
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_all), page);
  read_all (page);
  return PL_SUBPAGE (page);
}
