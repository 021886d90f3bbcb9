/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/change-preview.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/change-list.h"
#include "gui/widgets/label.h"

/* As long as a pause between two keys. */
#define PAUSE_MS 300

struct _PlChangePreview {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  char *account;
  char *text; /* nullable: what is to be compared */
  gboolean in_review;
  guint pause;
  GtkLabel *title, *needs_review;
  PlChangeList *list;
};

G_DEFINE_FINAL_TYPE (PlChangePreview, pl_change_preview, ADW_TYPE_BIN)

static gboolean
takes_away (GVariant *what)
{
  for (gsize i = 0; i < g_variant_n_children (what); i++) {
    g_autoptr (GVariant) change = g_variant_get_child_value (what, i);
    gboolean less = FALSE;
    if (g_variant_lookup (change, "less", "b", &less) && less)
      return TRUE;
  }
  return FALSE;
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlChangePreview *preview = data;
  /* What is half typed is no time and no name yet; saving says what is wrong with it. */
  g_autoptr (GVariant) what = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  gboolean any = what != NULL && g_variant_n_children (what) > 0;
  if (any)
    pl_change_list_show (preview->list, what);
  gtk_widget_set_visible (GTK_WIDGET (preview->needs_review),
                          any && !preview->in_review && takes_away (what));
  gtk_widget_set_visible (GTK_WIDGET (preview), any);
}

static gboolean
on_pause (gpointer data)
{
  PlChangePreview *preview = data;

  preview->pause = 0;
  preview->cancellable = g_cancellable_new ();
  pl_client_call_staff (preview->client, "Profiles", "Compare",
                        g_variant_new ("(ss)", preview->account, preview->text),
                        preview->cancellable, on_compared, preview);
  return G_SOURCE_REMOVE;
}

static void
stop (PlChangePreview *preview)
{
  g_clear_handle_id (&preview->pause, g_source_remove);
  g_cancellable_cancel (preview->cancellable);
  g_clear_object (&preview->cancellable);
}

void
pl_change_preview_show (PlChangePreview *preview, char *text)
{
  stop (preview);
  g_free (preview->text);
  preview->text = text;
  if (text == NULL)
    gtk_widget_set_visible (GTK_WIDGET (preview), FALSE);
  else
    preview->pause = g_timeout_add (PAUSE_MS, on_pause, preview);
}

void
pl_change_preview_set_child (PlChangePreview *preview,
                             PlClient *client,
                             const char *account,
                             const char *name,
                             gboolean in_review)
{
  /* Translators: the name of a child, who reads what follows. */
  g_autofree char *title = g_strdup_printf (C_ ("preview", "What %s will read"), name);

  g_set_object (&preview->client, client);
  g_free (preview->account);
  preview->account = g_strdup (account);
  preview->in_review = in_review;
  pl_label_say (preview->title, title);
}

static void
pl_change_preview_dispose (GObject *object)
{
  PlChangePreview *preview = PL_CHANGE_PREVIEW (object);

  stop (preview);
  g_clear_object (&preview->client);
  g_clear_pointer (&preview->account, g_free);
  g_clear_pointer (&preview->text, g_free);
  G_OBJECT_CLASS (pl_change_preview_parent_class)->dispose (object);
}

static void
pl_change_preview_class_init (PlChangePreviewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_change_preview_dispose;
}

static void
pl_change_preview_init (PlChangePreview *preview)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  preview->title = pl_sheet_add_text (GTK_BOX (box), "third", NULL);
  preview->list = pl_change_list_new ();
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (preview->list));
  preview->needs_review =
      pl_sheet_add_text (GTK_BOX (box), "quieter",
                         C_ ("preview", "It takes something away: that needs a placement review of "
                                        "the last 28 days, or it is a restriction."));
  adw_bin_set_child (ADW_BIN (preview), box);
  gtk_widget_set_visible (GTK_WIDGET (preview), FALSE);
}
