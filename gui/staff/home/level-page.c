/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/level-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/children/level-words.h"
#include "gui/staff/home/file-text-page.h"
#include "gui/staff/home/level-form.h"
#include "gui/staff/home/level-preview.h"
#include "gui/staff/home/versions-page.h"
#include "gui/staff/row.h"
#include "gui/staff/saving.h"
#include "gui/staff/sheet.h"
#include "policy/people/key-edit.h"

struct _PlLevelPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlRecord *level;
  char **own_categories; /* NULL before the home's file is known */
  GtkBox *sheet;
  PlLevelForm *form;
  PlLevelPreview *preview;
  PlSaving *saving;
  gboolean showing; /* it is the agent's text that changes the form, not a person */
};

G_DEFINE_FINAL_TYPE (PlLevelPage, pl_level_page, PL_TYPE_SUBPAGE)

static const char *
file_of (PlLevelPage *page)
{
  return pl_record_text (page->level, "file");
}

static void
take (gpointer data)
{
  PlLevelPage *page = data;

  pl_level_form_take (page->form, pl_saving_edit (page->saving));
}

/* What the children will read follows each change. */
static void
on_changed (PlLevelPage *page)
{
  PlFileEdit *edit = pl_saving_edit (page->saving);

  if (page->showing || !pl_saving_is_known (page->saving))
    return;
  take (page);
  pl_level_preview_show (page->preview,
                         pl_file_edit_is_changed (edit) ? pl_file_edit_text (edit, NULL) : NULL);
}

static void
show (gpointer data)
{
  PlLevelPage *page = data;

  page->showing = TRUE;
  pl_level_form_show (page->form, pl_saving_edit (page->saving),
                      (const char *const *)page->own_categories);
  page->showing = FALSE;
  on_changed (page);
}

static char *
title_of (gpointer page, const char *section, const char *key)
{
  return pl_level_form_title (section, key);
}

static const PlSavingPage saving = { .show = show, .take = take, .title = title_of };

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
  pl_saving_read (page->saving);
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
  page->saving =
      pl_saving_add (page->sheet, page->client, PL_SAVING_HOME_FILE, file_of (page), &saving, page);
  GtkWidget *consulted = pl_saving_ask_consulted (
      page->saving, C_ ("home", "Whom did you consult? The head of risk, by name"));
  g_object_bind_property (page->preview, "concerned", consulted, "visible", G_BINDING_SYNC_CREATE);
}

/* Somebody may have changed it on a page that was opened from here. */
static void
pl_level_page_map (GtkWidget *widget)
{
  PlLevelPage *page = PL_LEVEL_PAGE (widget);

  GTK_WIDGET_CLASS (pl_level_page_parent_class)->map (widget);
  if (pl_saving_is_known (page->saving))
    pl_saving_read (page->saving);
}

static void
pl_level_page_dispose (GObject *object)
{
  PlLevelPage *page = PL_LEVEL_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->level);
  G_OBJECT_CLASS (pl_level_page_parent_class)->dispose (object);
}

static void
pl_level_page_finalize (GObject *object)
{
  PlLevelPage *page = PL_LEVEL_PAGE (object);

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
