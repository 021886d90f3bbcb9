/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/paper/paper.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "policy/error.h"
#include "policy/paper/paper-private.h"

#define FONT "Cantarell, Noto Sans, DejaVu Sans, sans-serif"

#define FOOT_SIZE 6.5
#define FOOT_Y    (PL_PAPER_HEIGHT - 46)
#define PAGE_WIDE 60.0 /* for "Page 12 of 34" */

#define FIELD_SHARE 0.28 /* of the width for a field's name */
#define FIELD_GAP   3.0

static const double inks[][3] = {
  [PL_INK_TEXT] = { 0.13, 0.12, 0.11 },  [PL_INK_QUIET] = { 0.42, 0.40, 0.38 },
  [PL_INK_ACCENT] = { 0.60, 0.35, 0.0 }, [PL_INK_LINE] = { 0.82, 0.79, 0.75 },
  [PL_INK_WASH] = { 0.97, 0.95, 0.91 },
};

static const PlType title_type = { 22, TRUE, PL_INK_TEXT };
static const PlType below_type = { 11, FALSE, PL_INK_QUIET };
static const PlType heading_type = { 14, TRUE, PL_INK_ACCENT };
static const PlType subheading_type = { 10.5, TRUE, PL_INK_TEXT };
static const PlType body_type = { PL_PAPER_BODY, FALSE, PL_INK_TEXT };
static const PlType note_type = { 8, FALSE, PL_INK_QUIET };
static const PlType name_type = { PL_PAPER_BODY, FALSE, PL_INK_QUIET };

static void
add_page (PlPaper *paper)
{
  const cairo_rectangle_t area = { 0, 0, PL_PAPER_WIDTH, PL_PAPER_HEIGHT };
  cairo_surface_t *page = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &area);

  g_clear_pointer (&paper->cr, cairo_destroy);
  g_ptr_array_add (paper->pages, page);
  paper->cr = cairo_create (page);
  paper->y = PL_PAPER_TOP;
}

PlPaper *
pl_paper_new (const char *title, const char *foot)
{
  PlPaper *paper = g_new0 (PlPaper, 1);

  paper->title = g_strdup (title);
  paper->foot = g_strdup (foot);
  paper->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)cairo_surface_destroy);
  add_page (paper);
  return paper;
}

void
pl_paper_free (PlPaper *paper)
{
  if (paper == NULL)
    return;
  g_clear_pointer (&paper->cr, cairo_destroy);
  g_ptr_array_unref (paper->pages);
  g_free (paper->title);
  g_free (paper->foot);
  g_free (paper);
}

void
pl_paper_ink (PlPaper *paper, PlInk ink)
{
  cairo_set_source_rgb (paper->cr, inks[ink][0], inks[ink][1], inks[ink][2]);
}

/* On paper letters stand where they belong, not where a screen has points. */
static void
set_for_paper (PangoLayout *layout)
{
  PangoContext *context = pango_layout_get_context (layout);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_layout_context_changed (layout);
}

static PangoLayout *
layout_on (cairo_t *cr, const char *text, const PlType *type, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  /* What somebody pasted from elsewhere may have been cut within a letter. */
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  set_for_paper (layout);
  pango_font_description_set_absolute_size (font, type->size * PANGO_SCALE);
  pango_font_description_set_weight (font, type->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_spacing (layout, (int)(type->size * 0.15 * PANGO_SCALE));
  pango_layout_set_text (layout, valid, -1);
  return layout;
}

PangoLayout *
pl_paper_layout (PlPaper *paper, const char *text, const PlType *type, double width)
{
  return layout_on (paper->cr, text, type, width);
}

double
pl_paper_layout_height (PangoLayout *layout)
{
  int width, height;

  pango_layout_get_size (layout, &width, &height);
  return (double)height / PANGO_SCALE;
}

gboolean
pl_paper_fits (const PlPaper *paper, double height)
{
  return paper->y + height <= PL_PAPER_END;
}

void
pl_paper_new_page (PlPaper *paper)
{
  add_page (paper);
}

void
pl_paper_want (PlPaper *paper, double height)
{
  if (!pl_paper_fits (paper, height) && paper->y > PL_PAPER_TOP)
    add_page (paper);
}

void
pl_paper_draw (PlPaper *paper, PangoLayout *layout, PlInk ink, double x, double y)
{
  pl_paper_ink (paper, ink);
  cairo_move_to (paper->cr, x, y);
  pango_cairo_show_layout (paper->cr, layout);
}

void
pl_paper_rule (PlPaper *paper, double x, double y, double width)
{
  pl_paper_ink (paper, PL_INK_LINE);
  cairo_set_line_width (paper->cr, 0.6);
  cairo_move_to (paper->cr, x, y);
  cairo_line_to (paper->cr, x + width, y);
  cairo_stroke (paper->cr);
}

void
pl_paper_box (PlPaper *paper, PlInk ink, double x, double y, double width, double height)
{
  pl_paper_ink (paper, ink);
  cairo_rectangle (paper->cr, x, y, width, height);
  cairo_fill (paper->cr);
}

gboolean
pl_paper_flow_is_done (const PlFlow *flow)
{
  return flow->next >= pango_layout_get_line_count (flow->layout);
}

double
pl_paper_flow (PlPaper *paper, PlFlow *flow, PlInk ink, double x, double y, double bottom)
{
  double spacing = (double)pango_layout_get_spacing (flow->layout) / PANGO_SCALE;
  double taken = 0;

  pl_paper_ink (paper, ink);
  for (; !pl_paper_flow_is_done (flow); flow->next++) {
    PangoLayoutLine *line = pango_layout_get_line_readonly (flow->layout, flow->next);
    PangoRectangle ink_box, box;
    pango_layout_line_get_extents (line, &ink_box, &box);
    double height = (double)box.height / PANGO_SCALE + spacing;
    if (y + taken + height > bottom)
      break;
    cairo_move_to (paper->cr, x, y + taken - (double)box.y / PANGO_SCALE);
    pango_cairo_show_layout_line (paper->cr, line);
    taken += height;
  }
  return taken;
}

/* A text over as many pages as it takes. */
static void
flow_text (PlPaper *paper, const char *text, const PlType *type, double indent)
{
  g_autoptr (PangoLayout) layout = pl_paper_layout (paper, text, type, PL_PAPER_INNER - indent);
  PlFlow flow = { layout, 0 };

  /* Two lines of a long text at least begin it on a page. */
  pl_paper_want (paper, MIN (pl_paper_layout_height (layout), type->size * 2.6));
  while (!pl_paper_flow_is_done (&flow)) {
    paper->y +=
        pl_paper_flow (paper, &flow, type->ink, PL_PAPER_LEFT + indent, paper->y, PL_PAPER_END);
    if (!pl_paper_flow_is_done (&flow))
      add_page (paper);
  }
}

void
pl_paper_title (PlPaper *paper, const char *title, const char *below)
{
  pl_paper_box (paper, PL_INK_ACCENT, PL_PAPER_LEFT, paper->y, 42, 3);
  paper->y += 13;
  flow_text (paper, title, &title_type, 0);
  if (below != NULL)
    flow_text (paper, below, &below_type, 0);
  paper->y += 14;
}

void
pl_paper_heading (PlPaper *paper, const char *text)
{
  paper->y += paper->y > PL_PAPER_TOP ? 14 : 0;
  pl_paper_want (paper, 70);
  flow_text (paper, text, &heading_type, 0);
  pl_paper_rule (paper, PL_PAPER_LEFT, paper->y + 2, PL_PAPER_INNER);
  paper->y += 9;
}

void
pl_paper_subheading (PlPaper *paper, const char *text)
{
  paper->y += paper->y > PL_PAPER_TOP ? 8 : 0;
  pl_paper_want (paper, 50);
  flow_text (paper, text, &subheading_type, 0);
  paper->y += 3;
}

void
pl_paper_paragraph (PlPaper *paper, const char *text)
{
  flow_text (paper, text, &body_type, 0);
  paper->y += 5;
}

void
pl_paper_note (PlPaper *paper, const char *text)
{
  flow_text (paper, text, &note_type, 0);
  paper->y += 5;
}

void
pl_paper_notice (PlPaper *paper, const char *text)
{
  g_autoptr (PangoLayout) layout = pl_paper_layout (paper, text, &body_type, PL_PAPER_INNER - 28);
  double height = pl_paper_layout_height (layout) + 14;

  pl_paper_want (paper, height);
  pl_paper_box (paper, PL_INK_WASH, PL_PAPER_LEFT, paper->y, PL_PAPER_INNER, height);
  pl_paper_box (paper, PL_INK_ACCENT, PL_PAPER_LEFT, paper->y, 3, height);
  pl_paper_draw (paper, layout, PL_INK_TEXT, PL_PAPER_LEFT + 14, paper->y + 7);
  paper->y += height + 8;
}

void
pl_paper_space (PlPaper *paper, double points)
{
  paper->y += points;
}

void
pl_paper_field (PlPaper *paper, const char *name, const char *value)
{
  double wide = PL_PAPER_INNER * FIELD_SHARE;
  g_autoptr (PangoLayout) left = pl_paper_layout (paper, name, &name_type, wide - 8);
  double lowest = pl_paper_layout_height (left);

  pl_paper_want (paper, MAX (lowest, PL_PAPER_BODY * 2.6));
  pl_paper_draw (paper, left, PL_INK_QUIET, PL_PAPER_LEFT, paper->y);
  lowest += paper->y;
  guint page = paper->pages->len;
  flow_text (paper, value, &body_type, wide);
  if (page == paper->pages->len)
    paper->y = MAX (paper->y, lowest);
  paper->y += FIELD_GAP;
}

void
pl_paper_blank (PlPaper *paper, const char *name, const char *hint, guint lines)
{
  g_autofree char *text =
      hint != NULL ? g_strconcat (name, "   (", hint, ")", NULL) : g_strdup (name);
  g_autoptr (PangoLayout) label = pl_paper_layout (paper, text, &note_type, PL_PAPER_INNER);

  pl_paper_want (paper, 14 + lines * 19.0);
  pl_paper_draw (paper, label, PL_INK_QUIET, PL_PAPER_LEFT, paper->y);
  paper->y += pl_paper_layout_height (label) + 2;
  for (guint i = 0; i < lines; i++) {
    paper->y += 17;
    pl_paper_rule (paper, PL_PAPER_LEFT, paper->y, PL_PAPER_INNER);
  }
  paper->y += 7;
}

static void
draw_foot (cairo_t *cr, const PlPaper *paper, guint page)
{
  static const PlType type = { FOOT_SIZE, FALSE, PL_INK_QUIET };
  g_autofree char *number = g_strdup_printf ("Page %u of %u", page + 1, paper->pages->len);
  g_autoptr (PangoLayout) left = layout_on (cr, paper->foot, &type, PL_PAPER_INNER - PAGE_WIDE);
  g_autoptr (PangoLayout) right = layout_on (cr, number, &type, PAGE_WIDE);

  cairo_set_source_rgb (cr, inks[PL_INK_LINE][0], inks[PL_INK_LINE][1], inks[PL_INK_LINE][2]);
  cairo_set_line_width (cr, 0.6);
  cairo_move_to (cr, PL_PAPER_LEFT, FOOT_Y - 6);
  cairo_line_to (cr, PL_PAPER_LEFT + PL_PAPER_INNER, FOOT_Y - 6);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, inks[PL_INK_QUIET][0], inks[PL_INK_QUIET][1], inks[PL_INK_QUIET][2]);
  cairo_move_to (cr, PL_PAPER_LEFT, FOOT_Y);
  pango_cairo_show_layout (cr, left);
  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  cairo_move_to (cr, PL_PAPER_LEFT + PL_PAPER_INNER - PAGE_WIDE, FOOT_Y);
  pango_cairo_show_layout (cr, right);
}

guint
pl_paper_n_pages (const PlPaper *paper)
{
  return paper->pages->len;
}

void
pl_paper_draw_page (const PlPaper *paper, guint page, cairo_t *cr)
{
  cairo_set_source_surface (cr, paper->pages->pdata[page], 0, 0);
  cairo_paint (cr);
  draw_foot (cr, paper, page);
}

static cairo_status_t
take (void *closure, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (closure, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
pl_paper_finish (PlPaper *paper, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *pdf =
      cairo_pdf_surface_create_for_stream (take, bytes, PL_PAPER_WIDTH, PL_PAPER_HEIGHT);
  cairo_t *cr = cairo_create (pdf);

  cairo_pdf_surface_set_metadata (pdf, CAIRO_PDF_METADATA_TITLE, paper->title);
  cairo_pdf_surface_set_metadata (pdf, CAIRO_PDF_METADATA_CREATOR, "Porchlight");
  for (guint i = 0; i < paper->pages->len; i++) {
    pl_paper_draw_page (paper, i, cr);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_finish (pdf);
  cairo_status_t status = cairo_surface_status (pdf);
  cairo_surface_destroy (pdf);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "the PDF cannot be made: %s"),
               cairo_status_to_string (status));
  return NULL;
}
