/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/print.h"

#include <glib/gi18n.h>

#define FONT        "Cantarell, Sans 13"
#define FOOTER_FONT "Cantarell, Sans 10"
/* Below the text, in lines of the footer: an empty one, and the page's number. */
#define FOOTER_LINES 2

typedef struct {
  char *markup;
  PangoLayout *layout; /* from begin-print on */
  PangoLayout *footer; /* the same */
  GArray *firsts;      /* of int: the first line of each page */
} Printing;

static void
printing_free (gpointer data)
{
  Printing *printing = data;

  g_free (printing->markup);
  g_clear_object (&printing->layout);
  g_clear_object (&printing->footer);
  g_array_unref (printing->firsts);
  g_free (printing);
}

/* Where each page begins, so that no line is cut. */
static void
find_pages (Printing *printing, double height)
{
  PangoLayoutIter *line = pango_layout_get_iter (printing->layout);
  int number = 0, top = 0;

  g_array_append_val (printing->firsts, number);
  do {
    int from, to;

    pango_layout_iter_get_line_yrange (line, &from, &to);
    if (to - top > height * PANGO_SCALE && from > top) {
      g_array_append_val (printing->firsts, number);
      top = from;
    }
    number++;
  } while (pango_layout_iter_next_line (line));
  pango_layout_iter_free (line);
}

/* As wide as the page. */
static PangoLayout *
layout_new (GtkPrintContext *context, const char *font)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int)(gtk_print_context_get_width (context) * PANGO_SCALE));
  return layout;
}

static double
footer_height (PangoLayout *footer)
{
  int height;

  pango_layout_get_size (footer, NULL, &height);
  return (double)height / PANGO_SCALE;
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, gpointer data)
{
  Printing *printing = data;

  printing->footer = layout_new (context, FOOTER_FONT);
  pango_layout_set_alignment (printing->footer, PANGO_ALIGN_CENTER);
  printing->layout = layout_new (context, FONT);
  pango_layout_set_wrap (printing->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (printing->layout, printing->markup, -1);
  find_pages (printing, gtk_print_context_get_height (context) -
                            FOOTER_LINES * footer_height (printing->footer));
  gtk_print_operation_set_n_pages (operation, (int)printing->firsts->len);
}

/* Pages for a wall are put up in order. */
static void
draw_footer (Printing *printing, GtkPrintContext *context, int page)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  /* Translators: below a printed page: "Page 1 of 3". */
  g_autofree char *number =
      g_strdup_printf (C_ ("print", "Page %1$d of %2$d"), page + 1, (int)printing->firsts->len);

  pango_layout_set_text (printing->footer, number, -1);
  cairo_move_to (cairo, 0,
                 gtk_print_context_get_height (context) - footer_height (printing->footer));
  pango_cairo_show_layout (cairo, printing->footer);
}

static void
on_draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer data)
{
  Printing *printing = data;
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  int first = g_array_index (printing->firsts, int, page);
  int end = (guint)page + 1 < printing->firsts->len
                ? g_array_index (printing->firsts, int, page + 1)
                : G_MAXINT;
  PangoLayoutIter *line = pango_layout_get_iter (printing->layout);
  int number = 0, top = -1;

  do {
    if (number >= first && number < end) {
      PangoRectangle place;
      pango_layout_iter_get_line_extents (line, NULL, &place);
      int from;
      pango_layout_iter_get_line_yrange (line, &from, NULL);
      if (top < 0)
        top = from;
      cairo_move_to (cairo, (double)place.x / PANGO_SCALE,
                     (double)(pango_layout_iter_get_baseline (line) - top) / PANGO_SCALE);
      pango_cairo_show_layout_line (cairo, pango_layout_iter_get_line_readonly (line));
    }
    number++;
  } while (pango_layout_iter_next_line (line));
  pango_layout_iter_free (line);
  draw_footer (printing, context, page);
}

GtkPrintOperation *
pl_print_new (const char *job, char *markup)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Printing *printing = g_new0 (Printing, 1);

  printing->markup = markup;
  printing->firsts = g_array_new (FALSE, FALSE, sizeof (int));
  g_object_set_data_full (G_OBJECT (operation), "printing", printing, printing_free);
  gtk_print_operation_set_job_name (operation, job);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw), printing);
  return operation;
}

void
pl_print_run (GtkPrintOperation *operation, GtkWindow *window)
{
  /* What goes wrong is told in the dialog. */
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}
