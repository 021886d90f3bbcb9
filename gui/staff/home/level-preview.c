/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/level-preview.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/change-list.h"

/* As long as a pause between two keys. */
#define PAUSE_MS 300

struct _PlLevelPreview {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  char *file;
  char *text;         /* nullable: what is to be compared */
  GVariant *children; /* nullable */
  guint pause;
  GtkBox *box;
  gboolean concerned;
};

enum {
  PROP_CONCERNED = 1
};

G_DEFINE_FINAL_TYPE (PlLevelPreview, pl_level_preview, ADW_TYPE_BIN)

/* What staff call a child. Owned by the children's rows, or account. */
static const char *
name_of (PlLevelPreview *preview, const char *account)
{
  for (gsize i = 0; preview->children != NULL && i < g_variant_n_children (preview->children);
       i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (preview->children, i);
    const char *whose = "", *name = account;
    g_variant_lookup (child, "account", "&s", &whose);
    g_variant_lookup (child, "name", "&s", &name);
    if (g_str_equal (whose, account))
      return name;
  }
  return account;
}

static void
clear (PlLevelPreview *preview)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (preview->box))) != NULL)
    gtk_box_remove (preview->box, child);
}

static void
set_concerned (PlLevelPreview *preview, gboolean concerned)
{
  gtk_widget_set_visible (GTK_WIDGET (preview), concerned);
  if (preview->concerned == concerned)
    return;
  preview->concerned = concerned;
  g_object_notify (G_OBJECT (preview), "concerned");
}

static void
add_child (PlLevelPreview *preview, const char *account, GVariant *what)
{
  /* Translators: the name of a child, who reads what follows. */
  g_autofree char *title =
      g_strdup_printf (C_ ("preview", "What %s will read"), name_of (preview, account));
  PlChangeList *list = pl_change_list_new ();

  pl_change_list_show (list, what);
  pl_sheet_add_title (preview->box, title);
  gtk_box_append (preview->box, GTK_WIDGET (list));
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  g_autoptr (GVariantIter) rows = NULL;
  const char *account;
  GVariant *what;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLevelPreview *preview = data;
  clear (preview);
  /* What is half typed cannot be read yet; saving says what is wrong with it. */
  if (reply != NULL)
    g_variant_get (reply, "(a(saa{sv}))", &rows);
  while (rows != NULL && g_variant_iter_loop (rows, "(&s@aa{sv})", &account, &what))
    add_child (preview, account, what);
  set_concerned (preview, gtk_widget_get_first_child (GTK_WIDGET (preview->box)) != NULL);
}

static gboolean
on_pause (gpointer data)
{
  PlLevelPreview *preview = data;

  preview->pause = 0;
  preview->cancellable = g_cancellable_new ();
  pl_client_call_staff (preview->client, "Home", "CompareLevel",
                        g_variant_new ("(ss)", preview->file, preview->text), preview->cancellable,
                        on_compared, preview);
  return G_SOURCE_REMOVE;
}

static void
stop (PlLevelPreview *preview)
{
  g_clear_handle_id (&preview->pause, g_source_remove);
  g_cancellable_cancel (preview->cancellable);
  g_clear_object (&preview->cancellable);
}

void
pl_level_preview_show (PlLevelPreview *preview, char *text)
{
  stop (preview);
  g_free (preview->text);
  preview->text = text;
  if (text != NULL)
    preview->pause = g_timeout_add (PAUSE_MS, on_pause, preview);
  else
    set_concerned (preview, FALSE);
}

void
pl_level_preview_set_children (PlLevelPreview *preview, GVariant *children)
{
  g_clear_pointer (&preview->children, g_variant_unref);
  preview->children = children != NULL ? g_variant_ref (children) : NULL;
}

static void
pl_level_preview_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, PL_LEVEL_PREVIEW (object)->concerned);
}

static void
pl_level_preview_dispose (GObject *object)
{
  PlLevelPreview *preview = PL_LEVEL_PREVIEW (object);

  stop (preview);
  g_clear_object (&preview->client);
  g_clear_pointer (&preview->file, g_free);
  g_clear_pointer (&preview->text, g_free);
  g_clear_pointer (&preview->children, g_variant_unref);
  G_OBJECT_CLASS (pl_level_preview_parent_class)->dispose (object);
}

static void
pl_level_preview_class_init (PlLevelPreviewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_level_preview_dispose;
  G_OBJECT_CLASS (class)->get_property = pl_level_preview_get_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (class), PROP_CONCERNED,
      g_param_spec_boolean ("concerned", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
pl_level_preview_init (PlLevelPreview *preview)
{
  preview->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  adw_bin_set_child (ADW_BIN (preview), GTK_WIDGET (preview->box));
  gtk_widget_set_visible (GTK_WIDGET (preview), FALSE);
}

PlLevelPreview *
pl_level_preview_new (PlClient *client, const char *file)
{
  PlLevelPreview *preview = g_object_new (PL_TYPE_LEVEL_PREVIEW, NULL);

  preview->client = g_object_ref (client);
  preview->file = g_strdup (file);
  return preview;
}
