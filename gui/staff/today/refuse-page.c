/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/refuse-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/ready-words.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/heading.h"

struct _PlRefusePage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *request;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkLabel *problem;
  GtkListBox *reasons;
  GtkEditable *own;
};

G_DEFINE_FINAL_TYPE (PlRefusePage, pl_refuse_page, PL_TYPE_SUBPAGE)

static void
complain (PlRefusePage *page, const char *words)
{
  gtk_label_set_label (page->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (page->problem), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (page), TRUE);
}

static void
on_decided (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRefusePage *page = data;
  if (reply != NULL)
    pl_subpage_close (GTK_WIDGET (page));
  else
    complain (page, pl_refusal_words (error));
}

static void
refuse (PlRefusePage *page, const char *reason)
{
  gtk_widget_set_visible (GTK_WIDGET (page->problem), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (page), FALSE);
  pl_client_call_staff (page->client, "Decisions", "Decide",
                        g_variant_new ("(xbssx)", pl_record_number (page->request, "id"), FALSE,
                                       reason, "", (gint64)0),
                        page->cancellable, on_decided, page);
}

static void
on_row (PlRefusePage *page, GtkListBoxRow *row)
{
  refuse (page, pl_ready_refusals[gtk_list_box_row_get_index (row)]);
}

static void
on_own (PlRefusePage *page)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (page->own)));

  if (*words == '\0')
    complain (page, C_ ("request", "Please write a reason first."));
  else
    refuse (page, words);
}

static void
pl_refuse_page_dispose (GObject *object)
{
  PlRefusePage *page = PL_REFUSE_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->request);
  G_OBJECT_CLASS (pl_refuse_page_parent_class)->dispose (object);
}

static void
pl_refuse_page_class_init (PlRefusePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_refuse_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/refuse-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRefusePage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlRefusePage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlRefusePage, reasons);
  gtk_widget_class_bind_template_child (widget_class, PlRefusePage, own);
  gtk_widget_class_bind_template_callback (widget_class, on_own);
}

static void
pl_refuse_page_init (PlRefusePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  for (gsize i = 0; pl_ready_refusals[i] != NULL; i++)
    gtk_list_box_append (page->reasons,
                         g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                       pl_ready_words (pl_ready_refusals[i]), "title-lines", 0,
                                       "activatable", TRUE, NULL));
  g_signal_connect_object (page->reasons, "row-activated", G_CALLBACK (on_row), page,
                           G_CONNECT_SWAPPED);
}

PlSubpage *
pl_refuse_page_new (PlClient *client, PlRecord *request, const char *name)
{
  PlRefusePage *page = g_object_new (PL_TYPE_REFUSE_PAGE, NULL);
  /* Translators: a child's name. */
  g_autofree char *heading = g_strdup_printf (C_ ("request", "A no for %s"), name);

  page->client = g_object_ref (client);
  page->request = g_object_ref (request);
  pl_heading_set_label (page->heading, heading);
  return PL_SUBPAGE (page);
}
