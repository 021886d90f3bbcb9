/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/concerns-page.h"

#include <glib/gi18n.h>

#include "gui/app/concern-list.h"
#include "gui/child/concern-page.h"
#include "gui/child/day-words.h"
#include "gui/child/pin-page.h"
#include "gui/child/receipt-words.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/row-name.h"

struct _PlConcernsPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GListStore *concerns; /* of PlRecord */
  gboolean has_pin;
  PlAgentView *view;
  GtkListBox *list;
  GtkLabel *password, *reset;
  AdwPreferencesRow *pin;
};

G_DEFINE_FINAL_TYPE (PlConcernsPage, pl_concerns_page, PL_TYPE_SUBPAGE)

static void
on_pin (PlConcernsPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_pin_page_new (page->client, page->has_pin));
}

static GtkWidget *
concern_row (gpointer item, gpointer data)
{
  PlConcernsPage *page = data;
  const PlToday *today = pl_client_get_today (page->client);
  /* Of one day there may be several. */
  g_autofree char *when =
      today != NULL ? pl_words_moment (today, pl_record_number (item, "filed")) : NULL;
  g_autofree char *state = pl_receipt_step (item, today, pl_receipt_state (item));
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", when != NULL ? when : "",
                    "subtitle", state, "subtitle-lines", 0, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("porchlight-next-symbolic"));
  return GTK_WIDGET (row);
}

static void
on_row (PlConcernsPage *page, GtkListBoxRow *row)
{
  g_autoptr (PlRecord) receipt = g_list_model_get_item (G_LIST_MODEL (page->concerns),
                                                        (guint)gtk_list_box_row_get_index (row));

  pl_subpage_open (GTK_WIDGET (page), pl_concern_page_new (page->client, receipt, page->has_pin));
}

/* A reset of the child's password is shown to the child: who reset it could have looked. */
static void
show_password (PlConcernsPage *page, PlRecord *about)
{
  const PlToday *today = pl_client_get_today (page->client);
  gint64 changed = pl_record_number (about, "password-changed");
  g_autofree char *day = today != NULL && changed > 0 ? pl_words_day (today, changed) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (page->password), day != NULL);
  if (day == NULL)
    return;
  g_autofree char *words = g_strdup_printf (
      /* Translators: %s is a date. */
      C_ ("concerns", "The password of your account was last set on %s. If that was not you, tell "
                      "an adult you trust."),
      day);
  gtk_label_set_label (page->password, words);
}

/* So is a PIN that staff took away. */
static void
show_reset (PlConcernsPage *page, PlRecord *about)
{
  const PlToday *today = pl_client_get_today (page->client);
  gint64 reset = pl_record_number (about, "pin-reset");
  g_autofree char *day = today != NULL && reset > 0 ? pl_words_day (today, reset) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (page->reset), day != NULL);
  if (day == NULL)
    return;
  g_autofree char *words = g_strdup_printf (
      /* Translators: a date, and the name of a member of staff. */
      C_ ("concerns", "Your PIN was taken away on %s, by %s. If you did not ask for that, tell an "
                      "adult you trust."),
      day, pl_record_text (about, "pin-reset-by"));
  gtk_label_set_label (page->reset, words);
}

static void
on_concerns (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_list_concerns_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlConcernsPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 1);
  g_autoptr (PlRecord) about = pl_record_new (fields);
  page->has_pin = pl_record_flag (about, "pin");
  pl_records_fill (page->concerns, rows);
  pl_row_names_tell_apart (page->list);
  if (page->has_pin)
    adw_preferences_row_set_title (page->pin, C_ ("concerns", "Change the PIN"));
  show_password (page, about);
  show_reset (page, about);
  pl_agent_view_show_content (page->view);
}

/* Read anew whenever it is shown: a PIN may have been set meanwhile. */
static void
read_concerns (PlConcernsPage *page)
{
  pl_client_list_own_concerns (page->client, page->cancellable, on_concerns, page);
}

static void
pl_concerns_page_dispose (GObject *object)
{
  PlConcernsPage *page = PL_CONCERNS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->concerns);
  G_OBJECT_CLASS (pl_concerns_page_parent_class)->dispose (object);
}

static void
pl_concerns_page_class_init (PlConcernsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_concerns_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/concerns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlConcernsPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsPage, password);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsPage, reset);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsPage, pin);
  gtk_widget_class_bind_template_callback (widget_class, on_pin);
}

static void
pl_concerns_page_init (PlConcernsPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->concerns = g_list_store_new (PL_TYPE_RECORD);
  gtk_list_box_bind_model (page->list, G_LIST_MODEL (page->concerns), concern_row, page, NULL);
  g_signal_connect_object (page->list, "row-activated", G_CALLBACK (on_row), page,
                           G_CONNECT_SWAPPED);
}

PlSubpage *
pl_concerns_page_new (PlClient *client)
{
  PlConcernsPage *page = g_object_new (PL_TYPE_CONCERNS_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_concerns), page);
  g_signal_connect (page, "map", G_CALLBACK (read_concerns), NULL);
  return PL_SUBPAGE (page);
}
