/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/visit-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/child/day-words.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/number-list.h"

struct _PlVisitPage {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkLabel *until, *back, *why;
  PlNumberList *numbers;
  GtkWidget *stay, *end, *problem;
  gboolean asked; /* elsewhere, whether to stay */
};

enum {
  END,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlVisitPage, pl_visit_page, ADW_TYPE_BIN)

static void
pl_visit_page_dispose (GObject *object)
{
  PlVisitPage *page = PL_VISIT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_visit_page_parent_class)->dispose (object);
}

/* Where it ends the session goes, and the app with it; where it goes on the agent says until when. */
static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlVisitPage *page = data;
  gtk_widget_set_sensitive (page->stay, TRUE);
  gtk_widget_set_sensitive (page->end, TRUE);
  gtk_widget_set_visible (page->problem, reply == NULL);
}

void
pl_visit_page_end (PlVisitPage *page)
{
  gtk_widget_set_sensitive (page->end, FALSE);
  pl_client_call (page->client, "EndVisit", NULL, page->cancellable, on_done, page);
}

static void
on_stay (PlVisitPage *page)
{
  gtk_widget_set_sensitive (page->stay, FALSE);
  pl_client_call (page->client, "ExtendVisit", NULL, page->cancellable, on_done, page);
}

static void
on_end (PlVisitPage *page)
{
  g_signal_emit (page, signals[END], 0);
}

static void
pl_visit_page_class_init (PlVisitPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_visit_page_dispose;
  signals[END] = g_signal_new ("end", PL_TYPE_VISIT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  g_type_ensure (PL_TYPE_HEADING);
  g_type_ensure (PL_TYPE_NUMBER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/visit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlVisitPage, until);
  gtk_widget_class_bind_template_child (widget_class, PlVisitPage, back);
  gtk_widget_class_bind_template_child (widget_class, PlVisitPage, why);
  gtk_widget_class_bind_template_child (widget_class, PlVisitPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, PlVisitPage, stay);
  gtk_widget_class_bind_template_child (widget_class, PlVisitPage, end);
  gtk_widget_class_bind_template_child (widget_class, PlVisitPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_stay);
  gtk_widget_class_bind_template_callback (widget_class, on_end);
}

static void
pl_visit_page_init (PlVisitPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

void
pl_visit_page_set_client (PlVisitPage *page, PlClient *client)
{
  g_set_object (&page->client, client);
}

void
pl_visit_page_set_asked (PlVisitPage *page, gboolean asked)
{
  page->asked = asked;
}

/* words: transfer full, nullable. */
static void
show_words (GtkLabel *label, char *words)
{
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  gtk_label_set_label (label, words != NULL ? words : "");
  g_free (words);
}

static char *
until_words (const PlToday *today)
{
  if (today == NULL || today->visit < 0)
    return g_strdup (C_ ("visit", "It lasts 15 minutes"));
  g_autoptr (GDateTime) local = pl_today_local (today, today->visit);
  g_autofree char *time = pl_words_time (local);
  /* Translators: %s is a time of day: "9:55 pm". Keep <b> and </b> around it. */
  return g_markup_printf_escaped (C_ ("visit", "It lasts until <b>%s</b>"), time);
}

void
pl_visit_page_show (PlVisitPage *page, const PlToday *today)
{
  gboolean off = today != NULL && !today->online;

  show_words (page->until, until_words (today));
  show_words (page->back, off ? pl_words_now (today) : NULL);
  show_words (page->why, off ? pl_words_why (today) : NULL);
  pl_number_list_show (page->numbers, today);
  gtk_widget_set_visible (page->stay, today != NULL && today->visit >= 0 && !page->asked);
  gtk_widget_set_visible (page->end, today != NULL && today->visit >= 0);
}
