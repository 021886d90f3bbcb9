/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/concerns-view.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/concern-list.h"
#include "gui/app/page-stack.h"
#include "gui/app/settings.h"
#include "gui/app/wipe.h"
#include "gui/staff/concerns/concern-row.h"
#include "gui/staff/concerns/concern-words.h"
#include "gui/staff/concerns/key-page.h"
#include "gui/staff/concerns/log-page.h"
#include "gui/staff/concerns/reader-lock.h"
#include "gui/staff/concerns/readers-page.h"
#include "gui/staff/concerns/told-page.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"
#include "gui/widgets/tab-stop.h"
#include "policy/error.h"

/* While it shows, the agent is asked again so often. */
#define REFRESH_S 60

struct _PlConcernsView {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  PlReaderLock *lock;
  GListStore *concerns; /* of PlRecord; what the agent lists for this person */
  char *key;            /* the own key file, wrapped; NULL: none */
  guint refreshing;
  gboolean came; /* it was just gone to */
  PlAgentView *agent_view;
  GtkStack *places;
  PlHeading *locked_heading, *open_heading;
  GtkListBox *waiting;
  GtkWidget *unlock_form, *no_key, *unlock;
  GtkEditable *passphrase;
  GtkLabel *problem;
  GtkListView *list;
  GtkBox *open_buttons;
};

G_DEFINE_FINAL_TYPE (PlConcernsView, pl_concerns_view, ADW_TYPE_BIN)

/* Only that there is one, since when, and whose turn it is. */
static void
show_waiting (PlConcernsView *view)
{
  guint n = 0;

  pl_list_box_clear (view->waiting);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view->concerns)); i++) {
    g_autoptr (PlRecord) concern = g_list_model_get_item (G_LIST_MODEL (view->concerns), i);
    g_autofree char *state = pl_concern_state (concern), *turn = pl_concern_turn (concern);
    if (!pl_concern_is_unseen (concern))
      continue;
    n++;
    gtk_list_box_append (view->waiting, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE,
                                                      "title", state, "subtitle", turn,
                                                      "subtitle-lines", 0, "title-lines", 0, NULL));
  }
  gtk_widget_set_visible (GTK_WIDGET (view->waiting), n > 0);
  pl_heading_set_label (view->locked_heading,
                        view->key == NULL ? C_ ("concerns", "You are not a reader yet")
                        : n > 0           ? g_dngettext (NULL, "A child has told you something",
                                                         "Children have told you something", n)
                                          : C_ ("concerns", "Nothing is waiting for you"));
}

static void
show (PlConcernsView *view)
{
  gboolean open = pl_reader_lock_is_open (view->lock);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (view->concerns));

  gtk_widget_set_visible (view->unlock_form, view->key != NULL);
  gtk_widget_set_visible (view->no_key, view->key == NULL);
  show_waiting (view);
  pl_heading_set_label (view->open_heading, n > 0 ? C_ ("concerns", "What children have told you")
                                                  : C_ ("concerns", "Nothing has been told yet"));
  /* Names and kinds are in no widget while it is locked. */
  gtk_list_view_set_model (view->list, open ? GTK_SELECTION_MODEL (gtk_no_selection_new (
                                                  g_object_ref (G_LIST_MODEL (view->concerns))))
                                            : NULL);
  gtk_stack_set_visible_child_name (view->places, open ? "open" : "locked");
  pl_agent_view_show_content (view->agent_view);
  if (view->came && !open && view->key != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (view->passphrase));
  view->came = FALSE;
}

/* Unseen ones first, then those that are not closed; the newest first among them. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  PlRecord *one = PL_RECORD ((gpointer)a), *other = PL_RECORD ((gpointer)b);
  int rank = (pl_concern_is_unseen (other) - pl_concern_is_unseen (one)) * 2 +
             (pl_concern_is_closed (one) - pl_concern_is_closed (other));
  gint64 first = pl_record_number (one, "filed"), second = pl_record_number (other, "filed");

  return rank != 0 ? rank : (first < second) - (first > second);
}

static void
on_concerns (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_list_concerns_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlConcernsView *view = data;
  if (reply == NULL) {
    pl_agent_view_show_error (view->agent_view, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  pl_records_fill (view->concerns, rows);
  g_list_store_sort (view->concerns, compare, NULL);
  show (view);
}

/* Who has no key yet gets Argument. */
static void
on_key (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlConcernsView *view = data;
  if (reply == NULL && !g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT)) {
    pl_agent_view_show_error (view->agent_view, error);
    return;
  }
  g_clear_pointer (&view->key, g_free);
  if (reply != NULL)
    g_variant_get (reply, "(s)", &view->key);
  pl_client_list_told_concerns (view->client, view->cancellable, on_concerns, view);
}

static void
refresh (PlConcernsView *view)
{
  if (view->client != NULL && gtk_widget_get_mapped (GTK_WIDGET (view)))
    pl_client_call_staff (view->client, "Readers", "GetKey", NULL, view->cancellable, on_key, view);
}

static gboolean
on_refresh (gpointer data)
{
  refresh (data);
  return G_SOURCE_CONTINUE;
}

static void
on_map (PlConcernsView *view)
{
  view->came = TRUE;
  refresh (view);
  view->refreshing = g_timeout_add_seconds (REFRESH_S, on_refresh, view);
}

/* Whoever comes back to the window sees what has come meanwhile. */
static void
pl_concerns_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_concerns_view_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (refresh),
                           widget, G_CONNECT_SWAPPED);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = pl_reader_lock_unlock_finish (PL_READER_LOCK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlConcernsView *view = data;
  gtk_widget_set_sensitive (view->unlock_form, TRUE);
  if (!done) {
    pl_label_say (view->problem,
                  g_error_matches (error, PL_ERROR, PL_ERROR_DENIED)
                      ? C_ ("concerns", "This is not your passphrase. Please type it again.")
                      : C_ ("concerns", "Your key cannot be opened now."));
    gtk_widget_grab_focus (GTK_WIDGET (view->passphrase));
  } else if (!gtk_widget_get_mapped (GTK_WIDGET (view)))
    pl_reader_lock_lock (view->lock); /* they have gone away meanwhile */
}

static void
on_unlock (PlConcernsView *view)
{
  const char *passphrase = gtk_editable_get_text (view->passphrase);

  if (view->key == NULL || *passphrase == '\0')
    return;
  pl_label_say (view->problem, "");
  pl_reader_lock_unlock (view->lock, view->key, passphrase, view->cancellable, on_unlocked, view);
  pl_wipe_entry (view->passphrase);
  gtk_widget_grab_focus (view->unlock);
  gtk_widget_set_sensitive (view->unlock_form, FALSE);
}

static void
on_lock_changed (PlConcernsView *view)
{
  show (view);
  if (!pl_reader_lock_is_open (view->lock))
    pl_wipe_clipboards ();
  if (gtk_widget_get_mapped (GTK_WIDGET (view)))
    gtk_widget_grab_focus (GTK_WIDGET (pl_reader_lock_is_open (view->lock) ? view->open_heading
                                                                           : view->locked_heading));
}

/* A page over it leaves it open; another of the five does not. */
static void
on_unmap (PlConcernsView *view)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (view), PL_TYPE_PAGE_STACK);

  g_clear_handle_id (&view->refreshing, g_source_remove);
  if (stack == NULL || pl_page_stack_get_page (PL_PAGE_STACK (stack)) == NULL)
    pl_reader_lock_lock (view->lock);
}

static void
on_lock (PlConcernsView *view)
{
  pl_reader_lock_lock (view->lock);
}

static void
on_concern (PlConcernsView *view, guint position)
{
  g_autoptr (PlRecord) concern = g_list_model_get_item (G_LIST_MODEL (view->concerns), position);

  pl_subpage_open (GTK_WIDGET (view), pl_told_page_new (view->client, view->lock,
                                                        G_LIST_MODEL (view->concerns), concern));
}

static void
on_make_key (PlConcernsView *view)
{
  pl_subpage_open (GTK_WIDGET (view), pl_key_page_new (view->client, NULL));
}

static void
on_log (PlConcernsView *view)
{
  pl_subpage_open (GTK_WIDGET (view), pl_log_page_new (view->client));
}

static void
on_readers (PlConcernsView *view)
{
  pl_subpage_open (GTK_WIDGET (view), pl_readers_page_new (view->client, view->lock));
}

void
pl_concerns_view_lock (PlConcernsView *view)
{
  pl_reader_lock_lock (view->lock);
}

void
pl_concerns_view_use (PlConcernsView *view)
{
  pl_reader_lock_use (view->lock);
}

static void
pl_concerns_view_dispose (GObject *object)
{
  PlConcernsView *view = PL_CONCERNS_VIEW (object);

  g_clear_handle_id (&view->refreshing, g_source_remove);
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_object (&view->client);
  if (view->lock != NULL)
    g_signal_handlers_disconnect_by_data (view->lock, view);
  g_clear_object (&view->lock);
  g_clear_object (&view->concerns);
  g_clear_pointer (&view->key, g_free);
  G_OBJECT_CLASS (pl_concerns_view_parent_class)->dispose (object);
}

static void
pl_concerns_view_class_init (PlConcernsViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_concerns_view_dispose;
  widget_class->root = pl_concerns_view_root;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_TAB_STOP);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/concerns-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, agent_view);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, places);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, locked_heading);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, open_heading);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, waiting);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, unlock_form);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, no_key);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, unlock);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, passphrase);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, problem);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, list);
  gtk_widget_class_bind_template_child (widget_class, PlConcernsView, open_buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock);
  gtk_widget_class_bind_template_callback (widget_class, on_lock);
  gtk_widget_class_bind_template_callback (widget_class, on_concern);
  gtk_widget_class_bind_template_callback (widget_class, on_make_key);
  gtk_widget_class_bind_template_callback (widget_class, on_log);
  gtk_widget_class_bind_template_callback (widget_class, on_readers);
}

static void
pl_concerns_view_init (PlConcernsView *view)
{
  g_autoptr (GtkListItemFactory) rows = pl_concern_rows_new ();

  gtk_widget_init_template (GTK_WIDGET (view));
  view->cancellable = g_cancellable_new ();
  view->concerns = g_list_store_new (PL_TYPE_RECORD);
  view->lock = pl_reader_lock_new ();
  pl_settings_stack (pl_settings_get (), view->open_buttons);
  gtk_list_view_set_factory (view->list, rows);
  g_signal_connect_swapped (view->lock, "changed", G_CALLBACK (on_lock_changed), view);
  g_signal_connect (view, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect (view, "unmap", G_CALLBACK (on_unmap), NULL);
}

void
pl_concerns_view_set_client (PlConcernsView *view, PlClient *client)
{
  g_set_object (&view->client, client);
  pl_agent_view_await (view->agent_view, client, G_CALLBACK (refresh), view);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (refresh), view, G_CONNECT_SWAPPED);
  refresh (view);
}
