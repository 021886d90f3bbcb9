/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/window.h"

#include "gui/app/account-groups.h"
#include "gui/app/leaving.h"
#include "gui/app/question.h"
#include "gui/app/settings.h"
#include "gui/app/unseen.h"
#include "gui/app/unsent.h"
#include "gui/child/child-view.h"
#include "gui/child/concerns-page.h"
#include "gui/child/tell-view.h"
#include "gui/child/visit-ending.h"
#include "gui/child/visit.h"
#include "gui/staff/staff-view.h"
#include "gui/widgets/agent-view.h"

/* The mark of now moves so often while the window is in use. */
#define REFRESH_S 60

struct _PlWindow {
  AdwApplicationWindow parent;
  PlClient *client;
  GtkBox *whole;
  GtkStack *places;
  PlChildView *child_view;
  /* NULL before they are first asked for: the window comes sooner without them. */
  PlTellView *tell_view;
  PlStaffView *staff_view;
  PlVisitEnding *ending;
  GtkWidget *unhide;
  gboolean visit; /* this is a help visit (T11) */
  guint refresh;
};

G_DEFINE_FINAL_TYPE (PlWindow, pl_window, ADW_TYPE_APPLICATION_WINDOW)

/* The places of the window: the child's side or the staff's, Tell staff, an empty page. */

static gboolean
is_at (PlWindow *window, const char *place)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (window->places), place) == 0;
}

static void
go_to (PlWindow *window, const char *place)
{
  gtk_stack_set_visible_child_name (window->places, place);
}

static void
make_staff_view (PlWindow *window)
{
  pl_agent_view_speak_to_staff ();
  window->staff_view = g_object_new (PL_TYPE_STAFF_VIEW, NULL);
  pl_staff_view_set_client (window->staff_view, window->client);
  gtk_stack_add_named (window->places, GTK_WIDGET (window->staff_view), "staff");
}

/*
 * A person does not change while the window is open: staff stay there while the agent is away. Where it is away from the
 * start, the computer's groups tell who they are.
 */
static gboolean
is_staff (PlWindow *window)
{
  PlClientState state = pl_client_get_state (window->client);

  if (state == PL_CLIENT_STAFF)
    return TRUE;
  if (state == PL_CLIENT_CHILD || pl_client_get_today (window->client) != NULL)
    return FALSE;
  return window->staff_view != NULL || (state != PL_CLIENT_LOADING && pl_account_is_staff ());
}

static void
show_home (PlWindow *window)
{
  gboolean staff = is_staff (window);

  if (staff && window->staff_view == NULL)
    make_staff_view (window);
  go_to (window, staff ? "staff" : "home");
}

static void
on_before (PlWindow *window)
{
  show_home (window);
  pl_child_view_open (window->child_view, pl_concerns_page_new (window->client));
}

/* What was typed and is not sent, and the end of a visit or a session. */

static gboolean
has_unsent (PlWindow *window)
{
  return pl_unsent_find (GTK_WIDGET (window)) != NULL;
}

/* Where one stands in a page of the child's side, that has to show first. */
static void
resume_unsent (PlWindow *window)
{
  PlUnsent *unsent = pl_unsent_find (GTK_WIDGET (window));

  if (unsent == NULL)
    return;
  if (gtk_widget_is_ancestor (GTK_WIDGET (unsent), GTK_WIDGET (window->child_view)))
    go_to (window, "home");
  pl_unsent_resume (unsent);
}

/* To resume may make it anew. */
static void
on_send_soon (PlWindow *window)
{
  resume_unsent (window);
  PlUnsent *unsent = pl_unsent_find (GTK_WIDGET (window));
  if (unsent != NULL)
    pl_unsent_send_soon (unsent);
}

static void
on_end_answer (AdwMessageDialog *question, const char *response, PlWindow *window)
{
  if (g_str_equal (response, PL_QUESTION_YES))
    pl_child_view_end_visit (window->child_view);
  else
    resume_unsent (window);
}

/* What would be lost is said before it is. */
static void
on_end_visit (PlWindow *window)
{
  if (has_unsent (window))
    pl_visit_ask_before_end (GTK_WINDOW (window), G_CALLBACK (on_end_answer), window);
  else
    pl_child_view_end_visit (window->child_view);
}

static void
on_offers (PlWindow *window)
{
  gboolean offers;

  g_object_get (window->ending, "offers", &offers, NULL);
  pl_child_view_set_asked (window->child_view, offers);
}

static void
make_ending (PlWindow *window)
{
  window->ending = PL_VISIT_ENDING (pl_visit_ending_new (window->client, GTK_WIDGET (window)));
  g_signal_connect_object (window->ending, "send", G_CALLBACK (on_send_soon), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window->ending, "notify::offers", G_CALLBACK (on_offers), window,
                           G_CONNECT_SWAPPED);
  gtk_box_append (window->whole, GTK_WIDGET (window->ending));
}

/* A visit's window stays until the visit ends. With the agent away nothing ends it, and nobody is kept in. */
static gboolean
stays (PlWindow *window)
{
  return window->visit && pl_client_get_state (window->client) == PL_CLIENT_CHILD;
}

/* Full screen, with Rules, Help and Tell staff; only the end of the visit leaves it. */
static void
show_visit (PlWindow *window)
{
  gboolean visit = pl_visit_is_on (window->client);

  if (visit != window->visit) {
    window->visit = visit;
    pl_child_view_set_visit (window->child_view, visit);
    pl_visit_dress (GTK_WINDOW (window), visit);
  }
  gtk_window_set_deletable (GTK_WINDOW (window), !stays (window));
}

static void
on_client (PlWindow *window)
{
  const PlToday *today = pl_client_get_today (window->client);

  /* Somebody who is telling goes on, whatever becomes of the agent. */
  if (is_at (window, "home") || is_at (window, "staff"))
    show_home (window);
  if (today != NULL)
    pl_settings_take_profile (pl_settings_get (), today);
  show_visit (window);
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
  if (window->client != NULL)
    g_signal_handlers_disconnect_by_data (window->client, window);
  g_clear_object (&window->client);
  G_OBJECT_CLASS (pl_window_parent_class)->dispose (object);
}

/* A child's window that is closed half way is only put away: what was typed is there when it is opened again. Staff are asked. */
static gboolean
on_close_request (GtkWindow *gtk_window)
{
  PlWindow *window = PL_WINDOW (gtk_window);
  GtkWidget *staff = is_at (window, "staff") ? GTK_WIDGET (window->staff_view) : NULL;

  if (stays (window))
    return TRUE;
  if (!(staff != NULL ? pl_staff_view_has_unsent (window->staff_view) : has_unsent (window)))
    return GTK_WINDOW_CLASS (pl_window_parent_class)->close_request (gtk_window);
  if (staff != NULL)
    pl_leaving_ask (staff, G_CALLBACK (gtk_window_destroy), window);
  else
    gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  return TRUE;
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
  g_type_ensure (PL_TYPE_CHILD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWindow, whole);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, places);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, child_view);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, unhide);
  gtk_widget_class_bind_template_callback (widget_class, show_home);
  gtk_widget_class_bind_template_callback (widget_class, on_end_visit);
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
  else
    pl_child_view_back (window->child_view);
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
  gtk_stack_add_named (window->places, GTK_WIDGET (window->tell_view), "tell");
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
  go_to (window, "tell");
  pl_tell_view_resume (window->tell_view);
}

/* An ordinary, empty page at once; what was typed stays in memory. */
static void
on_hide_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PlWindow *window = PL_WINDOW (widget);

  go_to (window, "hidden");
  gtk_widget_grab_focus (window->unhide);
}

/* The window is there at once, and its pages with its second frame. */
static void
on_first_frame (PlWindow *window, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, on_first_frame, window);
  make_ending (window);
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
  pl_child_view_set_client (window->child_view, client);
  g_signal_connect (window, "realize", G_CALLBACK (on_realized), NULL);
  on_client (window);
  return window;
}
