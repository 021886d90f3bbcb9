/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/seen-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/app/time-words.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"

#define CONSENTS 20

struct _PlSeenPage {
  PlSubpage parent;
  GCancellable *cancellable;
  GtkLabel *kept, *consent;
};

G_DEFINE_FINAL_TYPE (PlSeenPage, pl_seen_page, PL_TYPE_SUBPAGE)

static void
pl_seen_page_dispose (GObject *object)
{
  PlSeenPage *page = PL_SEEN_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  G_OBJECT_CLASS (pl_seen_page_parent_class)->dispose (object);
}

static void
pl_seen_page_class_init (PlSeenPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_seen_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/seen-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSeenPage, kept);
  gtk_widget_class_bind_template_child (widget_class, PlSeenPage, consent);
}

static void
pl_seen_page_init (PlSeenPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

static void
show_kept (PlSeenPage *page, const PlToday *today)
{
  int days = today != NULL ? (int)today->kept_days : 0;
  g_autofree char *words =
      g_strdup_printf (ngettext ("Minutes and blocked sites are deleted after %d day.",
                                 "Minutes and blocked sites are deleted after %d days.", days),
                       days);

  gtk_label_set_label (page->kept, words);
  gtk_widget_set_visible (GTK_WIDGET (page->kept), days > 0);
}

/* Who agreed in writing that this is recorded, before it was (H4). */
static void
show_consent (PlSeenPage *page, PlRecord *consent)
{
  g_autofree char *given =
      consent != NULL ? pl_words_date (pl_record_text (consent, "given")) : NULL;

  if (given == NULL) {
    pl_label_say (page->consent, C_ ("seen", "Who placed you here has not agreed to this in "
                                             "writing yet. You can ask staff about it."));
    return;
  }
  g_autofree char *words = g_strdup_printf (
      /* Translators: the authority that placed the child in the home, and a date. */
      C_ ("seen", "%1$s agreed to this in writing on %2$s. You can ask staff to see it."),
      pl_record_text (consent, "authority"), given);
  pl_label_say (page->consent, words);
}

/* The newest that was not withdrawn. */
static void
on_consents (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  g_autoptr (PlRecord) standing = NULL;

  if (reply == NULL)
    return;
  PlSeenPage *page = data;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; standing == NULL && i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) consent = pl_record_new (fields);
    if (pl_record_number (consent, "closed") == 0)
      standing = g_steal_pointer (&consent);
  }
  show_consent (page, standing);
}

PlSubpage *
pl_seen_page_new (PlClient *client)
{
  PlSeenPage *page = g_object_new (PL_TYPE_SEEN_PAGE, NULL);

  show_kept (page, pl_client_get_today (client));
  gtk_widget_set_visible (GTK_WIDGET (page->consent), FALSE);
  pl_client_call (client, "ListRecords", g_variant_new ("(sxu)", "consent", (gint64)0, CONSENTS),
                  page->cancellable, on_consents, page);
  return PL_SUBPAGE (page);
}
