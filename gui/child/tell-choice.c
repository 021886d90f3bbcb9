/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-choice.h"

#include "gui/app/settings.h"

struct _PlTellChoice {
  GtkButton parent;
  GtkWidget *picture;
  GtkLabel *words;
  gboolean always;
  float xalign;
};

enum {
  PROP_WORDS = 1,
  PROP_PICTURE,
  PROP_ALWAYS,
  PROP_XALIGN,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PlTellChoice, pl_tell_choice, GTK_TYPE_BUTTON)

static void
set_words (PlTellChoice *choice, const char *words)
{
  gtk_label_set_label (choice->words, words != NULL ? words : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (choice->words), -1);
}

/* Words stand beside a picture; where there is none, as they would alone. */
static void
arrange (PlTellChoice *choice)
{
  gboolean pictured = choice->always || pl_settings_easy_read (pl_settings_get ());

  gtk_widget_set_visible (choice->picture, pictured);
  gtk_label_set_xalign (choice->words, pictured ? 0 : choice->xalign);
}

static void
pl_tell_choice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlTellChoice *choice = PL_TELL_CHOICE (object);

  if (id == PROP_WORDS)
    set_words (choice, g_value_get_string (value));
  else if (id == PROP_PICTURE)
    gtk_image_set_from_icon_name (GTK_IMAGE (choice->picture), g_value_get_string (value));
  else if (id == PROP_ALWAYS)
    choice->always = g_value_get_boolean (value);
  else
    choice->xalign = g_value_get_float (value);
  arrange (choice);
}

static void
pl_tell_choice_class_init (PlTellChoiceClass *class)
{
  G_OBJECT_CLASS (class)->set_property = pl_tell_choice_set_property;
  properties[PROP_WORDS] =
      g_param_spec_string ("words", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PICTURE] =
      g_param_spec_string ("picture", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ALWAYS] =
      g_param_spec_boolean ("always", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_XALIGN] =
      g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPERTIES, properties);
}

static void
pl_tell_choice_init (PlTellChoice *choice)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  choice->picture = gtk_image_new ();
  gtk_widget_add_css_class (choice->picture, "picture");
  gtk_widget_set_valign (choice->picture, GTK_ALIGN_CENTER);
  choice->words = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, "hexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), choice->picture);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (choice->words));
  gtk_button_set_child (GTK_BUTTON (choice), box);
}

GtkWidget *
pl_tell_choice_new (const char *words, const char *picture, gboolean always)
{
  return g_object_new (PL_TYPE_TELL_CHOICE, "words", words, "picture", picture, "always", always,
                       NULL);
}
