/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/number-list.h"

#include <glib/gi18n.h>

#include "gui/app/english.h"
#include "gui/widgets/list-box.h"
#include "gui/widgets/number-row.h"

struct _PlNumberList {
  AdwBin parent;
  GtkListBox *rows;
  gboolean all;
};

enum {
  PROP_ALL = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PlNumberList, pl_number_list, ADW_TYPE_BIN)

typedef struct {
  const char *who, *digits, *words;
} Number;

/* Public numbers, the same in every home. */
static const Number danger = { NC_ ("number", "In danger now"), "999",
                               NC_ ("number", "Police, ambulance") };
static const Number childline = { NC_ ("number", "Childline"), "0800 1111",
                                  NC_ ("number", "Free, day and night") };
static const Number help_at_hand = { NC_ ("number", "Help at Hand"), "0800 528 0731",
                                     NC_ ("number", "Free, for children in care") };

static void
add_public (PlNumberList *list, const Number *number)
{
  g_autofree char *who = pl_with_english ("number", number->who);
  g_autofree char *words = pl_with_english ("number", number->words);

  gtk_list_box_append (list->rows, pl_number_row_new (who, number->digits, words));
}

static void
add_own (PlNumberList *list, const PlToday *today)
{
  for (guint i = 0; today != NULL && i < today->numbers->len; i++) {
    const PlTodayNumber *number = today->numbers->pdata[i];

    gtk_list_box_append (list->rows, pl_number_row_new (number->name, number->digits,
                                                        C_ ("number", "Your home’s own number")));
  }
}

void
pl_number_list_show (PlNumberList *list, const PlToday *today)
{
  pl_list_box_clear (list->rows);
  add_public (list, &danger);
  add_public (list, &childline);
  add_own (list, today);
  if (list->all)
    add_public (list, &help_at_hand);
}

static void
pl_number_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PL_NUMBER_LIST (object)->all = g_value_get_boolean (value);
}

static void
pl_number_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, PL_NUMBER_LIST (object)->all);
}

static void
pl_number_list_constructed (GObject *object)
{
  G_OBJECT_CLASS (pl_number_list_parent_class)->constructed (object);
  pl_number_list_show (PL_NUMBER_LIST (object), NULL);
}

static void
pl_number_list_class_init (PlNumberListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->constructed = pl_number_list_constructed;
  object_class->set_property = pl_number_list_set_property;
  object_class->get_property = pl_number_list_get_property;
  properties[PROP_ALL] =
      g_param_spec_boolean ("all", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
pl_number_list_init (PlNumberList *list)
{
  list->rows = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (list->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("number", "Whom you can ring"), -1);
  adw_bin_set_child (ADW_BIN (list), GTK_WIDGET (list->rows));
}
