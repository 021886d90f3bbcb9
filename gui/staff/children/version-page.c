/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/version-page.h"

#include <glib/gi18n.h>

#include "gui/staff/children/change-preview.h"
#include "gui/staff/children/version-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/change-list.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/label.h"
#include "policy/error.h"

struct _PlVersionPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  char *account;
  GPtrArray *versions; /* of PlRecord, as they were when the page was opened */
  guint n;
  gint64 newest; /* the version that is in force */
  gint64 review; /* the newest of this child; 0: none */
  gboolean reviewed;
  GtkBox *sheet;
  GtkDropDown *other;
  PlChangeList *changes;
  GtkLabel *same, *problem, *said;
  PlChangePreview *preview;
  GtkEditable *reason;
  GtkWidget *put_back;
};

G_DEFINE_FINAL_TYPE (PlVersionPage, pl_version_page, PL_TYPE_SUBPAGE)

static PlRecord *
shown (PlVersionPage *page)
{
  return page->versions->pdata[page->n];
}

/* What is different. */

static void
on_compared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlVersionPage *page = data;
  g_autoptr (GVariant) what = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  gboolean any = what != NULL && g_variant_n_children (what) > 0;
  if (any)
    pl_change_list_show (page->changes, what);
  gtk_widget_set_visible (GTK_WIDGET (page->changes), any);
  /* Today's levels may not have what a text of long ago names. */
  pl_label_say (page->same, reply == NULL ? pl_refusal_words (error)
                            : any         ? ""
                                          : C_ ("history", "Nothing that holds is different."));
}

static void
compare (PlVersionPage *page)
{
  guint other = gtk_drop_down_get_selected (page->other);

  if (other >= page->versions->len)
    return;
  /* In the order of time. */
  pl_client_call_staff (
      page->client, "Profiles", "CompareTexts",
      g_variant_new ("(sss)", page->account,
                     pl_record_text (page->versions->pdata[MAX (other, page->n)], "text"),
                     pl_record_text (page->versions->pdata[MIN (other, page->n)], "text")),
      page->cancellable, on_compared, page);
}

/* Putting back. */

static void put_back (PlVersionPage *page, gint64 review);

static void
preview (PlVersionPage *page)
{
  pl_change_preview_show (page->preview, g_strdup (pl_record_text (shown (page), "text")));
}

/* Somebody was faster: what putting it back would do is another thing now. */
static void
on_newest (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || reply == NULL)
    return;
  PlVersionPage *page = data;
  gint64 newest;
  g_variant_get (reply, "(x&s)", &newest, NULL);
  if (newest == page->newest)
    return;
  page->newest = newest;
  pl_label_say (page->problem,
                C_ ("history", "Somebody else has changed this profile meanwhile. Nothing was put "
                               "back. Look again at what it would do, then press once more."));
  preview (page);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlVersionPage *page = data;
  gtk_widget_set_sensitive (page->put_back, TRUE);
  if (reply != NULL) {
    pl_label_say (page->said, C_ ("history", "Put back. It holds from now on."));
    pl_change_preview_show (page->preview, NULL);
    gtk_widget_set_visible (page->put_back, FALSE);
    return;
  }
  /* It takes something away: that needs a review (L4). */
  if (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED) && page->review > 0 && !page->reviewed) {
    page->reviewed = TRUE;
    put_back (page, page->review);
    return;
  }
  pl_label_say (page->problem, pl_refusal_words (error));
  if (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
    pl_client_call_staff (page->client, "Profiles", "Get", g_variant_new ("(s)", page->account),
                          page->cancellable, on_newest, page);
}

static void
put_back (PlVersionPage *page, gint64 review)
{
  gtk_widget_set_sensitive (page->put_back, FALSE);
  pl_client_call_staff (page->client, "Profiles", "Set",
                        g_variant_new ("(sxssx)", page->account, page->newest,
                                       pl_record_text (shown (page), "text"),
                                       gtk_editable_get_text (page->reason), review),
                        page->cancellable, on_set, page);
}

static void
on_put_back (PlVersionPage *page)
{
  pl_label_say (page->problem, "");
  page->reviewed = FALSE;
  if (*gtk_editable_get_text (page->reason) != '\0') {
    put_back (page, 0);
    return;
  }
  pl_label_say (page->problem, C_ ("history", "Say why: the child reads it."));
  gtk_widget_grab_focus (GTK_WIDGET (page->reason));
}

static void
on_reviews (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) row =
      g_variant_n_children (rows) > 0 ? g_variant_get_child_value (rows, 0) : NULL;
  if (row != NULL)
    g_variant_lookup (row, "id", "x", &PL_VERSION_PAGE (data)->review);
}

/* The page. */

static void
pl_version_page_dispose (GObject *object)
{
  PlVersionPage *page = PL_VERSION_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->account, g_free);
  g_clear_pointer (&page->versions, g_ptr_array_unref);
  G_OBJECT_CLASS (pl_version_page_parent_class)->dispose (object);
}

static void
pl_version_page_class_init (PlVersionPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_version_page_dispose;
}

static void
pl_version_page_init (PlVersionPage *page)
{
  page->cancellable = g_cancellable_new ();
  page->versions = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Which other one; the one before it is what most want to know. */
static void
add_other (PlVersionPage *page)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < page->versions->len; i++) {
    g_autofree char *title = pl_version_title (page->versions->pdata[i]);
    gtk_string_list_append (titles, title);
  }
  page->other = g_object_new (GTK_TYPE_DROP_DOWN, "model", titles, "selected",
                              page->n + 1 < page->versions->len ? page->n + 1
                              : page->n > 0                     ? page->n - 1
                                                                : 0,
                              NULL);
  pl_drop_down_name (page->other, C_ ("history", "Compared with"));
  pl_sheet_add_text (page->sheet, "quieter", C_ ("history", "Compared with"));
  gtk_box_append (page->sheet, GTK_WIDGET (page->other));
  g_signal_connect_object (page->other, "notify::selected", G_CALLBACK (compare), page,
                           G_CONNECT_SWAPPED);
}

/* What is in force is not put back. */
static void
add_put_back (PlVersionPage *page, const char *name)
{
  pl_sheet_add_title (page->sheet, C_ ("history", "Put this version back"));
  page->preview = g_object_new (PL_TYPE_CHANGE_PREVIEW, NULL);
  pl_change_preview_set_child (page->preview, page->client, page->account, name, FALSE);
  gtk_box_append (page->sheet, GTK_WIDGET (page->preview));
  page->reason = pl_sheet_add_field (page->sheet, C_ ("history", "Why? The child reads this"));
  page->problem = pl_sheet_add_text (page->sheet, "problem", NULL);
  page->said = pl_sheet_add_text (page->sheet, "done", NULL);
  page->put_back = pl_sheet_add_button (page->sheet, C_ ("history", "Put it back"), "ask",
                                        G_CALLBACK (on_put_back), page);
  preview (page);
}

PlSubpage *
pl_version_page_new (PlClient *client, PlRecord *child, GListModel *versions, guint n)
{
  const char *name = pl_record_text (child, "name");
  PlVersionPage *page = g_object_new (PL_TYPE_VERSION_PAGE, NULL);

  page->client = g_object_ref (client);
  page->account = g_strdup (pl_record_text (child, "account"));
  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    g_ptr_array_add (page->versions, g_list_model_get_item (versions, i));
  page->n = n;
  page->newest = pl_record_number (page->versions->pdata[0], "id");
  g_autofree char *title = pl_version_title (shown (page)), *why = pl_version_why (shown (page));
  page->sheet = pl_sheet_new (PL_SUBPAGE (page), name, title);
  pl_sheet_add_text (page->sheet, "quieter", why);
  add_other (page);
  page->same = pl_sheet_add_text (page->sheet, NULL, NULL);
  page->changes = pl_change_list_new ();
  gtk_widget_set_visible (GTK_WIDGET (page->changes), FALSE);
  gtk_box_append (page->sheet, GTK_WIDGET (page->changes));
  if (n > 0)
    add_put_back (page, name);
  compare (page);
  pl_client_call_staff (client, "Decisions", "ListReviews",
                        g_variant_new ("(sxu)", page->account, (gint64)0, 1u), page->cancellable,
                        on_reviews, page);
  return PL_SUBPAGE (page);
}
