/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-what.h"

#include "gui/app/english.h"
#include "gui/widgets/heading.h"

struct _PlTellWhat {
  AdwBin parent;
  GtkGrid *tiles;
};

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlTellWhat, pl_tell_what, ADW_TYPE_BIN)

static void
on_tile (GtkWidget *tile, PlTellWhat *what)
{
  g_signal_emit (what, signals[CHOSEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (tile), "kind")));
}

/* label: floating, taken. */
static GtkWidget *
with_bubble (GtkWidget *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("porchlight-tell-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
tile_new (PlConcernKind kind)
{
  const PlLanguage *language = pl_language_find (pl_screen_language ());
  const char *words =
      pl_concern_kind_text (kind, language != NULL ? language : pl_language_english ());
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                   "xalign", 0.0, "hexpand", TRUE, NULL);
  GtkWidget *tile = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (tile), kind == PL_CONCERN_TALK ? with_bubble (label) : label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (tile, "tile");
  g_object_set_data (G_OBJECT (tile), "kind", GINT_TO_POINTER (kind));
  return tile;
}

/* The first and widest is "I just want to talk". */
static void
add_tile (PlTellWhat *what, PlConcernKind kind)
{
  GtkWidget *tile = tile_new (kind);
  int place = (int)kind - 1;

  g_signal_connect_object (tile, "clicked", G_CALLBACK (on_tile), what, 0);
  if (kind == PL_CONCERN_TALK) {
    gtk_widget_add_css_class (tile, "first-choice");
    gtk_grid_attach (what->tiles, tile, 0, 0, 2, 1);
  } else
    gtk_grid_attach (what->tiles, tile, place % 2, 1 + place / 2, 1, 1);
}

static void
pl_tell_what_class_init (PlTellWhatClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_HEADING);
  signals[CHOSEN] = g_signal_new ("chosen", PL_TYPE_TELL_WHAT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-what.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTellWhat, tiles);
}

static void
pl_tell_what_init (PlTellWhat *what)
{
  gtk_widget_init_template (GTK_WIDGET (what));
  for (int kind = 0; kind < PL_CONCERN_KINDS; kind++)
    add_tile (what, (PlConcernKind)kind);
}
