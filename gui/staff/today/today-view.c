/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/today-view.h"

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/staff/children/level-words.h"
#include "gui/staff/today/children-section.h"
#include "gui/staff/today/clocks-section.h"
#include "gui/staff/today/concerns-section.h"
#include "gui/staff/today/filter-section.h"
#include "gui/staff/today/requests-section.h"
#include "gui/widgets/agent-view.h"

/* What children do is seen at the latest so long after. */
#define REFRESH_S 30
/* The agent's news come in flocks: one act of staff changes what holds for several children. */
#define NEWS_MS 200

struct _PlTodayView {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  PlRecord *today; /* nullable */
  PlAgentView *agent_view;
  AdwSqueezer *ruler;
  GtkWidget *wide;
  GtkBox *columns;
  PlTodaySection *concerns, *requests, *clocks, *children, *filter;
  guint refreshing, news, measured;
};

G_DEFINE_FINAL_TYPE (PlTodayView, pl_today_view, ADW_TYPE_BIN)

enum {
  PROP_TODAY = 1,
};

PlRecord *
pl_today_view_get_today (PlTodayView *view)
{
  return view->today;
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTodayView *view = data;
  if (reply == NULL) {
    pl_agent_view_show_error (view->agent_view, error);
    return;
  }
  PlTodaySection *sections[] = { view->concerns, view->requests, view->clocks, view->children,
                                 view->filter };
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_clear_object (&view->today);
  view->today = pl_record_new (fields);
  pl_app_set_zone (pl_record_text (view->today, "zone"));
  pl_app_set_year (pl_record_number (view->today, "now"));
  g_autoptr (GVariant) levels = pl_record_value (view->today, "levels", G_VARIANT_TYPE ("aa{sv}"));
  pl_levels_take (levels);
  pl_agent_view_show_content (view->agent_view);
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    pl_today_section_refresh (sections[i], view->client, view->today);
  g_object_notify (G_OBJECT (view), "today");
}

void
pl_today_view_refresh (PlTodayView *view)
{
  if (view->client != NULL && gtk_widget_get_mapped (GTK_WIDGET (view)))
    pl_client_call_staff (view->client, "Staff", "GetToday", NULL, view->cancellable, on_today,
                          view);
}

static gboolean
on_refresh (gpointer data)
{
  PlTodayView *view = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));

  if (root != NULL && gtk_window_is_active (GTK_WINDOW (root)))
    pl_today_view_refresh (view);
  return G_SOURCE_CONTINUE;
}

/* Children and the filter stand beside what waits, or below it. Not in a flow box, which Tab does not leave. */
static void
set_columns (PlTodayView *view, gboolean two)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (view->columns),
                                  two ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (view->columns, two);
}

static gboolean
set_width (gpointer data)
{
  PlTodayView *view = data;

  view->measured = 0;
  /* Before it has a size the ruler says that there is room; two columns then would make the window wider. */
  set_columns (view, gtk_widget_get_mapped (GTK_WIDGET (view)) &&
                         gtk_widget_get_width (GTK_WIDGET (view->ruler)) > 0 &&
                         adw_squeezer_get_visible_child (view->ruler) == view->wide);
  return G_SOURCE_REMOVE;
}

/* This is told while sizes are being given out: nothing may turn before that is done. */
static void
on_ruler (PlTodayView *view)
{
  if (view->measured == 0)
    view->measured = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, set_width, view, NULL);
}

/* It does not tell what it begins with: that is known a frame after it shows. */
static gboolean
on_ruler_tick (GtkWidget *ruler, GdkFrameClock *clock, gpointer data)
{
  if (gtk_widget_get_width (ruler) == 0)
    return G_SOURCE_CONTINUE;
  on_ruler (data);
  return G_SOURCE_REMOVE;
}

static void
on_ruler_shown (PlTodayView *view)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (view->ruler), on_ruler_tick, view, NULL);
}

static gboolean
on_news_settled (gpointer data)
{
  PlTodayView *view = data;

  view->news = 0;
  pl_today_view_refresh (view);
  return G_SOURCE_REMOVE;
}

static void
on_news (PlTodayView *view)
{
  if (view->news == 0)
    view->news = g_timeout_add (NEWS_MS, on_news_settled, view);
}

static void
pl_today_view_map (GtkWidget *widget)
{
  PlTodayView *view = PL_TODAY_VIEW (widget);

  GTK_WIDGET_CLASS (pl_today_view_parent_class)->map (widget);
  pl_today_view_refresh (view);
  if (view->refreshing == 0)
    view->refreshing = g_timeout_add_seconds (REFRESH_S, on_refresh, view);
}

static void
pl_today_view_unmap (GtkWidget *widget)
{
  PlTodayView *view = PL_TODAY_VIEW (widget);

  g_clear_handle_id (&view->refreshing, g_source_remove);
  GTK_WIDGET_CLASS (pl_today_view_parent_class)->unmap (widget);
  /* Below a page it is still measured, and keeps the window no wider than it must. */
  set_columns (view, FALSE);
}

/* Whoever comes back to the window sees what has come meanwhile. */
static void
pl_today_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_today_view_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active",
                           G_CALLBACK (pl_today_view_refresh), widget, G_CONNECT_SWAPPED);
}

static void
pl_today_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_TODAY)
    g_value_set_object (value, PL_TODAY_VIEW (object)->today);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
pl_today_view_dispose (GObject *object)
{
  PlTodayView *view = PL_TODAY_VIEW (object);

  g_clear_handle_id (&view->refreshing, g_source_remove);
  g_clear_handle_id (&view->news, g_source_remove);
  g_clear_handle_id (&view->measured, g_source_remove);
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_object (&view->client);
  g_clear_object (&view->today);
  G_OBJECT_CLASS (pl_today_view_parent_class)->dispose (object);
}

static void
pl_today_view_class_init (PlTodayViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->get_property = pl_today_view_get_property;
  G_OBJECT_CLASS (class)->dispose = pl_today_view_dispose;
  widget_class->map = pl_today_view_map;
  widget_class->unmap = pl_today_view_unmap;
  widget_class->root = pl_today_view_root;
  g_object_class_install_property (
      G_OBJECT_CLASS (class), PROP_TODAY,
      g_param_spec_object ("today", NULL, NULL, PL_TYPE_RECORD,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_CHILDREN_SECTION);
  g_type_ensure (PL_TYPE_CLOCKS_SECTION);
  g_type_ensure (PL_TYPE_CONCERNS_SECTION);
  g_type_ensure (PL_TYPE_FILTER_SECTION);
  g_type_ensure (PL_TYPE_REQUESTS_SECTION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/today-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, agent_view);
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, ruler);
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, wide);
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, columns);
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, concerns);
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, requests);
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, clocks);
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, children);
  gtk_widget_class_bind_template_child (widget_class, PlTodayView, filter);
  gtk_widget_class_bind_template_callback (widget_class, on_ruler);
  gtk_widget_class_bind_template_callback (widget_class, on_ruler_shown);
}

static void
pl_today_view_init (PlTodayView *view)
{
  view->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (view));
}

void
pl_today_view_set_client (PlTodayView *view, PlClient *client)
{
  g_set_object (&view->client, client);
  pl_agent_view_await (view->agent_view, client, G_CALLBACK (pl_today_view_refresh), view);
  g_signal_connect_object (client, "news", G_CALLBACK (on_news), view, G_CONNECT_SWAPPED);
  pl_today_view_refresh (view);
}
