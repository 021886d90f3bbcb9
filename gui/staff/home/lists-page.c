/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/lists-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/english.h"
#include "gui/app/question.h"
#include "gui/app/time-words.h"
#include "gui/staff/home/update-progress.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/source-words.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

/* How an update goes is asked so often while it goes. */
#define ASK_MS 500

/* Flags of Sites.ListSources. */
#define SOURCE_OFF    1
#define SOURCE_FAILED 2
#define SOURCE_HELD   4

/* A row of Sites.ListSources; the texts are the reply's. */
typedef struct {
  const char *id, *title, *category, *licence, *covers;
  gint64 sites, bytes, came, asked, next;
  guint flags;
  const char *held, *result;
} Source;

struct _PlListsPage {
  PlSubpage parent;
  PlClient *client;
  PlAgentView *view;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkLabel *problem, *words;
  GtkProgressBar *progress;
  GtkListBox *list;
  GtkWidget *update;
  guint asking;
};

G_DEFINE_FINAL_TYPE (PlListsPage, pl_lists_page, PL_TYPE_SUBPAGE)

static void read_sources (PlListsPage *page);
static void read_update (PlListsPage *page);

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlListsPage *page = data;
  if (reply == NULL)
    pl_label_say (page->problem, pl_refusal_words (error));
  read_update (page);
}

static void
call (PlListsPage *page, const char *method, GVariant *arguments)
{
  pl_label_say (page->problem, "");
  pl_client_call_staff (page->client, "Sites", method, arguments, page->cancellable, on_done, page);
}

/* ---- sources ---- */

static void
on_held (GtkButton *button, PlListsPage *page)
{
  call (page, g_object_get_data (G_OBJECT (button), "method"),
        g_variant_new ("(s)", g_object_get_data (G_OBJECT (button), "held")));
}

static void
add_button (PlListsPage *page,
            AdwActionRow *row,
            const Source *source,
            const char *words,
            const char *method)
{
  GtkWidget *button = pl_staff_row_add_button (row, words);

  g_object_set_data (G_OBJECT (button), "method", (gpointer)method);
  g_object_set_data_full (G_OBJECT (button), "held", g_strdup (source->held), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_held), page, 0);
}

static char *
day_of (gint64 instant)
{
  g_autoptr (GDateTime) day = pl_app_time (instant);

  return instant > 0 && day != NULL ? pl_words_short_day (day) : g_strdup (C_ ("lists", "never"));
}

/* How many sites, since when, who lets us use it, and what is the matter. */
static char *
source_words (const Source *source)
{
  g_autofree char *came = day_of (source->came);
  g_autofree char *facts =
      /* Translators: the number of sites in a list, the day on which it came, and its licence. */
      g_strdup_printf (g_dngettext (NULL, "%1$'d site, of %2$s. %3$s", "%1$'d sites, of %2$s. %3$s",
                                    (gulong)source->sites),
                       (int)source->sites, came, source->licence);

  g_autofree char *result = pl_screen_said (source->result);
  return (source->flags & (SOURCE_FAILED | SOURCE_HELD)) != 0 && *source->result != '\0'
             ? g_strdup_printf ("%s\n%s", facts, result)
             : g_steal_pointer (&facts);
}

static void
add_source (PlListsPage *page, const Source *source)
{
  const char *pill = source->flags & SOURCE_HELD     ? C_ ("lists", "held")
                     : source->flags & SOURCE_FAILED ? C_ ("lists", "old")
                     : source->flags & SOURCE_OFF    ? C_ ("lists", "off")
                                                     : C_ ("lists", "fine");
  const char *state = source->flags & (SOURCE_HELD | SOURCE_FAILED) ? "soon-now"
                      : source->flags & SOURCE_OFF                  ? "closed-now"
                                                                    : "open-now";
  g_autofree char *words = source_words (source);
  AdwActionRow *row = pl_staff_row_new (pill, state, pl_source_title (source->title), words);

  if (*source->held != '\0') {
    add_button (page, row, source, C_ ("lists", "Take it"), "AcceptList");
    add_button (page, row, source, C_ ("lists", "Throw it away"), "RejectList");
  }
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
on_sources (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (object), result, &error);
  GVariantIter *rows;
  Source one;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlListsPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  pl_list_box_clear (page->list);
  g_variant_get (reply, "(a(sssssxxxxxuss))", &rows);
  while (g_variant_iter_next (rows, "(&s&s&s&s&sxxxxxu&s&s)", &one.id, &one.title, &one.category,
                              &one.licence, &one.covers, &one.sites, &one.bytes, &one.came,
                              &one.asked, &one.next, &one.flags, &one.held, &one.result))
    add_source (page, &one);
  if (g_variant_iter_n_children (rows) == 0)
    gtk_list_box_append (page->list, GTK_WIDGET (pl_staff_row_new (
                                         NULL, NULL, C_ ("lists", "This home has no sources"),
                                         C_ ("lists", "An administrator names them in "
                                                      "sources.conf."))));
  g_variant_iter_free (rows);
  pl_agent_view_show_content (page->view);
}

static void
read_sources (PlListsPage *page)
{
  pl_client_call_staff (page->client, "Sites", "ListSources", NULL, page->cancellable, on_sources,
                        page);
}

/* ---- an update ---- */

static gboolean
on_time (gpointer data)
{
  PlListsPage *page = data;

  page->asking = 0;
  read_update (page);
  return G_SOURCE_REMOVE;
}

static void
on_state (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (object), result, &error);
  const char *said;
  gboolean running;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlListsPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_variant_get (reply, "(bssxxx&s)", &running, NULL, NULL, NULL, NULL, NULL, &said);
  gtk_widget_set_sensitive (page->update, !running);
  pl_update_progress_show (page->progress, page->words, reply);
  if (running) {
    if (page->asking == 0)
      page->asking = g_timeout_add (ASK_MS, on_time, page);
    pl_agent_view_show_content (page->view);
  } else {
    g_autofree char *words = pl_screen_said (said);
    pl_label_say (page->words, words);
    read_sources (page);
  }
}

static void
read_update (PlListsPage *page)
{
  pl_client_call_staff (page->client, "Sites", "GetUpdate", NULL, page->cancellable, on_state,
                        page);
}

static void
on_update (PlListsPage *page)
{
  call (page, "Update", g_variant_new ("(as)", NULL));
}

static void
on_roll_back_wanted (PlListsPage *page)
{
  call (page, "RollBack", NULL);
}

/* It says what is done before it is done. */
static void
on_roll_back (PlListsPage *page)
{
  AdwMessageDialog *question = pl_question_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), C_ ("lists", "Go back?"),
      C_ ("lists", "The lists that held before these hold again, until the next update. It is on "
                   "record that you did it."),
      C_ ("lists", "Keep these"), C_ ("lists", "Go back"));

  adw_message_dialog_set_response_appearance (question, PL_QUESTION_YES, ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (question, "response::" PL_QUESTION_YES, G_CALLBACK (on_roll_back_wanted),
                           page, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}

static void
pl_lists_page_dispose (GObject *object)
{
  PlListsPage *page = PL_LISTS_PAGE (object);

  g_clear_handle_id (&page->asking, g_source_remove);
  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_lists_page_parent_class)->dispose (object);
}

static void
pl_lists_page_class_init (PlListsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_lists_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/lists-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlListsPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlListsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlListsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlListsPage, words);
  gtk_widget_class_bind_template_child (widget_class, PlListsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, PlListsPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlListsPage, update);
  gtk_widget_class_bind_template_callback (widget_class, on_update);
  gtk_widget_class_bind_template_callback (widget_class, on_roll_back);
}

static void
pl_lists_page_init (PlListsPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_lists_page_new (PlClient *client)
{
  PlListsPage *page = g_object_new (PL_TYPE_LISTS_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_update), page);
  read_update (page);
  return PL_SUBPAGE (page);
}
