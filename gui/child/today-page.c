/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/today-page.h"

#include <glib/gi18n.h>

#include "gui/child/day-words.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/day-strip.h"

struct _PlTodayPage {
  AdwBin parent;
  PlClient *client;
  PlAgentView *view;
  GtkLabel *hello, *now, *why, *hours;
  GtkWidget *still;
  PlDayStrip *strip;
};

G_DEFINE_FINAL_TYPE (PlTodayPage, pl_today_page, ADW_TYPE_BIN)

static void
pl_today_page_dispose (GObject *object)
{
  PlTodayPage *page = PL_TODAY_PAGE (object);

  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_today_page_parent_class)->dispose (object);
}

static void
pl_today_page_class_init (PlTodayPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_today_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_DAY_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, hello);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, now);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, why);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, hours);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, still);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, strip);
}

static void
pl_today_page_init (PlTodayPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}

void
pl_today_page_set_client (PlTodayPage *page, PlClient *client)
{
  g_set_object (&page->client, client);
}

/* words: transfer full, nullable. */
static void
show_words (GtkLabel *label, char *words)
{
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  gtk_label_set_label (label, words != NULL ? words : "");
  g_free (words);
}

static void
show_today (PlTodayPage *page, const PlToday *today)
{
  g_autofree char *hours = pl_words_hours (today);

  /* Translators: %s is the child's first name. */
  show_words (page->hello, g_strdup_printf (C_ ("today", "Hi %s"), today->name));
  show_words (page->now, pl_words_now (today));
  show_words (page->why, pl_words_why (today));
  pl_day_strip_set_today (page->strip, today, hours);
  gtk_label_set_label (page->hours, hours);
  gtk_widget_set_visible (page->still, !today->online);
}

void
pl_today_page_show (PlTodayPage *page, PlClientState state, const PlToday *today)
{
  if (today != NULL)
    show_today (page, today);
  pl_agent_view_show_state (page->view, state);
}
