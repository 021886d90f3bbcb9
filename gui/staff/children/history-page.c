/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/history-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/time-words.h"
#include "gui/staff/children/child-words.h"
#include "gui/staff/children/level-words.h"
#include "gui/staff/children/version-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/staff/version-words.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

#define REVIEWS_MAX 100

struct _PlHistoryPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child;
  GCancellable *cancellable;
  PlAgentView *view;
  GtkLabel *problem, *no_review;
  GtkListBox *reviews, *versions;
  GListStore *rows; /* of PlRecord: the versions, newest first */
  GtkWidget *older;
};

G_DEFINE_FINAL_TYPE (PlHistoryPage, pl_history_page, PL_TYPE_SUBPAGE)

/* Reviews. */

static char *
day_text (gint64 instant)
{
  g_autoptr (GDateTime) at = pl_app_time (instant);

  return at != NULL ? pl_words_full_day (at) : g_strdup ("");
}

static void
add_line (GString *words, const char *what, const char *value)
{
  if (*value == '\0')
    return;
  if (words->len > 0)
    g_string_append_c (words, '\n');
  /* Translators: what it is, and what it says. */
  g_string_append_printf (words, C_ ("history", "%1$s: %2$s"), what, value);
}

static char *
review_words (PlRecord *review)
{
  g_autofree char *next = day_text (pl_record_number (review, "next"));
  g_autoptr (GString) words = g_string_new (pl_record_text (review, "reason"));

  add_line (words, C_ ("history", "The child said"), pl_record_text (review, "child-view"));
  add_line (words, C_ ("history", "There were"), pl_record_text (review, "took-part"));
  if (pl_record_number (review, "next") > 0)
    add_line (words, C_ ("history", "The next one"), next);
  add_line (words, C_ ("history", "Written down by"), pl_record_person (review, "made-by"));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
add_review (PlHistoryPage *page, PlRecord *review)
{
  const char *before = pl_level_words (pl_record_text (review, "level-before"));
  const char *after = pl_level_words (pl_record_text (review, "level-after"));
  g_autofree char *held = day_text (pl_record_number (review, "held"));
  g_autofree char *title =
      *before == '\0' || g_str_equal (before, after)
          /* Translators: a day, and the name of a level. */
          ? g_strdup_printf (C_ ("history", "%1$s: %2$s"), held, after)
          /* Translators: a day, and the names of two levels. */
          : g_strdup_printf (C_ ("history", "%1$s: from %2$s to %3$s"), held, before, after);
  g_autofree char *words = review_words (review);
  gboolean provisional = pl_record_flag (review, "provisional");

  gtk_list_box_append (page->reviews, GTK_WIDGET (pl_staff_row_new (
                                          provisional ? C_ ("history", "provisional") : NULL,
                                          "soon-now", title, words)));
}

static void
on_reviews (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlHistoryPage *page = data;
  if (!pl_refusal_take (page->view, page->problem, reply, error))
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gsize n = g_variant_n_children (rows);
  pl_list_box_clear (page->reviews);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) review = pl_record_new (row);
    add_review (page, review);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->reviews), n > 0);
  pl_label_say (page->no_review, n == 0 ? C_ ("history", "No review is on record yet.") : "");
}

/* Versions. */

static void
on_version (AdwActionRow *row, PlHistoryPage *page)
{
  guint n = (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  pl_subpage_open (GTK_WIDGET (page),
                   pl_version_page_new (page->client, page->child, G_LIST_MODEL (page->rows), n));
}

static void
add_version (PlHistoryPage *page, PlRecord *version)
{
  gboolean in_force = g_list_model_get_n_items (G_LIST_MODEL (page->rows)) == 0;
  g_autofree char *title = pl_version_title (version);
  g_autofree char *why = pl_version_why (version);
  AdwActionRow *row =
      pl_staff_row_new (in_force ? C_ ("history", "in force") : NULL, "open-now", title, why);

  g_list_store_append (page->rows, version);
  pl_staff_row_lead (row, G_CALLBACK (on_version), page);
  gtk_list_box_append (page->versions, GTK_WIDGET (row));
}

/* At most so many come at once. */
#define VERSIONS_PAGE 100

static void
on_versions (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlHistoryPage *page = data;
  if (!pl_refusal_take (page->view, page->problem, reply, error))
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gsize n = g_variant_n_children (rows);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) version = pl_record_new (row);
    add_version (page, version);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->versions), TRUE);
  gtk_widget_set_visible (page->older, n == VERSIONS_PAGE);
}

static void
read_versions (PlHistoryPage *page, gint64 before)
{
  pl_client_call_staff (page->client, "Profiles", "ListVersions",
                        g_variant_new ("(sx)", pl_record_text (page->child, "account"), before),
                        page->cancellable, on_versions, page);
}

static void
on_older (PlHistoryPage *page)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->rows));
  g_autoptr (PlRecord) last = g_list_model_get_item (G_LIST_MODEL (page->rows), n - 1);

  gtk_widget_set_visible (page->older, FALSE);
  read_versions (page, pl_record_number (last, "id"));
}

/* What was put back meanwhile shows when the page does. */
static void
read_all (PlHistoryPage *page)
{
  pl_label_say (page->problem, "");
  g_list_store_remove_all (page->rows);
  pl_list_box_clear (page->versions);
  pl_client_call_staff (
      page->client, "Decisions", "ListReviews",
      g_variant_new ("(sxu)", pl_record_text (page->child, "account"), (gint64)0, REVIEWS_MAX),
      page->cancellable, on_reviews, page);
  read_versions (page, 0);
}

static void
pl_history_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_history_page_parent_class)->map (widget);
  read_all (PL_HISTORY_PAGE (widget));
}

static void
pl_history_page_dispose (GObject *object)
{
  PlHistoryPage *page = PL_HISTORY_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  g_clear_object (&page->rows);
  G_OBJECT_CLASS (pl_history_page_parent_class)->dispose (object);
}

static void
pl_history_page_class_init (PlHistoryPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_history_page_dispose;
  GTK_WIDGET_CLASS (class)->map = pl_history_page_map;
}

static void
pl_history_page_init (PlHistoryPage *page)
{
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), "", C_ ("history", "Reviews and changes"));

  page->cancellable = g_cancellable_new ();
  page->view = pl_sheet_view (sheet);
  page->rows = g_list_store_new (PL_TYPE_RECORD);
  page->problem = pl_sheet_add_text (sheet, "complaint", NULL);
  pl_sheet_add_title (sheet, C_ ("history", "Placement reviews"));
  page->no_review = pl_sheet_add_text (sheet, NULL, NULL);
  page->reviews = pl_sheet_add_list (sheet, C_ ("history", "Placement reviews"));
  pl_sheet_add_title (sheet, C_ ("history", "Every change of the profile"));
  page->versions = pl_sheet_add_list (sheet, C_ ("history", "Every change of the profile"));
  page->older =
      pl_sheet_add_button (sheet, C_ ("history", "Older ones"), NULL, G_CALLBACK (on_older), page);
  gtk_widget_set_visible (GTK_WIDGET (page->reviews), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (page->versions), FALSE);
  gtk_widget_set_visible (page->older, FALSE);
}

PlSubpage *
pl_history_page_new (PlClient *client, PlRecord *child)
{
  PlHistoryPage *page =
      g_object_new (PL_TYPE_HISTORY_PAGE, "title", pl_record_text (child, "name"), NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_all), page);
  return PL_SUBPAGE (page);
}
