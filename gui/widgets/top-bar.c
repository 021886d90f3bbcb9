/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/top-bar.h"

#include "gui/app/settings.h"

struct _PlTopBar {
  AdwBin parent;
  AdwHeaderBar *bar;
  GtkStack *titles;
  AdwBin *views;
  GtkLabel *within, *below;
  char *name; /* nullable */
};

enum {
  PROP_TITLE = 1,
  PROP_VIEWS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void buildable_init (GtkBuildableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlTopBar,
                               pl_top_bar,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
arrange (PlTopBar *bar)
{
  const char *title = gtk_label_get_label (bar->within);
  gboolean titled = *title != '\0';
  gboolean stacked = pl_settings_is_stacked (pl_settings_get ());

  gtk_label_set_label (bar->below, titled ? title : bar->name != NULL ? bar->name : "");
  gtk_widget_set_visible (GTK_WIDGET (bar->below), (titled || bar->name != NULL) && stacked);
  gtk_widget_set_visible (GTK_WIDGET (bar->within), !stacked);
  gtk_stack_set_visible_child_name (bar->titles, titled ? "page" : "views");
}

void
pl_top_bar_set_title (PlTopBar *bar, const char *title)
{
  gtk_label_set_label (bar->within, title);
  arrange (bar);
}

void
pl_top_bar_set_name (PlTopBar *bar, const char *name)
{
  g_free (bar->name);
  bar->name = g_strdup (name);
  arrange (bar);
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  AdwHeaderBar *bar = PL_TOP_BAR (buildable)->bar;

  if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (bar, GTK_WIDGET (child));
  else
    adw_header_bar_pack_start (bar, GTK_WIDGET (child));
}

static void
buildable_init (GtkBuildableIface *interface)
{
  interface->add_child = add_child;
}

static void
pl_top_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlTopBar *bar = PL_TOP_BAR (object);

  if (id == PROP_TITLE)
    pl_top_bar_set_title (bar, g_value_get_string (value));
  else
    adw_bin_set_child (bar->views, g_value_get_object (value));
}

static void
pl_top_bar_finalize (GObject *object)
{
  g_free (PL_TOP_BAR (object)->name);
  G_OBJECT_CLASS (pl_top_bar_parent_class)->finalize (object);
}

static void
pl_top_bar_class_init (PlTopBarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->finalize = pl_top_bar_finalize;
  object_class->set_property = pl_top_bar_set_property;
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VIEWS] = g_param_spec_object ("views", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/top-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTopBar, bar);
  gtk_widget_class_bind_template_child (widget_class, PlTopBar, titles);
  gtk_widget_class_bind_template_child (widget_class, PlTopBar, views);
  gtk_widget_class_bind_template_child (widget_class, PlTopBar, within);
  gtk_widget_class_bind_template_child (widget_class, PlTopBar, below);
}

static void
pl_top_bar_init (PlTopBar *bar)
{
  PlSettings *settings = pl_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (bar));
  g_signal_connect_object (settings, "notify::large-type", G_CALLBACK (arrange), bar,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::easy-read", G_CALLBACK (arrange), bar,
                           G_CONNECT_SWAPPED);
  arrange (bar);
}
