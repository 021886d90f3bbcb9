/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/why-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/over-blocking.h"
#include "gui/child/site-typed.h"
#include "gui/staff/children/open-site-page.h"
#include "gui/staff/children/why-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

struct _PlWhyPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  char *site; /* nullable: what shows, as lists have it */
  GtkEditable *entry;
  GtkLabel *name, *needed, *problem, *lists;
  GtkListBox *rows;
  GtkWidget *found, *look;
};

G_DEFINE_FINAL_TYPE (PlWhyPage, pl_why_page, PL_TYPE_SUBPAGE)

static void
on_child (AdwActionRow *row, gpointer data)
{
  PlWhyPage *page = data;

  pl_subpage_open (GTK_WIDGET (row),
                   pl_open_site_page_new (page->client, g_object_get_data (G_OBJECT (row), "child"),
                                          page->site));
}

static void
add_child (PlWhyPage *page, PlRecord *child)
{
  g_autofree char *words = pl_why_words (child);
  AdwActionRow *row = pl_staff_row_new (pl_why_pill (child), pl_why_state (child),
                                        pl_record_text (child, "name"), words);

  g_object_set_data_full (G_OBJECT (row), "child", g_object_ref (child), g_object_unref);
  if (pl_why_can_open (child))
    pl_staff_row_lead (row, G_CALLBACK (on_child), page);
  gtk_list_box_append (page->rows, GTK_WIDGET (row));
}

/* What children need stays open: whoever thinks of closing it reads that first (F10). */
static void
show_needed (PlWhyPage *page)
{
  PlNeeded needed = pl_over_blocking (page->site, NULL);

  pl_label_say (page->needed,
                needed == PL_NEEDED_HELP
                    ? C_ ("why", "A help or health site. It stays open for every child, also "
                                 "where a list has it by mistake.")
                : needed == PL_NEEDED_LEARNING
                    ? C_ ("why", "A learning site. Closing it would take school work away.")
                    : "");
}

static void
show_found (PlWhyPage *page, GVariant *reply)
{
  g_autoptr (GVariant) children = g_variant_get_child_value (reply, 1);
  g_autoptr (GVariant) lists = g_variant_get_child_value (reply, 2);
  g_autofree char *words = pl_why_lists (lists, pl_app_now ());

  pl_list_box_clear (page->rows);
  for (gsize i = 0; i < g_variant_n_children (children); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (children, i);
    g_autoptr (PlRecord) child = pl_record_new (fields);
    add_child (page, child);
  }
  gtk_label_set_label (page->name, page->site);
  show_needed (page);
  pl_label_say (page->lists, words);
  pl_label_say (page->problem,
                g_variant_n_children (children) > 0
                    ? ""
                    : C_ ("why", "There is no child here yet whom it could be open for."));
  gtk_widget_set_visible (page->found, TRUE);
}

static void
fail (PlWhyPage *page, const char *words)
{
  gtk_widget_set_visible (page->found, FALSE);
  pl_label_say (page->problem, words);
}

static void
on_explained (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlWhyPage *page = data;
  gtk_widget_set_sensitive (page->look, TRUE);
  if (reply == NULL) {
    fail (page, pl_client_is_away_error (error)
                    ? C_ ("why", "Porchlight is not answering, so only help sites are open.")
                    : pl_refusal_words (error));
    return;
  }
  g_clear_pointer (&page->site, g_free);
  g_variant_get_child (reply, 0, "s", &page->site);
  show_found (page, reply);
}

static void
ask (PlWhyPage *page, const char *site)
{
  gtk_widget_set_sensitive (page->look, FALSE);
  pl_label_say (page->problem, "");
  pl_client_call_staff (page->client, "Sites", "Explain", g_variant_new ("(s)", site),
                        page->cancellable, on_explained, page);
}

static void
on_look (PlWhyPage *page)
{
  g_autofree char *site = pl_site_typed (gtk_editable_get_text (page->entry));

  if (*site == '\0')
    fail (page, C_ ("why", "Type or paste a site, like example.org."));
  else if (g_hostname_is_ip_address (site) || *site == '[')
    fail (page, C_ ("why", "That is a number, not a name. Children reach sites by their names "
                           "only, so it is closed for each of them."));
  else
    ask (page, site);
}

/* What was opened on a page over this one shows when that is left. */
static void
pl_why_page_map (GtkWidget *widget)
{
  PlWhyPage *page = PL_WHY_PAGE (widget);

  GTK_WIDGET_CLASS (pl_why_page_parent_class)->map (widget);
  if (page->site != NULL)
    ask (page, page->site);
}

static void
pl_why_page_dispose (GObject *object)
{
  PlWhyPage *page = PL_WHY_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->site, g_free);
  G_OBJECT_CLASS (pl_why_page_parent_class)->dispose (object);
}

static void
pl_why_page_class_init (PlWhyPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_why_page_dispose;
  PL_SUBPAGE_CLASS (class)->asks_only = TRUE;
  widget_class->map = pl_why_page_map;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/why-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWhyPage, entry);
  gtk_widget_class_bind_template_child (widget_class, PlWhyPage, look);
  gtk_widget_class_bind_template_child (widget_class, PlWhyPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlWhyPage, found);
  gtk_widget_class_bind_template_child (widget_class, PlWhyPage, name);
  gtk_widget_class_bind_template_child (widget_class, PlWhyPage, needed);
  gtk_widget_class_bind_template_child (widget_class, PlWhyPage, rows);
  gtk_widget_class_bind_template_child (widget_class, PlWhyPage, lists);
  gtk_widget_class_bind_template_callback (widget_class, on_look);
}

static void
pl_why_page_init (PlWhyPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_why_page_new (PlClient *client, const char *site)
{
  PlWhyPage *page = g_object_new (PL_TYPE_WHY_PAGE, NULL);

  page->client = g_object_ref (client);
  if (site != NULL) {
    gtk_editable_set_text (page->entry, site);
    on_look (page);
  }
  return PL_SUBPAGE (page);
}
