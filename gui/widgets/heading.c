/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/heading.h"

#include "gui/app/settings.h"
#include "gui/app/speech.h"
#include "gui/widgets/day-strip.h"
#include "gui/widgets/label.h"

struct _PlHeading {
  AdwBin parent;
  GtkWidget *title; /* takes the focus: a label of GTK's does only where its text can be selected */
  GtkLabel *label;
  GtkWidget *speak, *silent;
};

enum {
  PROP_LABEL = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PlHeading, pl_heading, ADW_TYPE_BIN)

void
pl_heading_set_label (PlHeading *heading, const char *label)
{
  gtk_label_set_label (heading->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (heading->title), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* Everything that a page says, in reading order. What a picture of the day shows stands below it, too. */
static void
collect (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_mapped (widget) || PL_IS_DAY_STRIP (widget))
    return;
  if (pl_label_text (widget) != NULL)
    pl_speech_add (text, pl_label_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

static void
on_said (GObject *source, GAsyncResult *result, gpointer data)
{
  gtk_widget_set_visible (PL_HEADING (source)->silent, !pl_speech_say_finish (result));
}

void
pl_heading_say (PlHeading *heading, const char *text)
{
  pl_speech_say (text, heading, on_said, NULL);
}

static void
on_speak (PlHeading *heading)
{
  GtkWidget *page = gtk_widget_get_parent (GTK_WIDGET (heading));
  g_autoptr (GString) text = g_string_new (NULL);

  collect (page, text);
  pl_heading_say (heading, text->str);
}

static void
pl_heading_unmap (GtkWidget *widget)
{
  if (gtk_widget_get_visible (PL_HEADING (widget)->speak))
    pl_speech_stop ();
  GTK_WIDGET_CLASS (pl_heading_parent_class)->unmap (widget);
}

static gboolean
pl_heading_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PL_HEADING (widget)->title);
}

/* The title, then the button beside it; what AdwBin does of itself leaves the button out. */
static gboolean
pl_heading_focus (GtkWidget *widget, GtkDirectionType direction)
{
  PlHeading *heading = PL_HEADING (widget);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *stops[] = { back ? heading->speak : heading->title,
                         back ? heading->title : heading->speak };
  gboolean passed = gtk_widget_get_focus_child (widget) == NULL;

  if (!back && direction != GTK_DIR_TAB_FORWARD)
    return GTK_WIDGET_CLASS (pl_heading_parent_class)->focus (widget, direction);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++) {
    if (passed && gtk_widget_get_mapped (stops[i]))
      return gtk_widget_grab_focus (stops[i]);
    passed |= gtk_widget_is_focus (stops[i]);
  }
  return FALSE;
}

static void
pl_heading_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  const char *label = g_value_get_string (value);

  pl_heading_set_label (PL_HEADING (object), label != NULL ? label : "");
}

static void
pl_heading_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_string (value, gtk_label_get_label (PL_HEADING (object)->label));
}

static void
pl_heading_class_init (PlHeadingClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = pl_heading_set_property;
  object_class->get_property = pl_heading_get_property;
  widget_class->grab_focus = pl_heading_grab_focus;
  widget_class->focus = pl_heading_focus;
  widget_class->unmap = pl_heading_unmap;
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/heading.ui");
  gtk_widget_class_bind_template_child (widget_class, PlHeading, title);
  gtk_widget_class_bind_template_child (widget_class, PlHeading, label);
  gtk_widget_class_bind_template_child (widget_class, PlHeading, speak);
  gtk_widget_class_bind_template_child (widget_class, PlHeading, silent);
  gtk_widget_class_bind_template_callback (widget_class, on_speak);
}

static void
pl_heading_init (PlHeading *heading)
{
  gtk_widget_init_template (GTK_WIDGET (heading));
  g_object_bind_property (pl_settings_get (), "read-aloud", heading->speak, "visible",
                          G_BINDING_SYNC_CREATE);
}
