/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/version-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/edits.h"
#include "gui/staff/children/change-preview.h"
#include "gui/staff/refusal.h"
#include "gui/staff/saving.h"
#include "gui/staff/sheet.h"
#include "gui/staff/version-words.h"
#include "gui/widgets/change-list.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/label.h"

struct _PlVersionPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  char *account;
  GPtrArray *versions; /* of PlRecord, as they were when the page was opened */
  guint n;
  GtkBox *sheet;
  GtkDropDown *other;
  PlChangeList *changes;
  GtkLabel *same;
  PlChangePreview *preview; /* NULL for the version in force, as the next */
  PlSaving *saving;
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

/* Putting back. What it would do is another thing where somebody was faster. */

static void
show (gpointer data)
{
  PlVersionPage *page = data;
  PlFileEdit *edit = pl_saving_edit (page->saving);

  pl_change_preview_show (page->preview,
                          pl_file_edit_is_changed (edit) ? pl_file_edit_text (edit, NULL) : NULL);
}

static const PlSavingPage saving = {
  .show = show,
  .context = "history",
  .button = NC_ ("history", "Put it back"),
  .done = NC_ ("history", "Put back. It holds from now on."),
};

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
  pl_edits_leave_out (GTK_WIDGET (page->other));
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
  page->saving =
      pl_saving_add (page->sheet, page->client, PL_SAVING_PROFILE, page->account, &saving, page);
  PlRecord *newest = page->versions->pdata[0];
  pl_saving_begin (page->saving, pl_record_number (newest, "id"), pl_record_text (newest, "text"));
  pl_file_edit_put (pl_saving_edit (page->saving), pl_record_text (shown (page), "text"));
  show (page);
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
  return PL_SUBPAGE (page);
}
