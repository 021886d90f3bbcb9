/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/filter-page.h"

#include <glib/gi18n.h>

#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/today/filter-words.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/list-box.h"

#define PULSE_MS 200

struct _PlFilterPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkLabel *words, *uncovered;
  GtkWidget *test;
  GtkProgressBar *progress;
  GtkListBox *rows;
  guint pulsing;
};

G_DEFINE_FINAL_TYPE (PlFilterPage, pl_filter_page, PL_TYPE_SUBPAGE)

/* The layers of Staff.SelfTest, and what to do where one fails. */
static const struct {
  const char *layer, *words, *advice;
} layers[] = {
  { "firewall", NC_ ("layer", "The way out of this computer"),
    NC_ ("layer",
         "Restart the computer. If it stays so, children use another one, and IT is told.") },
  { "dns", NC_ ("layer", "Names of sites"),
    NC_ ("layer",
         "Restart the computer. If it stays so, children use another one, and IT is told.") },
  { "web", NC_ ("layer", "Pages"),
    NC_ ("layer", "Restart the computer. If it stays so, tell IT.") },
  { "safe-search", NC_ ("layer", "Safe search"), NC_ ("layer", "Tell IT what it says here.") },
  { "hosts-file", NC_ ("layer", "The second line of defence"),
    NC_ ("layer", "Somebody may have changed a system file. Tell IT today.") },
  { "lists", NC_ ("layer", "Lists of sites"),
    NC_ ("layer", "Look whether the internet works, then update the lists under Home.") },
  { "workers", NC_ ("layer", "Porchlight’s own programs"),
    NC_ ("layer", "Restart the computer. If it stays so, tell IT.") },
  { "clock", NC_ ("layer", "The clock"),
    NC_ ("layer",
         "Set the clock right, or connect to the internet once, so that it can be confirmed.") },
};

static const char *
words_of (const char *layer, gboolean advice)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    if (g_str_equal (layers[i].layer, layer))
      return g_dpgettext2 (NULL, "layer", advice ? layers[i].advice : layers[i].words);
  return advice ? "" : layer;
}

static void
add_row (
    PlFilterPage *page, const char *layer, const char *child, const char *verdict, const char *said)
{
  gboolean ok = g_str_equal (verdict, "ok"), failed = g_str_equal (verdict, "failed");
  const char *pill = ok       ? C_ ("filter", "works")
                     : failed ? C_ ("filter", "fails")
                              : C_ ("filter", "not sure");
  g_autofree char *title =
      *child != '\0'
          /* Translators: a layer of the filter, and a child's account. */
          ? g_strdup_printf (C_ ("filter", "%1$s, %2$s"), words_of (layer, FALSE), child)
          : g_strdup (words_of (layer, FALSE));
  g_autofree char *subtitle =
      failed ? g_strdup_printf ("%s\n%s", said, words_of (layer, TRUE)) : g_strdup (said);

  gtk_list_box_append (page->rows, GTK_WIDGET (pl_staff_row_new (pill,
                                                                 ok       ? "open-now"
                                                                 : failed ? "bad-now"
                                                                          : "soon-now",
                                                                 title, subtitle)));
}

/* Those of one verdict; how many they are. What does not work stands first. */
static guint
add_rows (PlFilterPage *page, GVariant *rows, const char *wanted)
{
  const char *layer, *child, *verdict, *said;
  GVariantIter iter;
  guint n = 0;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&s&s&s&s)", &layer, &child, &verdict, &said))
    if (g_str_equal (verdict, wanted)) {
      add_row (page, layer, child, verdict, said);
      n++;
    }
  return n;
}

static void
set_testing (PlFilterPage *page, gboolean testing)
{
  gtk_widget_set_sensitive (page->test, !testing);
  gtk_widget_set_visible (GTK_WIDGET (page->progress), testing);
  if (!testing)
    g_clear_handle_id (&page->pulsing, g_source_remove);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFilterPage *page = data;
  set_testing (page, FALSE);
  if (reply == NULL) {
    gtk_label_set_label (page->words,
                         pl_client_is_away_error (error)
                             ? C_ ("filter", "Porchlight is not answering. Until it does, "
                                             "take it that the filter is off.")
                             : pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  guint failed = add_rows (page, rows, "failed"), unsure = add_rows (page, rows, "not-sure");
  add_rows (page, rows, "ok");
  gtk_widget_set_visible (GTK_WIDGET (page->rows), TRUE);
  pl_heading_set_label (page->heading, failed > 0 ? C_ ("filter", "Something needs you")
                                       : unsure > 0
                                           ? C_ ("filter", "It works, as far as it can be tried")
                                           : C_ ("filter", "The filter works"));
}

static gboolean
on_pulse (gpointer data)
{
  gtk_progress_bar_pulse (PL_FILTER_PAGE (data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
on_test (PlFilterPage *page)
{
  pl_list_box_clear (page->rows);
  gtk_widget_set_visible (GTK_WIDGET (page->rows), FALSE);
  pl_heading_set_label (page->heading, C_ ("filter", "Testing …"));
  set_testing (page, TRUE);
  page->pulsing = g_timeout_add (PULSE_MS, on_pulse, page);
  pl_client_call_staff (page->client, "Staff", "SelfTest", g_variant_new ("(s)", ""),
                        page->cancellable, on_tested, page);
}

static void
pl_filter_page_dispose (GObject *object)
{
  PlFilterPage *page = PL_FILTER_PAGE (object);

  g_clear_handle_id (&page->pulsing, g_source_remove);
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
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, progress);
  gtk_widget_class_bind_template_child (widget_class, PlFilterPage, rows);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
}

static void
pl_filter_page_init (PlFilterPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
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
