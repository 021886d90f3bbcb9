/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/routes-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/question.h"
#include "gui/app/record.h"
#include "gui/staff/conflict.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"
#include "policy/error.h"

/* A test is on its way: its answer is looked for so often. */
#define LOOK_S 3

struct _PlRoutesPage {
  PlSubpage parent;
  PlClient *client;
  PlAgentView *view;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkLabel *problem, *ways;
  GtkListBox *list;
  GVariant *shown; /* the rows that show; nullable */
  guint looking;
  GtkBox *meanwhile;
  PlConflict *conflict;
  PlRecord *changing;    /* nullable: the row whose routes were changed last */
  char *before, *wanted; /* of that reader: what it was changed from, and to */
  gboolean refused;      /* perhaps since somebody else was faster */
};

G_DEFINE_FINAL_TYPE (PlRoutesPage, pl_routes_page, PL_TYPE_SUBPAGE)

static void read_routes (PlRoutesPage *page);

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRoutesPage *page = data;
  if (reply == NULL)
    pl_label_say (page->problem, pl_refusal_words (error));
  read_routes (page);
}

static void
call (PlRoutesPage *page, const char *method, GVariant *arguments)
{
  pl_label_say (page->problem, "");
  pl_client_call_staff (page->client, "Routes", method, arguments, page->cancellable, on_done,
                        page);
}

/* ---- rows ---- */

typedef struct {
  const char *state, *pill, *style, *words;
} State;

static const State states[] = {
  { "never-tested", NC_ ("routes", "not tested"), "soon-now",
    NC_ ("routes", "Send a test, and have its reader answer it.") },
  { "asked", NC_ ("routes", "sending"), "soon-now", NC_ ("routes", "The test is on its way.") },
  { "sent", NC_ ("routes", "sent"), "soon-now",
    NC_ ("routes",
         "It left this computer. Its reader has not answered yet: under Concerns, "
         "Readers and keys.") },
  { "failed", NC_ ("routes", "fails"), "bad-now", NC_ ("routes", "It could not be sent.") },
  { "acknowledged", NC_ ("routes", "works"), "open-now",
    NC_ ("routes", "Its reader has answered the test.") },
};

static const State *
state_of (PlRecord *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (pl_record_text (row, "state"), states[i].state))
      return &states[i];
  return &states[0];
}

static char *
route_words (PlRecord *row)
{
  const char *route = pl_record_text (row, "route"), *address = pl_record_text (row, "address");

  if (g_str_equal (route, "notices"))
    return g_strdup (C_ ("routes", "notices on this computer"));
  return *address != '\0' ? g_strdup_printf ("%s, %s", route, address) : g_strdup (route);
}

static GtkWidget *
add_button (
    PlRoutesPage *page, AdwActionRow *row, PlRecord *record, const char *words, GCallback clicked)
{
  GtkWidget *button = pl_staff_row_add_button (row, words);

  g_object_set_data_full (G_OBJECT (button), "record", g_object_ref (record), g_object_unref);
  g_signal_connect_object (button, "clicked", clicked, page, 0);
  return button;
}

static PlRecord *
record_of (gpointer widget)
{
  return PL_RECORD (g_object_get_data (G_OBJECT (widget), "record"));
}

static void
on_test (GtkButton *button, PlRoutesPage *page)
{
  PlRecord *row = record_of (button);

  call (page, "Test",
        g_variant_new ("(ss)", pl_record_text (row, "reader"), pl_record_text (row, "route")));
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRoutesPage *page = data;
  if (reply != NULL)
    pl_conflict_end (page->conflict);
  else
    pl_label_say (page->problem, pl_refusal_words (error));
  page->refused = g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT);
  read_routes (page);
}

static void
set (PlRoutesPage *page)
{
  pl_label_say (page->problem, "");
  pl_client_call_staff (page->client, "Routes", "Set",
                        g_variant_new ("(sss)", pl_record_text (page->changing, "reader"),
                                       page->before, page->wanted),
                        page->cancellable, on_set, page);
}

static void
on_change_wanted (AdwMessageDialog *question, const char *response, PlRoutesPage *page)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (question));

  g_set_object (&page->changing, record_of (question));
  g_free (page->before);
  page->before = g_strdup (pl_record_text (page->changing, "routes"));
  g_free (page->wanted);
  page->wanted = g_strdup (gtk_editable_get_text (entry));
  set (page);
}

/* Somebody else was faster. */

static const char *
text_or_nothing (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static void
show_conflict (PlRoutesPage *page, const char *theirs)
{
  const PlFileDifference difference = {
    .before = text_or_nothing (page->before),
    .theirs = text_or_nothing (theirs),
    .mine = text_or_nothing (page->wanted),
    .contested = TRUE,
  };

  pl_label_say (page->problem, "");
  pl_conflict_begin (page->conflict);
  pl_conflict_ask_act (page->conflict, page->client, "reader-routes", "",
                       pl_record_text (page->changing, "reader"));
  pl_conflict_add (page->conflict, pl_record_text (page->changing, "name"), &difference);
  g_free (page->before);
  page->before = g_strdup (theirs);
}

/* Whether what was refused was changed from what is not there any more. */
static void
look_for_conflict (PlRoutesPage *page, GVariant *rows)
{
  page->refused = FALSE;
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) row = pl_record_new (fields);
    const char *theirs = pl_record_text (row, "routes");
    if (!g_str_equal (pl_record_text (row, "reader"), pl_record_text (page->changing, "reader")))
      continue;
    if (!g_str_equal (theirs, page->before))
      show_conflict (page, theirs);
    return;
  }
}

static void
on_change (GtkButton *button, PlRoutesPage *page)
{
  PlRecord *row = record_of (button);
  const char *routes = pl_record_text (row, "routes");
  GtkWidget *entry = gtk_entry_new ();
  AdwMessageDialog *question = pl_question_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), pl_record_text (row, "name"),
      C_ ("routes", "Which ways lead to them? In the order in which they are tried, with "
                    "semicolons: mail=anna@example.org; notices"),
      C_ ("routes", "Cancel"), C_ ("routes", "Set"));

  gtk_editable_set_text (GTK_EDITABLE (entry), *routes != '\0' ? routes : "notices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("routes", "Ways"), -1);
  adw_message_dialog_set_extra_child (question, entry);
  adw_message_dialog_set_default_response (question, PL_QUESTION_YES);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  g_object_set_data_full (G_OBJECT (question), "record", g_object_ref (row), g_object_unref);
  g_signal_connect_object (question, "response::" PL_QUESTION_YES, G_CALLBACK (on_change_wanted),
                           page, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
add_row (PlRoutesPage *page, PlRecord *record, gboolean first)
{
  const State *state = state_of (record);
  g_autofree char *problem = pl_screen_said_by_itself (pl_record_text (record, "problem"));
  gboolean has = *pl_record_text (record, "route") != '\0';
  g_autofree char *route = route_words (record);
  /* Translators: a reader's name, and a way to them. */
  g_autofree char *title =
      has ? g_strdup_printf (C_ ("routes", "%1$s: %2$s"), pl_record_text (record, "name"), route)
          : g_strdup (pl_record_text (record, "name"));
  const char *words = !has               ? C_ ("routes", "Nothing leads to them.")
                      : *problem != '\0' ? problem
                                         : g_dpgettext2 (NULL, "routes", state->words);
  AdwActionRow *row =
      pl_staff_row_new (has ? g_dpgettext2 (NULL, "routes", state->pill) : C_ ("routes", "no way"),
                        has ? state->style : "bad-now", title, words);

  if (has)
    add_button (page, row, record, C_ ("routes", "Test"), G_CALLBACK (on_test));
  if (first)
    add_button (page, row, record, C_ ("routes", "Change …"), G_CALLBACK (on_change));
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
show_rows (PlRoutesPage *page, GVariant *rows)
{
  g_autofree char *last = g_strdup ("");

  pl_list_box_clear (page->list);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) record = pl_record_new (fields);
    const char *reader = pl_record_text (record, "reader");
    add_row (page, record, !g_str_equal (reader, last));
    g_free (last);
    last = g_strdup (reader);
  }
  if (g_variant_n_children (rows) == 0)
    gtk_list_box_append (page->list,
                         GTK_WIDGET (pl_staff_row_new (
                             NULL, NULL, C_ ("routes", "There is no reader yet"),
                             C_ ("routes", "Somebody makes their key first: under Concerns."))));
}

static void
on_routes (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRoutesPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  pl_agent_view_show_content (page->view);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  if (page->refused)
    look_for_conflict (page, rows);
  /* Nothing is taken from under somebody's hands where nothing is different. */
  if (page->shown != NULL && g_variant_equal (page->shown, rows))
    return;
  g_clear_pointer (&page->shown, g_variant_unref);
  page->shown = g_variant_ref (rows);
  show_rows (page, rows);
}

static void
on_ways (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  g_autoptr (GString) words = g_string_new (C_ ("routes", "Ways that this home has:"));
  const char *route, *what, *where;
  GVariantIter *iter;

  if (reply == NULL)
    return;
  g_variant_get (reply, "(a(sss))", &iter);
  while (g_variant_iter_next (iter, "(&s&s&s)", &route, &what, &where))
    g_string_append_printf (words, "\n%s%s%s", route, *where != '\0' ? ": " : "", where);
  g_variant_iter_free (iter);
  g_string_append_printf (words, "\n%s",
                          C_ ("routes", "An administrator adds mail and folders in routes.conf."));
  pl_label_say (PL_ROUTES_PAGE (data)->ways, words->str);
}

static void
read_routes (PlRoutesPage *page)
{
  pl_client_call_staff (page->client, "Routes", "List", NULL, page->cancellable, on_routes, page);
}

/* The ways do not change while they are looked at; what each came to is read again and again. */
static void
read_ways (PlRoutesPage *page)
{
  pl_client_call_staff (page->client, "Routes", "ListHome", NULL, page->cancellable, on_ways, page);
}

static void
read_all (PlRoutesPage *page)
{
  read_ways (page);
  read_routes (page);
}

static void
on_look (PlRoutesPage *page)
{
  call (page, "Look", NULL);
}

static gboolean
on_time (gpointer data)
{
  read_routes (data);
  return G_SOURCE_CONTINUE;
}

static void
pl_routes_page_map (GtkWidget *widget)
{
  PlRoutesPage *page = PL_ROUTES_PAGE (widget);

  GTK_WIDGET_CLASS (pl_routes_page_parent_class)->map (widget);
  read_routes (page);
  if (page->looking == 0)
    page->looking = g_timeout_add_seconds (LOOK_S, on_time, page);
}

static void
pl_routes_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PL_ROUTES_PAGE (widget)->looking, g_source_remove);
  GTK_WIDGET_CLASS (pl_routes_page_parent_class)->unmap (widget);
}

static void
pl_routes_page_dispose (GObject *object)
{
  PlRoutesPage *page = PL_ROUTES_PAGE (object);

  g_clear_handle_id (&page->looking, g_source_remove);
  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->shown, g_variant_unref);
  g_clear_object (&page->changing);
  g_clear_pointer (&page->before, g_free);
  g_clear_pointer (&page->wanted, g_free);
  G_OBJECT_CLASS (pl_routes_page_parent_class)->dispose (object);
}

static void
pl_routes_page_class_init (PlRoutesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_routes_page_dispose;
  widget_class->map = pl_routes_page_map;
  widget_class->unmap = pl_routes_page_unmap;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/routes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRoutesPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlRoutesPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlRoutesPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlRoutesPage, meanwhile);
  gtk_widget_class_bind_template_child (widget_class, PlRoutesPage, ways);
  gtk_widget_class_bind_template_child (widget_class, PlRoutesPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_look);
}

static void
pl_routes_page_init (PlRoutesPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->conflict = pl_conflict_new ();
  g_signal_connect_swapped (page->conflict, "theirs", G_CALLBACK (pl_conflict_taken),
                            page->conflict);
  g_signal_connect_swapped (page->conflict, "mine", G_CALLBACK (set), page);
  gtk_box_append (page->meanwhile, GTK_WIDGET (page->conflict));
}

PlSubpage *
pl_routes_page_new (PlClient *client)
{
  PlRoutesPage *page = g_object_new (PL_TYPE_ROUTES_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_all), page);
  read_ways (page);
  return PL_SUBPAGE (page);
}
