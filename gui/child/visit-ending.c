/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/visit-ending.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/app/unsent.h"

/* What is further away than the last warning has not been told of. */
#define LAST_S 60
/* What the child does meanwhile is looked at so often. */
#define LOOK_S 1

struct _PlVisitEnding {
  AdwBin parent;
  PlClient *client;
  GtkWidget *window; /* not owned */
  GCancellable *cancellable;
  GtkWidget *stay, *send;
  GtkLabel *words, *problem;
  GtkWidget *before; /* what had the focus before this asked; nullable, weak */
  guint over;        /* when the end has come; 0: nothing ends soon */
  guint look;        /* 0: nothing ends soon, and nothing is said */
  guint idle;        /* 0: the child has done nothing for a while */
  gboolean touched;  /* has done something since idle was last looked at */
  gboolean visit;    /* what ends is a help visit */
  gboolean asked;    /* the agent has been asked for longer */
  guint held;        /* how often the visit went on by itself */
  gboolean goes_on;  /* it did so last: said while the child writes */
};

enum {
  PROP_OFFERS = 1,
  N_PROPERTIES
};
enum {
  SEND,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlVisitEnding, pl_visit_ending, ADW_TYPE_BIN)

static gboolean
has_unsent (PlVisitEnding *ending)
{
  return pl_unsent_find (ending->window) != NULL;
}

/* What is said. */

/* Transfer full. */
static char *
goes_on_words (PlVisitEnding *ending)
{
  const PlToday *today = pl_client_get_today (ending->client);
  g_autoptr (GDateTime) local = pl_today_local (today, today->visit);
  g_autofree char *time = pl_words_time (local);

  /* Translators: %s is a time of day: "9:55 pm". */
  return g_strdup_printf (C_ ("visit", "The visit goes on while you write: until %s."), time);
}

/* Transfer full; NULL where there is nothing to say. */
static char *
words (PlVisitEnding *ending)
{
  const PlToday *today = pl_client_get_today (ending->client);
  gboolean unsent = has_unsent (ending);

  if (ending->over == 0 || ending->asked)
    return ending->goes_on && unsent && today != NULL && today->visit >= 0 ? goes_on_words (ending)
                                                                           : NULL;
  if (ending->visit)
    return g_strdup (unsent ? C_ ("visit", "This visit ends in a minute. What you have not sent is "
                                           "gone then.")
                            : C_ ("visit", "This visit ends in a minute."));
  return unsent ? g_strdup (C_ ("tell", "You will be signed out in a minute. What you have not "
                                        "sent is gone then. Send it now, or come back and write "
                                        "it again."))
                : NULL;
}

/* While the child writes, and not for ever. */
static gboolean
is_held (PlVisitEnding *ending)
{
  return ending->visit && ending->idle != 0 && ending->held < PL_VISIT_HELD_MAX &&
         has_unsent (ending);
}

static GtkWidget *
focus_of (PlVisitEnding *ending)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (ending));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* Whoever was in the middle of something is there again. */
static void
give_focus_back (PlVisitEnding *ending)
{
  GtkWidget *focus = focus_of (ending);

  if (ending->before != NULL && gtk_widget_get_mapped (ending->before) &&
      (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (ending))))
    gtk_widget_grab_focus (ending->before);
  g_clear_weak_pointer (&ending->before);
}

static gboolean on_look (gpointer data);

static void
show (PlVisitEnding *ending)
{
  g_autofree char *said = words (ending);
  gboolean asks = ending->over != 0 && !ending->asked;

  if (asks && ending->before == NULL)
    g_set_weak_pointer (&ending->before, focus_of (ending));
  gtk_widget_set_visible (ending->stay, asks && ending->visit);
  g_object_notify_by_pspec (G_OBJECT (ending), properties[PROP_OFFERS]);
  if (!asks)
    give_focus_back (ending);
  gtk_label_set_label (ending->words, said != NULL ? said : "");
  gtk_widget_set_visible (ending->send, asks && has_unsent (ending));
  gtk_widget_set_visible (GTK_WIDGET (ending), said != NULL);
  if (ending->look == 0 && (said != NULL || ending->over != 0))
    ending->look = g_timeout_add_seconds (LOOK_S, on_look, ending);
}

/* What happens. */

/* A session that was locked, or has time again, goes on. */
static gboolean
on_over (gpointer data)
{
  PlVisitEnding *ending = data;

  ending->over = 0;
  ending->asked = FALSE;
  show (ending);
  return G_SOURCE_REMOVE;
}

/* Where it works the agent says until when the visit lasts. */
static void
on_extended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (reply != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlVisitEnding *ending = data;
  ending->asked = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (ending->problem), TRUE);
  show (ending);
}

static void
extend (PlVisitEnding *ending)
{
  ending->asked = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (ending->problem), FALSE);
  pl_client_call (ending->client, "ExtendVisit", NULL, ending->cancellable, on_extended, ending);
}

static void
look (PlVisitEnding *ending)
{
  if (ending->over != 0 && !ending->asked && is_held (ending)) {
    ending->held++;
    ending->goes_on = TRUE;
    extend (ending);
  }
  show (ending);
}

/* What is typed, sent or left meanwhile: the end waits for it, or need not wait any more. */
static gboolean
on_look (gpointer data)
{
  PlVisitEnding *ending = data;

  look (ending);
  if (ending->over != 0 || gtk_widget_get_visible (GTK_WIDGET (ending)))
    return G_SOURCE_CONTINUE;
  ending->look = 0;
  return G_SOURCE_REMOVE;
}

/* The visit goes on: here, by a notice on the desktop, or where else the child said so. */
static void
on_today (PlVisitEnding *ending)
{
  const PlToday *today = pl_client_get_today (ending->client);

  if (today != NULL && today->visit - today->now > LAST_S) {
    g_clear_handle_id (&ending->over, g_source_remove);
    ending->asked = FALSE;
  }
  show (ending);
}

static void
on_time_ending (PlVisitEnding *ending, const char *what, gint64 seconds)
{
  gboolean visit = g_str_equal (what, "visit");

  if (!visit && !g_str_equal (what, "leave"))
    return;
  ending->visit = visit;
  ending->asked = ending->goes_on = FALSE;
  g_clear_handle_id (&ending->over, g_source_remove);
  ending->over = g_timeout_add_seconds ((guint)MAX (seconds, 1), on_over, ending);
  look (ending);
}

static void
on_stay (PlVisitEnding *ending)
{
  ending->held = 0;
  ending->goes_on = FALSE;
  extend (ending);
  show (ending);
}

static void
on_send (PlVisitEnding *ending)
{
  g_signal_emit (ending, signals[SEND], 0);
}

/* What the child does: that, and not when. */

static gboolean
on_idle (gpointer data)
{
  PlVisitEnding *ending = data;

  if (!ending->touched)
    ending->idle = 0;
  ending->touched = FALSE;
  return ending->idle != 0;
}

static gboolean
on_event (GtkEventController *controller, GdkEvent *event, gpointer data)
{
  PlVisitEnding *ending = data;
  GdkEventType type = gdk_event_get_event_type (event);

  if (type != GDK_KEY_PRESS && type != GDK_BUTTON_PRESS && type != GDK_TOUCH_BEGIN)
    return GDK_EVENT_PROPAGATE;
  ending->touched = ending->idle != 0;
  if (ending->idle == 0)
    ending->idle = g_timeout_add_seconds (PL_VISIT_IDLE_S, on_idle, ending);
  return GDK_EVENT_PROPAGATE;
}

static void
pl_visit_ending_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, gtk_widget_get_visible (PL_VISIT_ENDING (object)->stay));
}

static void
pl_visit_ending_dispose (GObject *object)
{
  PlVisitEnding *ending = PL_VISIT_ENDING (object);

  g_clear_handle_id (&ending->over, g_source_remove);
  g_clear_handle_id (&ending->idle, g_source_remove);
  g_clear_handle_id (&ending->look, g_source_remove);
  g_clear_weak_pointer (&ending->before);
  g_cancellable_cancel (ending->cancellable);
  g_clear_object (&ending->cancellable);
  g_clear_object (&ending->client);
  G_OBJECT_CLASS (pl_visit_ending_parent_class)->dispose (object);
}

static void
pl_visit_ending_class_init (PlVisitEndingClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_visit_ending_dispose;
  G_OBJECT_CLASS (class)->get_property = pl_visit_ending_get_property;
  properties[PROP_OFFERS] =
      g_param_spec_boolean ("offers", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPERTIES, properties);
  signals[SEND] = g_signal_new ("send", PL_TYPE_VISIT_ENDING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/visit-ending.ui");
  gtk_widget_class_bind_template_child (widget_class, PlVisitEnding, words);
  gtk_widget_class_bind_template_child (widget_class, PlVisitEnding, problem);
  gtk_widget_class_bind_template_child (widget_class, PlVisitEnding, stay);
  gtk_widget_class_bind_template_child (widget_class, PlVisitEnding, send);
  gtk_widget_class_bind_template_callback (widget_class, on_stay);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
pl_visit_ending_init (PlVisitEnding *ending)
{
  gtk_widget_init_template (GTK_WIDGET (ending));
  ending->cancellable = g_cancellable_new ();
}

GtkWidget *
pl_visit_ending_new (PlClient *client, GtkWidget *window)
{
  PlVisitEnding *ending = g_object_new (PL_TYPE_VISIT_ENDING, NULL);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  ending->client = g_object_ref (client);
  ending->window = window;
  g_signal_connect_object (client, "time-ending", G_CALLBACK (on_time_ending), ending,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::today", G_CALLBACK (on_today), ending,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_object (events, "event", G_CALLBACK (on_event), ending, 0);
  gtk_widget_add_controller (window, events);
  return GTK_WIDGET (ending);
}
