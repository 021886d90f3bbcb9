/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/status-page.h"

#include "gui/widgets/label.h"

struct _PlStatusPage {
  AdwBin parent;
  GtkWidget *whole;
  GtkWidget *heading; /* has the focus for the title: a label of GTK's takes it only for its text */
  GtkImage *icon;
  GtkLabel *title, *description;
  AdwBin *content;
};

enum {
  PROP_ICON_NAME = 1,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_CONTENT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PlStatusPage, pl_status_page, ADW_TYPE_BIN)

void
pl_status_page_set_title (PlStatusPage *page, const char *title)
{
  gtk_label_set_label (page->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->heading), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

void
pl_status_page_set_description (PlStatusPage *page, const char *description)
{
  pl_label_say (page->description, description);
}

void
pl_status_page_focus_title (PlStatusPage *page)
{
  gtk_widget_grab_focus (page->heading);
}

static void
put_in_scroller (PlStatusPage *page)
{
  GtkWidget *scroller =
      g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);
  g_autoptr (GtkWidget) whole = g_object_ref (page->whole);

  adw_bin_set_child (ADW_BIN (page), scroller);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), whole);
}

static void
set_content (PlStatusPage *page, GtkWidget *content)
{
  adw_bin_set_child (page->content, content);
  gtk_widget_set_visible (GTK_WIDGET (page->content), content != NULL);
}

static void
pl_status_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlStatusPage *page = PL_STATUS_PAGE (object);

  if (id == PROP_ICON_NAME)
    gtk_image_set_from_icon_name (page->icon, g_value_get_string (value));
  else if (id == PROP_TITLE)
    pl_status_page_set_title (page, g_value_get_string (value));
  else if (id == PROP_DESCRIPTION)
    pl_status_page_set_description (page, g_value_get_string (value));
  else
    set_content (page, g_value_get_object (value));
}

/* No page scrolls within another that does. */
static void
pl_status_page_root (GtkWidget *widget)
{
  PlStatusPage *page = PL_STATUS_PAGE (widget);
  GtkWidget *around = gtk_widget_get_parent (widget);

  GTK_WIDGET_CLASS (pl_status_page_parent_class)->root (widget);
  if (adw_bin_get_child (ADW_BIN (page)) == page->whole &&
      gtk_widget_get_ancestor (around, GTK_TYPE_SCROLLED_WINDOW) == NULL)
    put_in_scroller (page);
}

static void
pl_status_page_class_init (PlStatusPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = pl_status_page_set_property;
  widget_class->root = pl_status_page_root;
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "", flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/status-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlStatusPage, whole);
  gtk_widget_class_bind_template_child (widget_class, PlStatusPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlStatusPage, icon);
  gtk_widget_class_bind_template_child (widget_class, PlStatusPage, title);
  gtk_widget_class_bind_template_child (widget_class, PlStatusPage, description);
  gtk_widget_class_bind_template_child (widget_class, PlStatusPage, content);
}

static void
pl_status_page_init (PlStatusPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}
