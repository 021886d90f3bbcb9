/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/section.h"

#include <glib/gi18n.h>

#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/widgets/list-box.h"

typedef struct {
  PlClient *client;
  PlRecord *today;
  GCancellable *cancellable;
  GtkLabel *heading;
  GtkListBox *list;
  GVariant *facts; /* what the rows were made of; nullable */
  int row;         /* the one with the focus when they were taken away; -1: none */
} PlTodaySectionPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlTodaySection, pl_today_section, ADW_TYPE_BIN)

enum {
  PROP_HEADING = 1,
};

static PlTodaySectionPrivate *
private_of (PlTodaySection *section)
{
  return pl_today_section_get_instance_private (section);
}

PlClient *
pl_today_section_get_client (PlTodaySection *section)
{
  return private_of (section)->client;
}

PlRecord *
pl_today_section_get_today (PlTodaySection *section)
{
  return private_of (section)->today;
}

GCancellable *
pl_today_section_get_cancellable (PlTodaySection *section)
{
  return private_of (section)->cancellable;
}

static void
ask (PlTodaySection *section)
{
  PlTodaySectionPrivate *private = private_of (section);

  g_cancellable_cancel (private->cancellable);
  g_clear_object (&private->cancellable);
  private->cancellable = g_cancellable_new ();
  PL_TODAY_SECTION_GET_CLASS (section)->ask (section);
}

void
pl_today_section_ask (PlTodaySection *section)
{
  g_clear_pointer (&private_of (section)->facts, g_variant_unref);
  ask (section);
}

void
pl_today_section_refresh (PlTodaySection *section, PlClient *client, PlRecord *today)
{
  PlTodaySectionPrivate *private = private_of (section);

  g_set_object (&private->client, client);
  g_set_object (&private->today, today);
  ask (section);
}

/* Rows. */

static gboolean
somebody_is_in (PlTodaySection *section)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (section));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (section));
}

gboolean
pl_today_section_begin (PlTodaySection *section, GVariant *facts)
{
  PlTodaySectionPrivate *private = private_of (section);
  g_autoptr (GVariant) new = g_variant_ref_sink (facts);

  if (private->facts != NULL && g_variant_equal (private->facts, new) && somebody_is_in (section))
    return FALSE;
  g_clear_pointer (&private->facts, g_variant_unref);
  private->facts = g_steal_pointer (&new);
  private->row = pl_list_box_focused (private->list);
  pl_list_box_clear (private->list);
  return TRUE;
}

void
pl_today_section_add (PlTodaySection *section, GtkWidget *row)
{
  gtk_list_box_append (private_of (section)->list, row);
}

void
pl_today_section_end (PlTodaySection *section, const char *nothing)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (private_of (section)->list)) == NULL) {
    AdwActionRow *row = pl_staff_row_new (NULL, NULL, nothing, NULL);
    gtk_widget_add_css_class (GTK_WIDGET (row), "quieter");
    pl_today_section_add (section, GTK_WIDGET (row));
  }
  pl_list_box_focus (private_of (section)->list, private_of (section)->row);
  private_of (section)->row = -1;
}

void
pl_today_section_fail (PlTodaySection *section, const GError *error)
{
  PlTodaySectionPrivate *private = private_of (section);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&private->facts, g_variant_unref);
  pl_list_box_clear (private->list);
  pl_today_section_add (section,
                        GTK_WIDGET (pl_staff_row_new (C_ ("today", "not known"), "bad-now",
                                                      C_ ("today", "This cannot be read now"),
                                                      pl_refusal_words (error))));
}

/* The widget. */

static void
pl_today_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlTodaySectionPrivate *private = private_of (PL_TODAY_SECTION (object));

  if (id != PROP_HEADING) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    return;
  }
  gtk_label_set_label (private->heading, g_value_get_string (value));
  gtk_accessible_update_property (GTK_ACCESSIBLE (private->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_value_get_string (value), -1);
}

static void
pl_today_section_dispose (GObject *object)
{
  PlTodaySectionPrivate *private = private_of (PL_TODAY_SECTION (object));

  g_cancellable_cancel (private->cancellable);
  g_clear_object (&private->cancellable);
  g_clear_object (&private->client);
  g_clear_object (&private->today);
  g_clear_pointer (&private->facts, g_variant_unref);
  G_OBJECT_CLASS (pl_today_section_parent_class)->dispose (object);
}

static void
pl_today_section_class_init (PlTodaySectionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->set_property = pl_today_section_set_property;
  object_class->dispose = pl_today_section_dispose;
  g_object_class_install_property (
      object_class, PROP_HEADING,
      g_param_spec_string ("heading", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
}

static void
pl_today_section_init (PlTodaySection *section)
{
  PlTodaySectionPrivate *private = private_of (section);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  private->row = -1;
  private->heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (private->heading), "third");
  private->list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (private->list), "boxed-list");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (private->heading));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (private->list));
  adw_bin_set_child (ADW_BIN (section), box);
}
