/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/children-section.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/children/child-page.h"
#include "gui/staff/children/child-row.h"
#include "gui/staff/row.h"
#include "gui/staff/today/today-child.h"

struct _PlChildrenSection {
  PlTodaySection parent;
};

G_DEFINE_FINAL_TYPE (PlChildrenSection, pl_children_section, PL_TYPE_TODAY_SECTION)

static void
on_row (AdwActionRow *row, gpointer data)
{
  PlRecord *child = g_object_get_data (G_OBJECT (row), "child");

  pl_subpage_open (GTK_WIDGET (row), pl_child_page_new (pl_today_section_get_client (data), child));
}

static void
add_child (PlTodaySection *section, PlRecord *fields, GVariant *flags)
{
  PlRecord *child = pl_today_child_of (fields, flags);
  AdwActionRow *row = pl_child_row_new (child);

  g_object_set_data_full (G_OBJECT (row), "child", child, g_object_unref);
  pl_staff_row_lead (row, G_CALLBACK (on_row), section);
  pl_today_section_add (section, GTK_WIDGET (row));
}

static void
show (PlTodaySection *section, GVariant *children, GVariant *flags)
{
  for (gsize i = 0; i < g_variant_n_children (children); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (children, i);
    g_autoptr (PlRecord) fields = pl_record_new (row);
    add_child (section, fields, flags);
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
  g_autoptr (GVariant) flags = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) children =
      pl_record_value (pl_today_section_get_today (section), "children", G_VARIANT_TYPE ("aa{sv}"));
  if (pl_today_section_begin (section, g_variant_new ("(@aa{sv}@*)", children, flags)))
    show (section, children, flags);
}

static void
ask (PlTodaySection *section)
{
  pl_client_call_staff (pl_today_section_get_client (section), "Staff", "ListFlags", NULL,
                        pl_today_section_get_cancellable (section), on_flags, section);
}

static void
pl_children_section_class_init (PlChildrenSectionClass *class)
{
  PL_TODAY_SECTION_CLASS (class)->ask = ask;
}

static void
pl_children_section_init (PlChildrenSection *section)
{
}
