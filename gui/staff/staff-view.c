/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/staff-view.h"

#include <glib/gi18n.h>

#include "gui/app/page-stack.h"
#include "gui/app/settings.h"
#include "gui/app/subpage.h"
#include "gui/app/unsent.h"
#include "gui/app/wipe.h"
#include "gui/staff/children/children-view.h"
#include "gui/staff/concerns/concerns-view.h"
#include "gui/staff/home/home-view.h"
#include "gui/staff/records/records-view.h"
#include "gui/staff/screen-lock.h"
#include "gui/staff/today/shift-page.h"
#include "gui/staff/today/today-view.h"
#include "gui/staff/today/today-words.h"
#include "gui/staff/type-ahead.h"
#include "gui/widgets/label.h"
#include "gui/widgets/tab-rows.h"
#include "gui/widgets/top-bar.h"

/* Letters of the home's name that stay on one line. */
#define LINE_LENGTH 16

struct _PlStaffView {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  PlPageStack *pages;
  AdwViewStack *views;
  PlTopBar *bar;
  AdwSqueezer *switcher;
  GtkWidget *back, *switcher_bar;
  GtkLabel *home;
  GtkButton *who;
  PlTodayView *today_view;
  PlChildrenView *children_view;
  PlConcernsView *concerns_view;
  PlRecordsView *records_view;
  PlHomeView *home_view;
  PlScreenLock *screen_lock;
  GtkWidget *everything;
  guint measured;
  gboolean checked; /* whether something is still to be set up */
};

G_DEFINE_FINAL_TYPE (PlStaffView, pl_staff_view, ADW_TYPE_BIN)

static void
update_header (PlStaffView *view)
{
  GtkWidget *page = pl_page_stack_get_page (view->pages);
  gboolean below = pl_settings_is_stacked (pl_settings_get ());

  gtk_widget_set_visible (view->back, page != NULL);
  gtk_widget_set_visible (GTK_WIDGET (view->home), page == NULL && !below);
  gtk_widget_set_visible (GTK_WIDGET (view->who),
                          page == NULL && pl_today_view_get_today (view->today_view) != NULL);
  pl_top_bar_set_title (view->bar, page != NULL ? pl_subpage_get_title (PL_SUBPAGE (page)) : "");
  gtk_widget_set_visible (view->switcher_bar,
                          page == NULL && adw_squeezer_get_visible_child (view->switcher) == NULL);
}

static gboolean
set_width (gpointer data)
{
  PlStaffView *view = data;

  view->measured = 0;
  update_header (view);
  return G_SOURCE_REMOVE;
}

/* This is told while sizes are being given out: nothing may come or go before that is done. */
static void
on_width (PlStaffView *view)
{
  if (view->measured == 0)
    view->measured = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, set_width, view, NULL);
}

static void
on_today (PlStaffView *view)
{
  PlRecord *today = pl_today_view_get_today (view->today_view);
  const char *name = pl_record_text (today, "home");
  g_autofree char *who = pl_staff_who (today);

  if (*name == '\0')
    name = C_ ("staff", "Porchlight");
  gtk_label_set_label (view->home, name);
  gtk_label_set_width_chars (view->home, MIN ((int)g_utf8_strlen (name, -1), LINE_LENGTH));
  pl_top_bar_set_name (view->bar, name);
  gtk_button_set_label (view->who, who);
  pl_label_wrap_buttons (GTK_WIDGET (view->who));
  update_header (view);
  if (!view->checked && !g_str_equal (pl_record_text (today, "role"), "staff"))
    pl_home_view_check (view->home_view);
  view->checked = TRUE;
}

/* The guide comes to a manager by itself, and takes nobody away from what they have begun. */
static void
on_unfinished (PlStaffView *view)
{
  if (pl_page_stack_get_page (view->pages) == NULL &&
      g_strcmp0 (adw_view_stack_get_visible_child_name (view->views), "today") == 0)
    adw_view_stack_set_visible_child_name (view->views, "home");
}

static void
on_who (PlStaffView *view)
{
  pl_page_stack_open (view->pages, GTK_WIDGET (pl_shift_page_new (
                                       view->client, pl_today_view_get_today (view->today_view))));
}

/* What was done on a page shows when it is left. */
static void
on_pages (PlStaffView *view)
{
  update_header (view);
  if (pl_page_stack_get_page (view->pages) == NULL)
    pl_today_view_refresh (view->today_view);
}

static void
on_client (PlStaffView *view)
{
  if (pl_client_get_state (view->client) == PL_CLIENT_STAFF)
    pl_today_view_refresh (view->today_view);
}

/* Nothing that hangs over the window outlives what it was about: a question is answered with its "no". */
static void
close_dialogs (PlStaffView *view)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); root != NULL && i > 0; i--) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);
    if (window != NULL && window != GTK_WINDOW (root))
      gtk_window_close (window);
  }
}

/* A locked or idle screen shows nothing, and what was open is locked again. */
static void
on_screen_lock (PlStaffView *view)
{
  gboolean locked = pl_screen_lock_is_locked (view->screen_lock);

  if (locked) {
    pl_concerns_view_lock (view->concerns_view);
    pl_wipe_clipboards ();
    close_dialogs (view);
  }
  gtk_widget_set_visible (view->everything, !locked);
}

/* Whoever reads, scrolls or types is at work. Capture phase: it is told of all that comes, and takes nothing. */
static gboolean
on_input (PlStaffView *view, GdkEvent *event)
{
  switch (gdk_event_get_event_type (event)) {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
      pl_concerns_view_use (view->concerns_view);
      break;
    default:
      break;
  }
  return GDK_EVENT_PROPAGATE;
}

/* For what lies inside, which need not know who shows it. */
static void
go (GtkWidget *widget, const char *action, GVariant *place)
{
  PlStaffView *view = PL_STAFF_VIEW (widget);

  adw_view_stack_set_visible_child_name (view->views, g_variant_get_string (place, NULL));
  pl_page_stack_close_all (view->pages);
}

static void
pl_staff_view_dispose (GObject *object)
{
  PlStaffView *view = PL_STAFF_VIEW (object);

  g_clear_handle_id (&view->measured, g_source_remove);
  g_clear_object (&view->screen_lock);
  if (view->client != NULL) /* the first time */
    pl_wipe_clipboards ();
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_object (&view->client);
  G_OBJECT_CLASS (pl_staff_view_parent_class)->dispose (object);
}

static void
pl_staff_view_class_init (PlStaffViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_staff_view_dispose;
  g_type_ensure (PL_TYPE_PAGE_STACK);
  g_type_ensure (PL_TYPE_TODAY_VIEW);
  g_type_ensure (PL_TYPE_CHILDREN_VIEW);
  g_type_ensure (PL_TYPE_CONCERNS_VIEW);
  g_type_ensure (PL_TYPE_RECORDS_VIEW);
  g_type_ensure (PL_TYPE_HOME_VIEW);
  g_type_ensure (PL_TYPE_TYPE_AHEAD);
  g_type_ensure (PL_TYPE_TAB_ROWS);
  g_type_ensure (PL_TYPE_TOP_BAR);
  gtk_widget_class_install_action (widget_class, "staff.go", "s", go);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/staff-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, everything);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, pages);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, views);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, bar);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, switcher);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, back);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, home);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, who);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, today_view);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, children_view);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, concerns_view);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, records_view);
  gtk_widget_class_bind_template_child (widget_class, PlStaffView, home_view);
  gtk_widget_class_bind_template_callback (widget_class, on_pages);
  gtk_widget_class_bind_template_callback (widget_class, on_today);
  gtk_widget_class_bind_template_callback (widget_class, on_unfinished);
  gtk_widget_class_bind_template_callback (widget_class, on_input);
  gtk_widget_class_bind_template_callback (widget_class, on_who);
  gtk_widget_class_bind_template_callback (widget_class, on_width);
}

static void
pl_staff_view_init (PlStaffView *view)
{
  view->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (view));
  update_header (view);
  g_signal_connect_object (pl_settings_get (), "notify::large-type", G_CALLBACK (update_header),
                           view, G_CONNECT_SWAPPED);
  view->screen_lock = pl_screen_lock_new ();
  g_signal_connect_object (view->screen_lock, "notify::locked", G_CALLBACK (on_screen_lock), view,
                           G_CONNECT_SWAPPED);
}

void
pl_staff_view_set_client (PlStaffView *view, PlClient *client)
{
  view->client = g_object_ref (client);
  pl_today_view_set_client (view->today_view, client);
  pl_children_view_set_client (view->children_view, client);
  pl_concerns_view_set_client (view->concerns_view, client);
  pl_records_view_set_client (view->records_view, client);
  pl_home_view_set_client (view->home_view, client);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (on_client), view,
                           G_CONNECT_SWAPPED);
  on_client (view);
}

gboolean
pl_staff_view_has_unsent (PlStaffView *view)
{
  return !pl_screen_lock_is_locked (view->screen_lock) &&
         pl_unsent_find (GTK_WIDGET (view->pages)) != NULL;
}

/* The key that wakes an idle screen is not meant for the page below. */
void
pl_staff_view_back (PlStaffView *view)
{
  if (!pl_screen_lock_is_locked (view->screen_lock))
    pl_page_stack_leave (view->pages);
}
