/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/filter-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/staff/check-words.h"
#include "gui/staff/home/update-progress.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/today/filter-words.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"
#include "policy/error.h"

/* While it goes on, it is asked so often how far it is. */
#define LOOK_MS 300
/* And how far lists are, while they come. */
#define LISTS_MS 1000

struct _PlFilterPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkLabel *words, *trying, *uncovered;
  GtkWidget *test, *stop;
  GtkProgressBar *progress;
  GtkListBox *rows;
  guint looking, found; /* rows that show */
  char *intro;          /* what a test does */
  char *awaited;        /* NULL, or why lists are waited for: "loading", "missing" */
  guint waiting;
  char *tested;   /* what there was of them when the test began: "", "loading", "missing" */
  gboolean asked; /* a person began the test, and waits */
};

G_DEFINE_FINAL_TYPE (PlFilterPage, pl_filter_page, PL_TYPE_SUBPAGE)

static void
add_row (PlFilterPage *page,
         const char *layer,
         const char *child,
         const char *verdict,
         const char *sentence,
         const char *name)
{
  g_autofree char *said = pl_screen_said (sentence);
  gboolean ok = g_str_equal (verdict, "ok"), failed = g_str_equal (verdict, "failed");
  g_autofree char *title = pl_check_title (layer, *name != '\0' ? name : child);
  g_autofree char *subtitle =
      failed ? g_strdup_printf ("%s\n%s", said, pl_check_layer_advice (layer)) : g_strdup (said);

  gtk_list_box_append (page->rows, GTK_WIDGET (pl_staff_row_new (pl_check_verdict_words (verdict),
                                                                 ok       ? "open-now"
                                                                 : failed ? "bad-now"
                                                                          : "soon-now",
                                                                 title, subtitle)));
}

/* Those of one verdict. */
static void
add_rows (PlFilterPage *page, GVariant *rows, const char *wanted)
{
  const char *layer, *child, *verdict, *said, *name;
  GVariantIter iter;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&s&s&s&s&s)", &layer, &child, &verdict, &said, &name))
    if (g_str_equal (verdict, wanted))
      add_row (page, layer, child, verdict, said, name);
}

/* What does not work stands first. */
static void
show_rows (PlFilterPage *page, GVariant *rows)
{
  pl_list_box_clear (page->rows);
  add_rows (page, rows, "failed");
  add_rows (page, rows, "not-sure");
  add_rows (page, rows, "ok");
  page->found = g_variant_n_children (rows);
  gtk_widget_set_visible (GTK_WIDGET (page->rows), page->found > 0);
}

static guint
count (GVariant *rows, const char *wanted)
{
  const char *verdict;
  GVariantIter iter;
  guint n = 0;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(ss&sss)", NULL, NULL, &verdict, NULL, NULL))
    n += g_str_equal (verdict, wanted);
  return n;
}

static void
set_testing (PlFilterPage *page, gboolean testing)
{
  gtk_widget_set_sensitive (page->test, !testing);
  gtk_widget_set_visible (page->stop, testing);
  gtk_widget_set_sensitive (page->stop, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (page->progress), testing);
  gtk_progress_bar_set_fraction (page->progress, 0);
  pl_label_say (page->trying, "");
  if (!testing)
    g_clear_handle_id (&page->looking, g_source_remove);
}

/* ---- lists that have not come yet ---- */

static void look_at_lists (PlFilterPage *page);
static void begin_test (PlFilterPage *page);

static void
stop_waiting (PlFilterPage *page)
{
  if (page->awaited == NULL)
    return;
  g_clear_pointer (&page->awaited, g_free);
  g_clear_handle_id (&page->waiting, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (page->progress), FALSE);
  pl_label_say (page->trying, "");
}

static gboolean
on_wait (gpointer data)
{
  PlFilterPage *page = data;

  page->waiting = 0;
  look_at_lists (page);
  return G_SOURCE_REMOVE;
}

static void
name_progress (PlFilterPage *page, const char *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
say_awaited (PlFilterPage *page, gboolean loading)
{
  name_progress (page, C_ ("filter", "The lists are being loaded"));
  pl_heading_set_label (page->heading, loading ? C_ ("filter", "The lists are being loaded")
                                               : C_ ("filter", "No list has come yet"));
  gtk_label_set_label (
      page->words,
      loading ? C_ ("filter", "The filter is tested again by itself when they have come.")
              : C_ ("filter", "Look whether the internet works. The lists are asked for again and "
                              "again, and the filter is tested when they have come."));
}

static void
on_update (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlFilterPage *page = data;
  if (page->awaited == NULL)
    return;
  pl_label_say (page->trying, "");
  pl_update_progress_show (page->progress, page->trying, reply);
}

static void
look_in_a_moment (PlFilterPage *page)
{
  if (page->waiting == 0)
    page->waiting = g_timeout_add (LISTS_MS, on_wait, page);
}

/* At once, where it is not going on already: somebody waits. */
static void
fetch_lists (PlFilterPage *page)
{
  pl_client_call_staff (page->client, "Sites", "Update", g_variant_new ("(as)", NULL),
                        page->cancellable, NULL, NULL);
}

static void
wait_for_lists (PlFilterPage *page, const char *state)
{
  if (g_strcmp0 (page->awaited, state) != 0) {
    say_awaited (page, g_str_equal (state, "loading"));
    g_free (page->awaited);
    page->awaited = g_strdup (state);
  }
  pl_client_call_staff (page->client, "Sites", "GetUpdate", NULL, page->cancellable, on_update,
                        page);
  look_in_a_moment (page);
}

static void
note_tested (PlFilterPage *page, const char *state)
{
  g_free (page->tested);
  page->tested = g_strdup (state);
}

static gboolean
was_tested_while (const PlFilterPage *page, const char *state)
{
  return g_strcmp0 (page->tested, state) == 0;
}

static void
take_missing (PlFilterPage *page, const char *state)
{
  if (page->asked)
    fetch_lists (page);
  page->asked = FALSE;
  /* What was found while they were on their way says that they are. */
  if (g_str_equal (state, "missing") && was_tested_while (page, "loading"))
    begin_test (page);
  else
    wait_for_lists (page, state);
}

/* They have come once all that filters has them. What is tested before that is tested again. */
static void
take_lists (PlFilterPage *page, const char *state, gboolean filtering)
{
  if (page->looking != 0)
    note_tested (page, state);
  else if (*state != '\0')
    take_missing (page, state);
  else if (was_tested_while (page, "") && page->awaited == NULL)
    return;
  else if (filtering)
    begin_test (page);
  else
    wait_for_lists (page, "loading");
}

static void
on_lists (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  const char *state = "";
  gboolean filtering = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFilterPage *page = data;
  if (reply == NULL) {
    if (page->awaited != NULL)
      look_in_a_moment (page); /* the agent may be away for one */
    return;
  }
  g_autoptr (GVariant) today = g_variant_get_child_value (reply, 0);
  g_variant_lookup (today, "lists", "&s", &state);
  g_variant_lookup (today, "filtering", "b", &filtering);
  take_lists (page, state, filtering);
}

static void
look_at_lists (PlFilterPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_lists, page);
}

/* ---- a test ---- */

static void
on_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFilterPage *page = data;
  /* It was stopped, by this person or another. */
  gboolean stopped = g_error_matches (error, PL_ERROR, PL_ERROR_FAILED);
  set_testing (page, FALSE);
  if (reply == NULL) {
    pl_heading_set_label (page->heading, stopped ? C_ ("filter", "The test was stopped")
                                                 : C_ ("filter", "Try it now"));
    gtk_label_set_label (page->words,
                         stopped ? C_ ("filter", "What it found until then stands below. It is "
                                                 "not on record as a filter check.")
                         : pl_client_is_away_error (error)
                             ? C_ ("filter", "Porchlight is not answering. Until it does, "
                                             "take it that the filter is off.")
                             : pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show_rows (page, rows);
  pl_heading_set_label (page->heading, count (rows, "failed") > 0
                                           ? C_ ("filter", "Something needs you")
                                       : count (rows, "not-sure") > 0
                                           ? C_ ("filter", "It works, as far as it can be tried")
                                           : C_ ("filter", "The filter works"));
  if (count (rows, "ok") < page->found)
    look_at_lists (page);
}

/* How far it is. */
static void
on_so_far (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  const char *layer;
  guint of;

  if (reply == NULL)
    return;
  PlFilterPage *page = data;
  g_variant_get (reply, "(&sua(sssss))", &layer, &of, NULL);
  if (page->looking == 0 || *layer == '\0')
    return; /* its end has come first */
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 2);
  /* Translators: a layer of the filter, like "Names of sites". */
  g_autofree char *trying =
      g_strdup_printf (C_ ("filter", "Trying now: %s"), pl_check_layer_words (layer));
  pl_label_say (page->trying, trying);
  gtk_progress_bar_set_fraction (page->progress,
                                 (double)g_variant_n_children (rows) / (double)MAX (of, 1));
  if (g_variant_n_children (rows) != page->found)
    show_rows (page, rows);
}

static gboolean
on_look (gpointer data)
{
  PlFilterPage *page = data;

  pl_client_call_staff (page->client, "Staff", "GetSelfTest", NULL, page->cancellable, on_so_far,
                        page);
  return G_SOURCE_CONTINUE;
}

static void
begin_test (PlFilterPage *page)
{
  stop_waiting (page);
  pl_list_box_clear (page->rows);
  page->found = 0;
  gtk_widget_set_visible (GTK_WIDGET (page->rows), FALSE);
  pl_heading_set_label (page->heading, C_ ("filter", "Testing …"));
  gtk_label_set_label (page->words, page->intro);
  name_progress (page, C_ ("filter", "Testing"));
  set_testing (page, TRUE);
  page->looking = g_timeout_add (LOOK_MS, on_look, page);
  note_tested (page, "");
  look_at_lists (page);
  pl_client_call_staff (page->client, "Staff", "SelfTest", g_variant_new ("(s)", ""),
                        page->cancellable, on_tested, page);
}

static void
on_test (PlFilterPage *page)
{
  page->asked = TRUE;
  begin_test (page);
}

/* What comes of it is heard by whoever waits for the test. */
static void
on_stop (PlFilterPage *page)
{
  gtk_widget_set_sensitive (page->stop, FALSE);
  pl_client_call_staff (page->client, "Staff", "StopSelfTest", NULL, page->cancellable, NULL, NULL);
}

static void
pl_filter_page_dispose (GObject *object)
{
  PlFilterPage *page = PL_FILTER_PAGE (object);

  g_clear_handle_id (&page->looking, g_source_remove);
  g_clear_handle_id (&page->waiting, g_source_remove);
  g_clear_pointer (&page->awaited, g_free);
  g_clear_pointer (&page->tested, g_free);
  g_clear_pointer (&page->intro, g_free);
  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_filter_page_parent_class)->dispose (object);
}

static void
pl_filter_page_class_init (PlFilterPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_filter_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/filter-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, words);
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, uncovered);
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, test);
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, trying);
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, stop);
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, progress);
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, rows);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
pl_filter_page_init (PlFilterPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->intro = g_strdup (gtk_label_get_label (page->words));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_filter_page_new (PlClient *client)
{
  PlFilterPage *page = g_object_new (PL_TYPE_FILTER_PAGE, NULL);
  g_autofree char *uncovered = pl_filter_uncovered_words ();

  page->client = g_object_ref (client);
  gtk_label_set_label (page->uncovered, uncovered);
  return PL_SUBPAGE (page);
}
