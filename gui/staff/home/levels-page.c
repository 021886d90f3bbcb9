/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/levels-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/children/level-words.h"
#include "gui/staff/home/level-page.h"
#include "gui/staff/home/new-level-page.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/list-box.h"
#include "gui/widgets/list-words.h"

struct _PlLevelsPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkBox *sheet;
  GtkListBox *list;
  gboolean known;
};

G_DEFINE_FINAL_TYPE (PlLevelsPage, pl_levels_page, PL_TYPE_SUBPAGE)

/* "On it: Sam and Alex." Transfer full. */
static char *
who_words (PlRecord *level)
{
  g_autoptr (GVariant) children = pl_record_value (level, "children", G_VARIANT_TYPE ("as"));
  g_autofree const char **accounts =
      children != NULL ? g_variant_get_strv (children, NULL) : g_new0 (const char *, 1);

  for (guint i = 0; accounts[i] != NULL; i++)
    accounts[i] = pl_record_name_of (level, accounts[i]);
  g_autofree char *names = pl_list_words (accounts);
  /* Translators: names of children who are on a level. */
  return *names != '\0' ? g_strdup_printf (C_ ("level", "On it: %s."), names)
                        : g_strdup (C_ ("level", "Nobody is on it."));
}

static const char *
pill_of (PlRecord *level)
{
  if (!pl_record_flag (level, "own"))
    return NULL;
  return pl_record_flag (level, "ships") ? C_ ("level", "changed") : C_ ("level", "our own");
}

static void
on_level (AdwActionRow *row, PlLevelsPage *page)
{
  pl_subpage_open (GTK_WIDGET (page),
                   pl_level_page_new (page->client, g_object_get_data (G_OBJECT (row), "level")));
}

static void
add_level (PlLevelsPage *page, PlRecord *level)
{
  const char *id = pl_record_text (level, "id");
  g_autofree char *who = who_words (level);
  g_autofree char *words = g_strdup_printf ("%s\n%s", pl_level_meaning (id), who);
  AdwActionRow *row = pl_staff_row_new (pill_of (level), "soon-now", pl_level_words (id), words);

  g_object_set_data_full (G_OBJECT (row), "level", g_object_ref (level), g_object_unref);
  pl_staff_row_lead (row, G_CALLBACK (on_level), page);
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
on_levels (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLevelsPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gboolean first = !page->known;
  page->known = TRUE;
  pl_levels_take (rows);
  pl_list_box_clear (page->list);
  for (guint i = 0; i < pl_levels_known (); i++)
    add_level (page, pl_levels_known_nth (i));
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
  if (first)
    pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
read_levels (PlLevelsPage *page)
{
  pl_client_call_staff (page->client, "Home", "ListLevels", NULL, page->cancellable, on_levels,
                        page);
}

static void
on_new (PlLevelsPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_new_level_page_new (page->client));
}

/* What was changed on a page that was opened from here shows. */
static void
pl_levels_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_levels_page_parent_class)->map (widget);
  if (PL_LEVELS_PAGE (widget)->known)
    read_levels (PL_LEVELS_PAGE (widget));
}

static void
pl_levels_page_dispose (GObject *object)
{
  PlLevelsPage *page = PL_LEVELS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_levels_page_parent_class)->dispose (object);
}

static void
pl_levels_page_class_init (PlLevelsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_levels_page_dispose;
  GTK_WIDGET_CLASS (class)->map = pl_levels_page_map;
}

static void
pl_levels_page_init (PlLevelsPage *page)
{
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_levels_page_new (PlClient *client)
{
  PlLevelsPage *page = g_object_new (PL_TYPE_LEVELS_PAGE, NULL);

  page->client = g_object_ref (client);
  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("home", "Home"), C_ ("level", "Levels"));
  pl_sheet_add_text (page->sheet, "quieter",
                     C_ ("level", "How guarded a child’s internet is. Which one a child is on is "
                                  "decided at a review; what is in it, by the home."));
  page->list = pl_sheet_add_list (page->sheet, C_ ("level", "Levels"));
  pl_sheet_add_button (page->sheet, C_ ("level", "A new level"), NULL, G_CALLBACK (on_new), page);
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_levels), page);
  read_levels (page);
  return PL_SUBPAGE (page);
}
