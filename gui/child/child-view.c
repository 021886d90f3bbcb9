/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/child-view.h"

#include "gui/app/page-stack.h"
#include "gui/app/settings.h"
#include "gui/child/help-page.h"
#include "gui/child/rules-page.h"
#include "gui/child/seen-page.h"
#include "gui/child/side-panel.h"
#include "gui/child/today-page.h"
#include "gui/child/visit-page.h"
#include "gui/widgets/tab-rows.h"
#include "gui/widgets/tell-pill.h"
#include "gui/widgets/top-bar.h"

struct _PlChildView {
  AdwBin parent;
  PlClient *client;
  PlTopBar *bar;
  PlPageStack *pages;
  AdwViewStack *views;
  AdwViewSwitcherTitle *switcher_title;
  GtkWidget *back, *eye, *eye_words, *pill_place, *switcher_bar, *wide, *ruler;
  AdwBin *side, *today_place, *visit_place, *rules_place, *help_place;
  /* NULL before they are first shown: the window comes sooner without them. */
  PlTodayPage *today_page;
  PlVisitPage *visit_page;
  PlRulesPage *rules_page;
  PlHelpPage *help_page;
  PlSidePanel *side_panel;
  gboolean visit, asked; /* asked: whether it is to be longer */
  guint measured, reworded;
};

enum {
  END_VISIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlChildView, pl_child_view, ADW_TYPE_BIN)

/* The header. */

static void
update_header (PlChildView *view)
{
  GtkWidget *page = pl_page_stack_get_page (view->pages);

  gtk_widget_set_visible (view->back, page != NULL);
  gtk_widget_set_visible (view->eye, page == NULL && !view->visit);
  pl_top_bar_set_title (view->bar, page != NULL ? pl_subpage_get_title (PL_SUBPAGE (page)) : "");
  gtk_widget_set_visible (view->switcher_bar,
                          page == NULL &&
                              adw_view_switcher_title_get_title_visible (view->switcher_title));
}

static void
on_eye (PlChildView *view)
{
  pl_page_stack_open (view->pages, GTK_WIDGET (pl_seen_page_new (view->client)));
}

/* From 900 px on there is room for Tell staff and the numbers beside the content. */
static gboolean
set_width (gpointer data)
{
  PlChildView *view = data;
  gboolean wide = adw_squeezer_get_visible_child (ADW_SQUEEZER (view->ruler)) == view->wide;

  gtk_widget_set_visible (GTK_WIDGET (view->side), wide);
  gtk_widget_set_visible (view->pill_place, !wide);
  gtk_widget_set_visible (view->eye_words, wide);
  update_header (view);
  view->measured = 0;
  return G_SOURCE_REMOVE;
}

/* These are told while sizes are being given out: nothing may come or go before that is done. */
static void
on_ruler (PlChildView *view)
{
  if (view->measured == 0)
    view->measured = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, set_width, view, NULL);
}

/* The places. */

static void
make_today_page (PlChildView *view)
{
  const PlToday *today = pl_client_get_today (view->client);

  view->today_page = g_object_new (PL_TYPE_TODAY_PAGE, NULL);
  pl_today_page_set_client (view->today_page, view->client);
  adw_bin_set_child (view->today_place, GTK_WIDGET (view->today_page));
  pl_today_page_show (view->today_page, pl_client_get_state (view->client), today);
}

static void
make_side_panel (PlChildView *view)
{
  view->side_panel = g_object_new (PL_TYPE_SIDE_PANEL, NULL);
  adw_bin_set_child (view->side, GTK_WIDGET (view->side_panel));
  pl_side_panel_show (view->side_panel, pl_client_get_today (view->client));
}

static void
make_rules_page (PlChildView *view)
{
  view->rules_page = g_object_new (PL_TYPE_RULES_PAGE, NULL);
  pl_rules_page_set_client (view->rules_page, view->client);
  adw_bin_set_child (view->rules_place, GTK_WIDGET (view->rules_page));
}

static void
make_help_page (PlChildView *view)
{
  view->help_page = g_object_new (PL_TYPE_HELP_PAGE, NULL);
  adw_bin_set_child (view->help_place, GTK_WIDGET (view->help_page));
  pl_help_page_show (view->help_page, pl_client_get_today (view->client));
}

static void
on_end (PlChildView *view)
{
  g_signal_emit (view, signals[END_VISIT], 0);
}

static void
make_visit_page (PlChildView *view)
{
  view->visit_page = g_object_new (PL_TYPE_VISIT_PAGE, NULL);
  pl_visit_page_set_client (view->visit_page, view->client);
  g_signal_connect_object (view->visit_page, "end", G_CALLBACK (on_end), view, G_CONNECT_SWAPPED);
  adw_bin_set_child (view->visit_place, GTK_WIDGET (view->visit_page));
  pl_visit_page_set_asked (view->visit_page, view->asked);
  pl_visit_page_show (view->visit_page, pl_client_get_today (view->client));
}

static void
on_today_place (PlChildView *view)
{
  if (view->today_page == NULL)
    make_today_page (view);
}

static void
on_side (PlChildView *view)
{
  if (view->side_panel == NULL)
    make_side_panel (view);
}

static void
on_rules_place (PlChildView *view)
{
  if (view->rules_page == NULL)
    make_rules_page (view);
}

static void
on_help_place (PlChildView *view)
{
  if (view->help_page == NULL)
    make_help_page (view);
}

/*
 * In other words (L6): what has been made is made again. A page that is open over it stays, since something may be typed
 * there, and Tell staff changes when it is opened.
 */
static gboolean
reword (gpointer data)
{
  PlChildView *view = data;
  gboolean chose =
      view->help_page != NULL && gtk_widget_get_focus_child (GTK_WIDGET (view->help_place)) != NULL;

  view->reworded = 0;
  if (view->today_page != NULL)
    make_today_page (view);
  if (view->side_panel != NULL)
    make_side_panel (view);
  if (view->visit_page != NULL)
    make_visit_page (view);
  if (view->rules_page != NULL)
    make_rules_page (view);
  if (view->help_page != NULL)
    make_help_page (view);
  if (chose)
    pl_help_page_focus_easy (view->help_page);
  return G_SOURCE_REMOVE;
}

/* The switch that was pressed is on one of these pages. */
static void
on_easy_read (PlChildView *view)
{
  if (view->reworded == 0)
    view->reworded = g_idle_add (reword, view);
}

/* What the agent says. */

static void
on_moved (PlChildView *view)
{
  if (view->today_page != NULL)
    pl_today_page_move (view->today_page, pl_client_get_today (view->client));
}

static void
on_client (PlChildView *view)
{
  PlClientState state = pl_client_get_state (view->client);
  const PlToday *today = pl_client_get_today (view->client);

  if (view->today_page != NULL)
    pl_today_page_show (view->today_page, state, today);
  if (view->side_panel != NULL)
    pl_side_panel_show (view->side_panel, today);
  if (view->visit_page != NULL)
    pl_visit_page_show (view->visit_page, today);
  if (view->help_page != NULL)
    pl_help_page_show (view->help_page, today);
}

static AdwViewStackPage *
view_of (PlChildView *view, AdwBin *place)
{
  return adw_view_stack_get_page (view->views, GTK_WIDGET (place));
}

void
pl_child_view_set_visit (PlChildView *view, gboolean visit)
{
  AdwBin *shown = visit ? view->visit_place : view->today_place;
  AdwBin *other = visit ? view->today_place : view->visit_place;

  view->visit = visit;
  if (visit && view->visit_page == NULL)
    make_visit_page (view);
  adw_view_stack_page_set_visible (view_of (view, shown), TRUE);
  adw_view_stack_set_visible_child (view->views, GTK_WIDGET (shown));
  adw_view_stack_page_set_visible (view_of (view, other), FALSE);
  update_header (view);
}

void
pl_child_view_set_asked (PlChildView *view, gboolean asked)
{
  view->asked = asked;
  if (view->visit_page == NULL)
    return;
  pl_visit_page_set_asked (view->visit_page, asked);
  pl_visit_page_show (view->visit_page, pl_client_get_today (view->client));
}

void
pl_child_view_end_visit (PlChildView *view)
{
  pl_visit_page_end (view->visit_page);
}

void
pl_child_view_open (PlChildView *view, PlSubpage *page)
{
  pl_page_stack_open (view->pages, GTK_WIDGET (page));
}

void
pl_child_view_back (PlChildView *view)
{
  pl_page_stack_leave (view->pages);
}

void
pl_child_view_set_client (PlChildView *view, PlClient *client)
{
  view->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (on_client), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::today", G_CALLBACK (on_client), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "moved", G_CALLBACK (on_moved), view, G_CONNECT_SWAPPED);
}

static void
pl_child_view_dispose (GObject *object)
{
  PlChildView *view = PL_CHILD_VIEW (object);

  g_clear_handle_id (&view->measured, g_source_remove);
  g_clear_handle_id (&view->reworded, g_source_remove);
  g_clear_object (&view->client);
  G_OBJECT_CLASS (pl_child_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PlChildView, bar);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, pages);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, views);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, back);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, eye);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, eye_words);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, side);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, pill_place);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, ruler);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, wide);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, today_place);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, visit_place);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, rules_place);
  gtk_widget_class_bind_template_child (widget_class, PlChildView, help_place);
}

static void
pl_child_view_class_init (PlChildViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_child_view_dispose;
  g_type_ensure (PL_TYPE_PAGE_STACK);
  g_type_ensure (PL_TYPE_TELL_PILL);
  g_type_ensure (PL_TYPE_TAB_ROWS);
  g_type_ensure (PL_TYPE_TOP_BAR);
  signals[END_VISIT] = g_signal_new ("end-visit", PL_TYPE_CHILD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/child-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_today_place);
  gtk_widget_class_bind_template_callback (widget_class, on_side);
  gtk_widget_class_bind_template_callback (widget_class, on_rules_place);
  gtk_widget_class_bind_template_callback (widget_class, on_help_place);
  gtk_widget_class_bind_template_callback (widget_class, on_eye);
  gtk_widget_class_bind_template_callback (widget_class, on_ruler);
  gtk_widget_class_bind_template_callback (widget_class, update_header);
}

static void
pl_child_view_init (PlChildView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
  set_width (view);
  g_signal_connect_object (pl_settings_get (), "notify::easy-read", G_CALLBACK (on_easy_read), view,
                           G_CONNECT_SWAPPED);
}
