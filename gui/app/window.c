/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/window.h"

#include <glib/gi18n.h>

#include "gui/app/page-stack.h"
#include "gui/app/settings.h"
#include "gui/app/unseen.h"
#include "gui/child/concerns-page.h"
#include "gui/child/help-page.h"
#include "gui/child/rules-page.h"
#include "gui/child/seen-page.h"
#include "gui/child/side-panel.h"
#include "gui/child/tell-view.h"
#include "gui/child/today-page.h"
#include "gui/child/visit-ending.h"
#include "gui/child/visit-page.h"
#include "gui/staff/staff-view.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/tell-pill.h"

/* The mark of now moves so often while the window is in use. */
#define REFRESH_S 60

struct _PlWindow {
  AdwApplicationWindow parent;
  PlClient *client;
  GtkBox *whole;
  GtkStack *places, *titles;
  PlPageStack *pages;
  AdwViewStack *views;
  AdwViewSwitcherTitle *switcher_title;
  GtkLabel *page_title;
  GtkButton *back, *eye;
  AdwBin *side;
  GtkWidget *eye_words, *pill_place, *switcher_bar, *wide, *ruler;
  AdwBin *today_place, *visit_place, *rules_place, *help_place;
  /* NULL before they are first shown: the window comes sooner without them. */
  PlTodayPage *today_page;
  PlVisitPage *visit_page;
  PlRulesPage *rules_page;
  PlHelpPage *help_page;
  PlSidePanel *side_panel;
  /* NULL before they are first asked for: the window comes sooner without them. */
  PlTellView *tell_view;
  PlStaffView *staff_view;
  PlVisitEnding *ending; /* NULL before a visit, or the end of a session */
  GtkWidget *unhide;
  gboolean visit; /* this is a help visit (T11) */
  guint refresh, measured, reworded;
};

G_DEFINE_FINAL_TYPE (PlWindow, pl_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_header (PlWindow *window)
{
  PlSubpage *page = pl_page_stack_get_page (window->pages);

  gtk_widget_set_visible (GTK_WIDGET (window->back), page != NULL);
  gtk_widget_set_visible (GTK_WIDGET (window->eye), page == NULL && !window->visit);
  if (page != NULL)
    gtk_label_set_label (window->page_title, pl_subpage_get_title (page));
  gtk_stack_set_visible_child_name (window->titles, page != NULL ? "page" : "views");
  gtk_widget_set_visible (window->switcher_bar,
                          page == NULL &&
                              adw_view_switcher_title_get_title_visible (window->switcher_title));
}

static void
on_eye (PlWindow *window)
{
  pl_page_stack_open (window->pages, pl_seen_page_new (window->client));
}

/* From 900 px on there is room for Tell staff and the numbers beside the content. */
static gboolean
set_width (gpointer data)
{
  PlWindow *window = data;
  gboolean wide = adw_squeezer_get_visible_child (ADW_SQUEEZER (window->ruler)) == window->wide;

  gtk_widget_set_visible (GTK_WIDGET (window->side), wide);
  gtk_widget_set_visible (window->pill_place, !wide);
  gtk_widget_set_visible (window->eye_words, wide);
  update_header (window);
  window->measured = 0;
  return G_SOURCE_REMOVE;
}

/* These are told while sizes are being given out: nothing may come or go before that is done. */
static void
on_ruler (PlWindow *window)
{
  if (window->measured == 0)
    window->measured = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, set_width, window, NULL);
}

static gboolean
is_at (PlWindow *window, const char *place)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (window->places), place) == 0;
}

static void
make_today_page (PlWindow *window)
{
  const PlToday *today = pl_client_get_today (window->client);

  window->today_page = g_object_new (PL_TYPE_TODAY_PAGE, NULL);
  pl_today_page_set_client (window->today_page, window->client);
  adw_bin_set_child (window->today_place, GTK_WIDGET (window->today_page));
  window->side_panel = g_object_new (PL_TYPE_SIDE_PANEL, NULL);
  adw_bin_set_child (window->side, GTK_WIDGET (window->side_panel));
  pl_today_page_show (window->today_page, pl_client_get_state (window->client), today);
  pl_side_panel_show (window->side_panel, today);
}

static void
make_rules_page (PlWindow *window)
{
  if (window->rules_page != NULL)
    return;
  window->rules_page = g_object_new (PL_TYPE_RULES_PAGE, NULL);
  pl_rules_page_set_client (window->rules_page, window->client);
  adw_bin_set_child (window->rules_place, GTK_WIDGET (window->rules_page));
}

static void
make_help_page (PlWindow *window)
{
  if (window->help_page != NULL)
    return;
  window->help_page = g_object_new (PL_TYPE_HELP_PAGE, NULL);
  adw_bin_set_child (window->help_place, GTK_WIDGET (window->help_page));
  pl_help_page_show (window->help_page, pl_client_get_today (window->client));
}

static void
make_staff_view (PlWindow *window)
{
  pl_agent_view_speak_to_staff ();
  window->staff_view = g_object_new (PL_TYPE_STAFF_VIEW, NULL);
  pl_staff_view_set_client (window->staff_view, window->client);
  gtk_stack_add_named (window->places, GTK_WIDGET (window->staff_view), "staff");
}

/* A person does not change while the window is open: staff stay there while the agent is away. */
static void
show_home (PlWindow *window)
{
  PlClientState state = pl_client_get_state (window->client);

  if (state == PL_CLIENT_STAFF && window->staff_view == NULL)
    make_staff_view (window);
  gboolean staff = window->staff_view != NULL && state != PL_CLIENT_CHILD;
  if (!staff && window->today_page == NULL)
    make_today_page (window);
  gtk_stack_set_visible_child_name (window->places, staff ? "staff" : "home");
}

static void
on_before (PlWindow *window)
{
  show_home (window);
  pl_page_stack_open (window->pages, pl_concerns_page_new (window->client));
}

/* Before the agent has answered, what it said to PAM counts. */
static gboolean
is_visit (PlWindow *window)
{
  const PlToday *today = pl_client_get_today (window->client);

  if (pl_client_get_state (window->client) == PL_CLIENT_STAFF)
    return FALSE;
  return today != NULL ? today->visit >= 0
                       : g_strcmp0 (g_getenv ("PORCHLIGHT_SESSION"), "help-visit") == 0;
}

/* A visit's window stays until the visit ends. With the agent away nothing ends it, and nobody is kept in. */
static gboolean
stays (PlWindow *window)
{
  return window->visit && pl_client_get_state (window->client) == PL_CLIENT_CHILD;
}

static void
on_end_answer (AdwMessageDialog *dialog, const char *response, PlWindow *window)
{
  if (g_str_equal (response, "end"))
    pl_visit_page_end (window->visit_page);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.tell", NULL);
}

/* A draft is in memory only: what would be lost is said before it is. */
static void
ask_before_end (PlWindow *window)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (window), C_ ("visit", "End it without sending?"),
                              C_ ("visit", "You wrote something in Tell staff and have not sent "
                                           "it. It is gone when you end the visit."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back",
                                    C_ ("visit", "Go back to it"), "end",
                                    C_ ("visit", "End the visit"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "back");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_end_answer), window, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
has_unsent (gpointer data)
{
  PlWindow *window = data;

  return window->tell_view != NULL && pl_tell_view_has_draft (window->tell_view);
}

static void
on_visit_end (PlWindow *window)
{
  if (has_unsent (window))
    ask_before_end (window);
  else
    pl_visit_page_end (window->visit_page);
}

static void
make_visit_page (PlWindow *window)
{
  window->visit_page = g_object_new (PL_TYPE_VISIT_PAGE, NULL);
  pl_visit_page_set_client (window->visit_page, window->client);
  g_signal_connect_object (window->visit_page, "end", G_CALLBACK (on_visit_end), window,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (window->visit_place, GTK_WIDGET (window->visit_page));
}

static void
on_send_soon (PlWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.tell", NULL);
  pl_tell_view_send_soon (window->tell_view);
}

static void
make_ending (PlWindow *window)
{
  if (window->ending != NULL)
    return;
  window->ending = PL_VISIT_ENDING (
      pl_visit_ending_new (window->client, GTK_WIDGET (window), has_unsent, window));
  g_signal_connect_object (window->ending, "send", G_CALLBACK (on_send_soon), window,
                           G_CONNECT_SWAPPED);
  gtk_box_append (window->whole, GTK_WIDGET (window->ending));
}

/* Those that make a window small or large. */
static void
show_buttons (PlWindow *window, gboolean show)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (window));

  if (show)
    gtk_settings_reset_property (settings, "gtk-decoration-layout");
  else
    g_object_set (settings, "gtk-decoration-layout", ":", NULL);
}

/* Full screen, with Rules, Help and Tell staff; only the end of the visit leaves it. */
static void
set_visit (PlWindow *window, gboolean visit)
{
  GtkWidget *today = GTK_WIDGET (window->today_place), *place = GTK_WIDGET (window->visit_place);

  window->visit = visit;
  make_ending (window);
  adw_view_stack_page_set_visible (adw_view_stack_get_page (window->views, visit ? place : today),
                                   TRUE);
  adw_view_stack_set_visible_child (window->views, visit ? place : today);
  adw_view_stack_page_set_visible (adw_view_stack_get_page (window->views, visit ? today : place),
                                   FALSE);
  show_buttons (window, !visit);
  (visit ? gtk_window_fullscreen : gtk_window_unfullscreen) (GTK_WINDOW (window));
  update_header (window);
}

static void
show_visit (PlWindow *window)
{
  gboolean visit = is_visit (window);

  if (visit && window->visit_page == NULL)
    make_visit_page (window);
  if (visit != window->visit)
    set_visit (window, visit);
  gtk_window_set_deletable (GTK_WINDOW (window), !stays (window));
  if (visit)
    pl_visit_page_show (window->visit_page, pl_client_get_today (window->client));
}

/*
 * In other words (L6): what has been made is made again. A page that is open over it stays, since something may be typed
 * there, and Tell staff changes when it is opened.
 */
static gboolean
reword (gpointer data)
{
  PlWindow *window = data;
  gboolean chose = window->help_page != NULL &&
                   gtk_widget_get_focus_child (GTK_WIDGET (window->help_place)) != NULL;

  window->reworded = 0;
  if (window->today_page != NULL)
    make_today_page (window);
  if (window->visit_page != NULL)
    make_visit_page (window);
  if (g_steal_pointer (&window->rules_page) != NULL)
    make_rules_page (window);
  if (g_steal_pointer (&window->help_page) != NULL)
    make_help_page (window);
  if (chose)
    pl_help_page_focus_easy (window->help_page);
  show_visit (window);
  return G_SOURCE_REMOVE;
}

/* The switch that was pressed is on one of these pages. */
static void
on_easy_read (PlWindow *window)
{
  if (window->reworded == 0)
    window->reworded = g_idle_add (reword, window);
}

static void
on_moved (PlWindow *window)
{
  if (window->today_page != NULL)
    pl_today_page_move (window->today_page, pl_client_get_today (window->client));
}

static void
on_client (PlWindow *window)
{
  PlClientState state = pl_client_get_state (window->client);
  const PlToday *today = pl_client_get_today (window->client);

  /* Somebody who is telling goes on, whatever becomes of the agent. */
  if (is_at (window, "home") || is_at (window, "staff"))
    show_home (window);
  if (today != NULL)
    pl_settings_take_profile (pl_settings_get (), today);
  show_visit (window);
  if (window->today_page != NULL) {
    pl_today_page_show (window->today_page, state, today);
    pl_side_panel_show (window->side_panel, today);
  }
  if (window->help_page != NULL)
    pl_help_page_show (window->help_page, today);
}

static gboolean
on_refresh (gpointer data)
{
  pl_client_pass (PL_WINDOW (data)->client, REFRESH_S);
  return G_SOURCE_CONTINUE;
}

static void
on_active (PlWindow *window)
{
  g_clear_handle_id (&window->refresh, g_source_remove);
  if (!gtk_window_is_active (GTK_WINDOW (window)))
    return;
  pl_client_refresh (window->client);
  pl_client_note_seen (window->client);
  window->refresh = g_timeout_add_seconds (REFRESH_S, on_refresh, window);
}

static void
pl_window_dispose (GObject *object)
{
  PlWindow *window = PL_WINDOW (object);

  g_clear_handle_id (&window->refresh, g_source_remove);
  g_clear_handle_id (&window->measured, g_source_remove);
  g_clear_handle_id (&window->reworded, g_source_remove);
  if (window->client != NULL)
    g_signal_handlers_disconnect_by_data (window->client, window);
  g_clear_object (&window->client);
  G_OBJECT_CLASS (pl_window_parent_class)->dispose (object);
}

/* A window that is closed half way is only put away: what was typed is there when it is opened again. */
static gboolean
on_close_request (GtkWindow *gtk_window)
{
  PlWindow *window = PL_WINDOW (gtk_window);

  if (stays (window))
    return TRUE;
  if (has_unsent (window)) {
    gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
    return TRUE;
  }
  return GTK_WINDOW_CLASS (pl_window_parent_class)->close_request (gtk_window);
}

static void on_back_action (GtkWidget *widget, const char *action, GVariant *parameter);
static void on_tell_action (GtkWidget *widget, const char *action, GVariant *parameter);
static void on_hide_action (GtkWidget *widget, const char *action, GVariant *parameter);

static void
pl_window_class_init (PlWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = on_close_request;
  /* Of the class, not of the window's action map: GTK offers that on the session's bus, for any program to press. */
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back_action);
  gtk_widget_class_install_action (widget_class, "win.tell", NULL, on_tell_action);
  gtk_widget_class_install_action (widget_class, "win.hide", NULL, on_hide_action);
  g_type_ensure (PL_TYPE_PAGE_STACK);
  g_type_ensure (PL_TYPE_TELL_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWindow, whole);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, places);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, titles);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, views);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, back);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, eye);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, eye_words);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, side);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, pill_place);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, ruler);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, wide);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, today_place);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, visit_place);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, rules_place);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, help_place);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, unhide);
  gtk_widget_class_bind_template_callback (widget_class, show_home);
  gtk_widget_class_bind_template_callback (widget_class, make_rules_page);
  gtk_widget_class_bind_template_callback (widget_class, make_help_page);
  gtk_widget_class_bind_template_callback (widget_class, on_eye);
  gtk_widget_class_bind_template_callback (widget_class, on_ruler);
  gtk_widget_class_bind_template_callback (widget_class, update_header);
  gtk_widget_class_bind_template_callback (widget_class, on_active);
}

static void
pl_window_init (PlWindow *window)
{
  gtk_widget_init_template (GTK_WIDGET (window));
}

static void
on_back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PlWindow *window = PL_WINDOW (widget);

  if (is_at (window, "tell"))
    pl_tell_view_back (window->tell_view);
  else if (is_at (window, "hidden"))
    show_home (window);
  else if (is_at (window, "staff"))
    pl_staff_view_back (window->staff_view);
  else if (pl_page_stack_get_page (window->pages) != NULL)
    pl_page_stack_close (window->pages);
}

static void
on_draft (PlWindow *window)
{
  if (window->ending != NULL)
    pl_visit_ending_look (window->ending);
}

static void
make_tell_view (PlWindow *window)
{
  window->tell_view = g_object_new (PL_TYPE_TELL_VIEW, NULL);
  pl_tell_view_set_client (window->tell_view, window->client);
  g_signal_connect_object (window->tell_view, "left", G_CALLBACK (show_home), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window->tell_view, "before", G_CALLBACK (on_before), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window->tell_view, "draft", G_CALLBACK (on_draft), window,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (window->places, GTK_WIDGET (window->tell_view), "tell");
  make_ending (window);
}

/* One that was made in other words goes, and what was typed stays; a receipt is looked at to its end. */
static void
renew_tell_view (PlWindow *window)
{
  g_autoptr (PlTellDraft) draft = pl_tell_view_steal_draft (window->tell_view);

  gtk_stack_remove (window->places, GTK_WIDGET (window->tell_view));
  make_tell_view (window);
  if (draft != NULL)
    pl_tell_view_take_draft (window->tell_view, g_steal_pointer (&draft));
}

static void
on_tell_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PlWindow *window = PL_WINDOW (widget);

  if (window->tell_view == NULL)
    make_tell_view (window);
  else if (pl_tell_view_is_stale (window->tell_view) && !is_at (window, "tell"))
    renew_tell_view (window);
  gtk_stack_set_visible_child_name (window->places, "tell");
  pl_tell_view_resume (window->tell_view);
}

/* An ordinary, empty page at once; what was typed stays in memory. */
static void
on_hide_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PlWindow *window = PL_WINDOW (widget);

  gtk_stack_set_visible_child_name (window->places, "hidden");
  gtk_widget_grab_focus (window->unhide);
}

/* The window is there at once, and its pages with its second frame. */
static void
on_first_frame (PlWindow *window, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, on_first_frame, window);
  if (is_at (window, "opening"))
    show_home (window);
}

static void
on_realized (PlWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  g_signal_connect_object (clock, "after-paint", G_CALLBACK (on_first_frame), window,
                           G_CONNECT_SWAPPED);
}

PlWindow *
pl_window_new (GtkApplication *application, PlClient *client)
{
  PlWindow *window = g_object_new (PL_TYPE_WINDOW, "application", application, NULL);

  pl_unseen_watch (GTK_WIDGET (window));
  pl_settings_dress (pl_settings_get (), GTK_WIDGET (window));
  window->client = g_object_ref (client);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (on_client), window);
  g_signal_connect_swapped (client, "notify::today", G_CALLBACK (on_client), window);
  g_signal_connect_swapped (client, "moved", G_CALLBACK (on_moved), window);
  g_signal_connect_object (pl_settings_get (), "notify::easy-read", G_CALLBACK (on_easy_read),
                           window, G_CONNECT_SWAPPED);
  g_signal_connect (window, "realize", G_CALLBACK (on_realized), NULL);
  on_client (window);
  set_width (window);
  return window;
}
