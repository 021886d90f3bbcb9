/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-except.h"

#include <glib/gi18n.h>

#include "gui/app/settings.h"
#include "gui/child/tell-row.h"
#include "policy/care/text-max.h"

struct _PlTellExcept {
  AdwBin parent;
  PlTellDraft *draft; /* not owned; NULL while nothing is shown */
  AdwExpanderRow *row;
  GPtrArray *rows; /* of GtkWidget, the expander's */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlTellExcept, pl_tell_except, ADW_TYPE_BIN)

static void
on_account (GtkCheckButton *check, PlTellExcept *list)
{
  const char *account = g_object_get_data (G_OBJECT (check), "account");
  guint place;

  if (list->draft == NULL)
    return;
  if (gtk_check_button_get_active (check))
    g_ptr_array_add (list->draft->not_accounts, g_strdup (account));
  else if (g_ptr_array_find_with_equal_func (list->draft->not_accounts, account, g_str_equal,
                                             &place))
    g_ptr_array_remove_index (list->draft->not_accounts, place);
  g_signal_emit (list, signals[CHANGED], 0);
}

static void
add_row (PlTellExcept *list, GtkWidget *row)
{
  adw_expander_row_add_row (list->row, row);
  g_ptr_array_add (list->rows, row);
}

static void
add_account (PlTellExcept *list, const char *account, const char *name)
{
  GtkCheckButton *check;
  GtkWidget *row = pl_tell_row_new (name, NULL, "porchlight-not-symbolic", &check);

  g_object_set_data_full (G_OBJECT (check), "account", g_strdup (account), g_free);
  gtk_check_button_set_active (check, g_ptr_array_find_with_equal_func (
                                          list->draft->not_accounts, account, g_str_equal, NULL));
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_account), list, 0);
  add_row (list, row);
}

static void
on_name (GtkEditable *entry, PlTellExcept *list)
{
  if (list->draft != NULL)
    pl_tell_draft_set (&list->draft->not_name, gtk_editable_get_text (entry));
}

static void
add_name (PlTellExcept *list)
{
  const char *title = C_ ("tell", "Somebody else: write the name");
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "text", list->draft->not_name, "max-length",
                                   PL_TELL_ANSWER_MAX, NULL);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", title, "wrap", TRUE, "xalign", 0.0, NULL);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                 4, "margin-start", 12, "margin-end", 12, "margin-top", 8,
                                 "margin-bottom", 12, NULL);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "focusable", FALSE,
                                 "child", box, NULL);

  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_widget_add_css_class (entry, "field");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_name), list, 0);
  add_row (list, row);
}

void
pl_tell_except_show (PlTellExcept *list, PlTellDraft *draft, GVariant *people)
{
  const char *account, *name;
  GVariantIter rows;

  list->draft = draft;
  if (draft == NULL)
    return;
  for (guint i = 0; i < list->rows->len; i++)
    adw_expander_row_remove (list->row, list->rows->pdata[i]);
  g_ptr_array_set_size (list->rows, 0);
  g_variant_iter_init (&rows, people);
  while (g_variant_iter_next (&rows, "(&s&s)", &account, &name))
    add_account (list, account, name);
  add_name (list);
}

static void
pl_tell_except_finalize (GObject *object)
{
  g_ptr_array_unref (PL_TELL_EXCEPT (object)->rows);
  G_OBJECT_CLASS (pl_tell_except_parent_class)->finalize (object);
}

static void
pl_tell_except_class_init (PlTellExceptClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = pl_tell_except_finalize;
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_TELL_EXCEPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-except.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTellExcept, row);
}

static void
pl_tell_except_init (PlTellExcept *list)
{
  gtk_widget_init_template (GTK_WIDGET (list));
  list->rows = g_ptr_array_new ();
  adw_expander_row_set_expanded (list->row, pl_settings_easy_read (pl_settings_get ()));
}
