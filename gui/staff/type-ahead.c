/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/type-ahead.h"

#include "gui/widgets/label.h"

/* Letters that come later begin another word. */
#define FORGET_S 3

struct _PlTypeAhead {
  AdwBin parent;
  GtkLabel *label;
  GString *typed;
  GtkEventController *keys; /* the window's; nullable */
  guint forgetting;
};

G_DEFINE_FINAL_TYPE (PlTypeAhead, pl_type_ahead, ADW_TYPE_BIN)

/* How well something answers to what was typed; the first of the best gets the focus. */
typedef enum {
  FITS_NOT,
  FITS_ROUND, /* with the words of its row: "alex allow" */
  FITS,       /* a word begins so */
  FITS_WHOLE, /* it is called that */
} Fit;

typedef struct {
  const char *typed;
  GtkWidget *widget; /* nullable */
  Fit fit;
} Best;

/* The words of a widget, without those of what can have the focus in it. */
static void
collect (GtkWidget *widget, GString *words, gboolean all)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (pl_label_text (widget) != NULL)
    g_string_append_printf (words, "%s\n", pl_label_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (all || !gtk_widget_get_focusable (child))
      collect (child, words, all);
}

static gboolean
is_called (const char *words, const char *typed)
{
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);
  g_autofree char *name = g_utf8_casefold (typed, -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = g_utf8_casefold (lines[i], -1);
    if (g_str_equal (line, name))
      return TRUE;
  }
  return FALSE;
}

static Fit
fit_of (GtkWidget *widget, const char *typed)
{
  g_autoptr (GString) words = g_string_new (NULL);
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  collect (widget, words, FALSE);
  if (words->len == 0)
    return FITS_NOT;
  if (is_called (words->str, typed))
    return FITS_WHOLE;
  if (g_str_match_string (typed, words->str, TRUE))
    return FITS;
  if (row == NULL || row == widget)
    return FITS_NOT;
  collect (row, words, TRUE);
  return g_str_match_string (typed, words->str, TRUE) ? FITS_ROUND : FITS_NOT;
}

/* Not a row that only says something, nor what scrolls. */
static gboolean
can_be_pressed (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) ||
         GTK_IS_LIST_VIEW (gtk_widget_get_parent (widget));
}

static void
look_at (GtkWidget *widget, Best *best)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (gtk_widget_get_focusable (widget) && can_be_pressed (widget)) {
    Fit fit = fit_of (widget, best->typed);
    if (fit > best->fit)
      *best = (Best){ best->typed, widget, fit };
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (child, best);
}

static void
show (PlTypeAhead *ahead)
{
  gtk_label_set_label (ahead->label, ahead->typed->str);
  gtk_widget_set_visible (GTK_WIDGET (ahead->label), ahead->typed->len > 0);
}

static void
forget (PlTypeAhead *ahead)
{
  g_clear_handle_id (&ahead->forgetting, g_source_remove);
  g_string_truncate (ahead->typed, 0);
  show (ahead);
}

static gboolean
on_late (gpointer data)
{
  PlTypeAhead *ahead = data;

  ahead->forgetting = 0;
  forget (ahead);
  return G_SOURCE_REMOVE;
}

static void
find (PlTypeAhead *ahead)
{
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (ahead));
  GtkRoot *root = gtk_widget_get_root (place);
  Best best = { ahead->typed->str, NULL, FITS_NOT };

  g_clear_handle_id (&ahead->forgetting, g_source_remove);
  ahead->forgetting = g_timeout_add_seconds (FORGET_S, on_late, ahead);
  show (ahead);
  look_at (place, &best);
  (best.widget != NULL ? gtk_widget_remove_css_class
                       : gtk_widget_add_css_class) (GTK_WIDGET (ahead->label), "problem");
  if (best.widget == NULL)
    return;
  gtk_widget_grab_focus (best.widget);
  gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
}

/* Whether letters are of what somebody is writing, or of a list that hangs over the page. */
static gboolean
is_writing (GtkWidget *focus)
{
  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) ||
                           gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

/* A space belongs to what is being typed, and presses nothing then. */
static gboolean
take (PlTypeAhead *ahead, guint key)
{
  gunichar letter = gdk_keyval_to_unicode (key);

  if (key == GDK_KEY_BackSpace && ahead->typed->len > 0) {
    const char *last =
        g_utf8_find_prev_char (ahead->typed->str, ahead->typed->str + ahead->typed->len);
    g_string_truncate (ahead->typed, (gsize)(last - ahead->typed->str));
  } else if (letter != 0 &&
             (g_unichar_isgraph (letter) || (letter == ' ' && ahead->typed->len > 0)))
    g_string_append_unichar (ahead->typed, letter);
  else
    return FALSE;
  if (ahead->typed->len > 0)
    find (ahead);
  else
    forget (ahead);
  return TRUE;
}

static gboolean
on_key (PlTypeAhead *ahead, guint key, guint code, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (ahead)));
  gboolean plain = (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0;
  gboolean typed = ahead->typed->len > 0;

  if (!gtk_widget_get_mapped (gtk_widget_get_parent (GTK_WIDGET (ahead))))
    return FALSE;
  if (plain && !is_writing (focus) && take (ahead, key))
    return TRUE;
  /* Shift alone is the beginning of a letter. */
  if (key != GDK_KEY_Shift_L && key != GDK_KEY_Shift_R)
    forget (ahead);
  return key == GDK_KEY_Escape && typed;
}

static void
pl_type_ahead_root (GtkWidget *widget)
{
  PlTypeAhead *ahead = PL_TYPE_AHEAD (widget);

  GTK_WIDGET_CLASS (pl_type_ahead_parent_class)->root (widget);
  ahead->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (ahead->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (ahead->keys, "key-pressed", G_CALLBACK (on_key), ahead,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (widget)), ahead->keys);
}

static void
pl_type_ahead_unroot (GtkWidget *widget)
{
  PlTypeAhead *ahead = PL_TYPE_AHEAD (widget);

  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (widget)), ahead->keys);
  ahead->keys = NULL;
  forget (ahead);
  GTK_WIDGET_CLASS (pl_type_ahead_parent_class)->unroot (widget);
}

static void
pl_type_ahead_finalize (GObject *object)
{
  g_string_free (PL_TYPE_AHEAD (object)->typed, TRUE);
  G_OBJECT_CLASS (pl_type_ahead_parent_class)->finalize (object);
}

static void
pl_type_ahead_class_init (PlTypeAheadClass *class)
{
  G_OBJECT_CLASS (class)->finalize = pl_type_ahead_finalize;
  GTK_WIDGET_CLASS (class)->root = pl_type_ahead_root;
  GTK_WIDGET_CLASS (class)->unroot = pl_type_ahead_unroot;
}

static void
pl_type_ahead_init (PlTypeAhead *ahead)
{
  ahead->typed = g_string_new (NULL);
  ahead->label = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (ahead->label), (const char *[]){ "typed-ahead", NULL });
  adw_bin_set_child (ADW_BIN (ahead), GTK_WIDGET (ahead->label));
  g_object_set (ahead, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_END, "can-target", FALSE,
                NULL);
}
