/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/children-section.h"

#include <glib/gi18n.h>

#include "gui/staff/children/child-page.h"
#include "gui/staff/children/child-words.h"
#include "gui/staff/row.h"
#include "gui/staff/today/today-words.h"

struct _PlChildrenSection {
  PlTodaySection parent;
  GVariant *flags; /* what ListFlags said; nullable */
};

G_DEFINE_FINAL_TYPE (PlChildrenSection, pl_children_section, PL_TYPE_TODAY_SECTION)

static void
on_row (AdwActionRow *row, gpointer data)
{
  PlRecord *child = g_object_get_data (G_OBJECT (row), "child");

  pl_subpage_open (GTK_WIDGET (row), pl_child_page_new (pl_today_section_get_client (data), child));
}

static void
add_child (PlTodaySection *section, GVariant *fields)
{
  PlRecord *today = pl_today_section_get_today (section);
  const char *account;

  g_variant_get_child (fields, 0, "&s", &account);
  PlRecord *child = pl_child_record_new (fields, PL_CHILDREN_SECTION (section)->flags,
                                         pl_staff_child_name (today, account));
  gboolean online = pl_record_flag (child, "online");
  g_autofree char *about = pl_child_about_words (child);
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, pl_record_text (child, "name"), about);
  GtkWidget *state = gtk_label_new (online ? C_ ("child", "online") : C_ ("child", "help only"));

  gtk_widget_set_valign (state, GTK_ALIGN_CENTER);
  gtk_widget_set_css_classes (state,
                              (const char *[]){ "pill", online ? "open-now" : "closed-now", NULL });
  adw_action_row_add_suffix (row, state);
  g_object_set_data_full (G_OBJECT (row), "child", child, g_object_unref);
  pl_staff_row_lead (row, G_CALLBACK (on_row), section);
  pl_today_section_add (section, GTK_WIDGET (row));
}

static void
on_children (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTodaySection *section = data;
  if (reply == NULL) {
    pl_today_section_fail (section, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  if (!pl_today_section_begin (section, rows))
    return;
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    add_child (section, fields);
  }
  pl_today_section_end (section, C_ ("today", "No child is set up yet"));
}

static void
on_flags (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTodaySection *section = data;
  if (reply == NULL) {
    pl_today_section_fail (section, error);
    return;
  }
  g_clear_pointer (&PL_CHILDREN_SECTION (section)->flags, g_variant_unref);
  PL_CHILDREN_SECTION (section)->flags = g_variant_get_child_value (reply, 0);
  pl_client_call_staff (pl_today_section_get_client (section), "Staff", "ListChildren", NULL,
                        pl_today_section_get_cancellable (section), on_children, section);
}

static void
ask (PlTodaySection *section)
{
  pl_client_call_staff (pl_today_section_get_client (section), "Staff", "ListFlags", NULL,
                        pl_today_section_get_cancellable (section), on_flags, section);
}

static void
pl_children_section_dispose (GObject *object)
{
  g_clear_pointer (&PL_CHILDREN_SECTION (object)->flags, g_variant_unref);
  G_OBJECT_CLASS (pl_children_section_parent_class)->dispose (object);
}

static void
pl_children_section_class_init (PlChildrenSectionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_children_section_dispose;
  PL_TODAY_SECTION_CLASS (class)->ask = ask;
}

static void
pl_children_section_init (PlChildrenSection *section)
{
}
