/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-what.h"

#include <glib/gi18n.h>

#include "gui/app/settings.h"
#include "gui/child/tell-choice.h"
#include "gui/child/tell-parts.h"
#include "policy/care/kind.h"

/* At 20 points so many stand on the smallest screen, with the heading. */
#define TILES_A_PAGE 4

struct _PlTellWhat {
  AdwBin parent;
  PlTellParts *parts;
  PlHeading *heading;
  GtkBox *tiles;
  GtkWidget *none; /* "None of these" */
};

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlTellWhat, pl_tell_what, ADW_TYPE_BIN)

static const char *const pictures[PL_CONCERN_KINDS] = {
  [PL_CONCERN_TALK] = "porchlight-tell-symbolic",
  [PL_CONCERN_STRANGER] = "porchlight-stranger-symbolic",
  [PL_CONCERN_PICTURES] = "porchlight-picture-symbolic",
  [PL_CONCERN_SHARED] = "porchlight-shared-symbolic",
  [PL_CONCERN_BULLYING] = "porchlight-mean-symbolic",
  [PL_CONCERN_UPSETTING] = "porchlight-upset-symbolic",
  [PL_CONCERN_SELF_HARM] = "porchlight-hurt-symbolic",
  [PL_CONCERN_MONEY] = "porchlight-money-symbolic",
  [PL_CONCERN_MEETING] = "porchlight-meeting-symbolic",
  [PL_CONCERN_STAFF_MEMBER] = "porchlight-staff-symbolic",
  [PL_CONCERN_OTHER] = "porchlight-other-symbolic",
};

static void
on_tile (GtkWidget *tile, PlTellWhat *what)
{
  g_signal_emit (what, signals[CHOSEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (tile), "kind")));
}

static GtkWidget *
tile_new (PlTellWhat *what, PlConcernKind kind)
{
  const char *words =
      g_dpgettext2 (NULL, "concern", pl_concern_kind_text (kind, pl_language_english ()));
  GtkWidget *tile = pl_tell_choice_new (words, pictures[kind], kind == PL_CONCERN_TALK);

  gtk_widget_add_css_class (tile, "tile");
  if (kind == PL_CONCERN_TALK)
    gtk_widget_add_css_class (tile, "first-choice");
  g_object_set_data (G_OBJECT (tile), "kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (tile, "clicked", G_CALLBACK (on_tile), what, 0);
  return tile;
}

/* Two beside each other, or below each other in large type: half of a small screen would break their words. */
static GtkWidget *
pair_new (PlTellWhat *what, int first)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_set_homogeneous (GTK_BOX (pair), TRUE);
  pl_settings_stack (pl_settings_get (), GTK_BOX (pair));
  for (int kind = first; kind < MIN (first + 2, PL_CONCERN_KINDS); kind++)
    gtk_box_append (GTK_BOX (pair), tile_new (what, (PlConcernKind)kind));
  return pair;
}

/* The first and widest is "I just want to talk". */
static void
add_tiles (PlTellWhat *what)
{
  gtk_box_append (what->tiles, tile_new (what, PL_CONCERN_TALK));
  for (int kind = PL_CONCERN_TALK + 1; kind < PL_CONCERN_KINDS; kind += 2)
    gtk_box_append (what->tiles, pair_new (what, kind));
}

/* In easy read: one below the other, so many that none has to be looked for. */
static void
add_pages (PlTellWhat *what)
{
  for (int first = 0; first < PL_CONCERN_KINDS; first += TILES_A_PAGE) {
    GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
    for (int kind = first; kind < MIN (first + TILES_A_PAGE, PL_CONCERN_KINDS); kind++)
      gtk_box_append (GTK_BOX (page), tile_new (what, (PlConcernKind)kind));
    gtk_box_append (what->tiles, page);
    pl_tell_parts_add (what->parts, page, C_ ("tell", "What is it about?"));
  }
}

static void
show_none (PlTellWhat *what)
{
  gtk_widget_set_visible (what->none, !pl_tell_parts_is_last (what->parts));
}

static void
on_none (PlTellWhat *what)
{
  pl_tell_parts_next (what->parts);
  show_none (what);
  gtk_widget_grab_focus (GTK_WIDGET (what->heading));
}

void
pl_tell_what_show (PlTellWhat *what)
{
  pl_tell_parts_show_first (what->parts);
  show_none (what);
}

gboolean
pl_tell_what_back (PlTellWhat *what)
{
  gboolean back = pl_tell_parts_back (what->parts);

  show_none (what);
  return back;
}

static void
pl_tell_what_finalize (GObject *object)
{
  pl_tell_parts_free (PL_TELL_WHAT (object)->parts);
  G_OBJECT_CLASS (pl_tell_what_parent_class)->finalize (object);
}

static void
pl_tell_what_class_init (PlTellWhatClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = pl_tell_what_finalize;
  g_type_ensure (PL_TYPE_HEADING);
  signals[CHOSEN] = g_signal_new ("chosen", PL_TYPE_TELL_WHAT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-what.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTellWhat, heading);
  gtk_widget_class_bind_template_child (widget_class, PlTellWhat, tiles);
  gtk_widget_class_bind_template_child (widget_class, PlTellWhat, none);
  gtk_widget_class_bind_template_callback (widget_class, on_none);
}

static void
pl_tell_what_init (PlTellWhat *what)
{
  gtk_widget_init_template (GTK_WIDGET (what));
  what->parts = pl_tell_parts_new (what->heading);
  if (pl_settings_easy_read (pl_settings_get ()))
    add_pages (what);
  else
    add_tiles (what);
  pl_tell_what_show (what);
}
