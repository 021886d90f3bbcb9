/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/rules-text-page.h"

#include <glib/gi18n.h>

#include "gui/staff/refusal.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "policy/error.h"

#define FILE "rules.conf"

struct _PlRulesTextPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkTextView *text;
  GtkEditable *reason;
  GtkLabel *problem, *saved;
  GtkWidget *save;
  gint64 version;
};

G_DEFINE_FINAL_TYPE (PlRulesTextPage, pl_rules_text_page, PL_TYPE_SUBPAGE)

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  const char *text;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRulesTextPage *page = data;
  if (reply == NULL) {
    pl_label_say (page->problem, error->message);
    return;
  }
  g_variant_get (reply, "(x&s)", &page->version, &text);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (page->text), text, -1);
  gtk_widget_set_sensitive (page->save, TRUE);
}

static void
read_file (PlRulesTextPage *page)
{
  pl_client_call_staff (page->client, "Home", "Get", g_variant_new ("(s)", FILE), page->cancellable,
                        on_file, page);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRulesTextPage *page = data;
  gtk_widget_set_sensitive (page->save, TRUE);
  if (reply == NULL) {
    /* What was typed stays: where somebody else was faster, it can be copied before the page is opened anew. */
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  g_variant_get (reply, "(x)", &page->version);
  gtk_editable_set_text (page->reason, "");
  pl_label_say (page->saved, C_ ("home", "Saved. Children read the new rules from now on."));
}

static void
on_save (PlRulesTextPage *page)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (page->text);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  pl_label_say (page->problem, "");
  pl_label_say (page->saved, "");
  if (*gtk_editable_get_text (page->reason) == '\0') {
    pl_label_say (page->problem, C_ ("home", "Say why: it is on record."));
    return;
  }
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_client_call_staff (page->client, "Home", "Set",
                        g_variant_new ("(sxsss)", FILE, page->version, text,
                                       gtk_editable_get_text (page->reason), ""),
                        page->cancellable, on_set, page);
}

static void
pl_rules_text_page_dispose (GObject *object)
{
  PlRulesTextPage *page = PL_RULES_TEXT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_rules_text_page_parent_class)->dispose (object);
}

static void
pl_rules_text_page_class_init (PlRulesTextPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_rules_text_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/rules-text-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRulesTextPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlRulesTextPage, text);
  gtk_widget_class_bind_template_child (widget_class, PlRulesTextPage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlRulesTextPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlRulesTextPage, saved);
  gtk_widget_class_bind_template_child (widget_class, PlRulesTextPage, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
pl_rules_text_page_init (PlRulesTextPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (page->save, FALSE);
}

PlSubpage *
pl_rules_text_page_new (PlClient *client)
{
  PlRulesTextPage *page = g_object_new (PL_TYPE_RULES_TEXT_PAGE, NULL);

  page->client = g_object_ref (client);
  read_file (page);
  return PL_SUBPAGE (page);
}
