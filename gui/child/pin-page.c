/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/pin-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/wipe.h"
#include "gui/child/pin.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "policy/care/reader-key.h"
#include "policy/error.h"

struct _PlPinPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkEditable *old, *once, *again;
  PlHeading *heading;
  GtkLabel *problem;
  GtkWidget *form, *before, *done, *set; /* before: what is asked where there is a PIN */
};

G_DEFINE_FINAL_TYPE (PlPinPage, pl_pin_page, PL_TYPE_SUBPAGE)

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = pl_pin_set_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlPinPage *page = data;
  gtk_widget_set_sensitive (page->set, TRUE);
  if (!done) {
    pl_label_say (page->problem,
                  g_error_matches (error, PL_ERROR, PL_ERROR_DENIED)
                      ? C_ ("pin", "That is not the old PIN. Please type it again.")
                      : C_ ("pin", "The PIN could not be set. Please try again later."));
    return;
  }
  pl_wipe_entry (page->old);
  pl_wipe_entry (page->once);
  pl_wipe_entry (page->again);
  gtk_widget_set_visible (page->form, FALSE);
  gtk_widget_set_visible (page->done, TRUE);
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
on_set (PlPinPage *page)
{
  const char *pin = gtk_editable_get_text (page->once);
  const PlToday *today = pl_client_get_today (page->client);

  if (strlen (pin) < PL_PIN_MIN)
    pl_label_say (page->problem, C_ ("pin", "Please use 6 or more letters or numbers."));
  else if (!g_str_equal (pin, gtk_editable_get_text (page->again)))
    pl_label_say (page->problem, C_ ("pin", "The two are not the same. Please type them again."));
  else {
    pl_label_say (page->problem, "");
    gtk_widget_set_sensitive (page->set, FALSE);
    pl_pin_set (page->client, today != NULL ? today->name : "",
                gtk_widget_get_visible (page->before) ? gtk_editable_get_text (page->old) : NULL,
                pin, page->cancellable, on_done, page);
  }
}

static void
pl_pin_page_dispose (GObject *object)
{
  PlPinPage *page = PL_PIN_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_pin_page_parent_class)->dispose (object);
}

static void
pl_pin_page_class_init (PlPinPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_pin_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/pin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, once);
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, old);
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, before);
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, again);
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, form);
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, done);
  gtk_widget_class_bind_template_child (widget_class, PlPinPage, set);
  gtk_widget_class_bind_template_callback (widget_class, on_set);
}

static void
pl_pin_page_init (PlPinPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_pin_page_new (PlClient *client, gboolean has_pin)
{
  PlPinPage *page = g_object_new (PL_TYPE_PIN_PAGE, NULL);

  page->client = g_object_ref (client);
  gtk_widget_set_visible (page->before, has_pin);
  if (has_pin) {
    g_object_set (page, "title", C_ ("concerns", "Change the PIN"), NULL);
    pl_heading_set_label (page->heading, C_ ("concerns", "Change the PIN"));
  }
  return PL_SUBPAGE (page);
}
