/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables and cards. */
#include "policy/paper/paper-private.h"

#define PAD       4.0
#define CELL_SIZE 8.5

static const PlType head_type = { 8, TRUE, PL_INK_QUIET };
static const PlType cell_type = { CELL_SIZE, FALSE, PL_INK_TEXT };

static double
width_of (const PlPaper *paper, gsize column)
{
  return paper->columns[column].share * PL_PAPER_INNER;
}

static void
draw_head (PlPaper *paper)
{
  double x = PL_PAPER_LEFT, tallest = 0;
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < paper->n_columns; i++) {
    PangoLayout *title =
        pl_paper_layout (paper, paper->columns[i].title, &head_type, width_of (paper, i) - 2 * PAD);
    g_ptr_array_add (titles, title);
    tallest = MAX (tallest, pl_paper_layout_height (title));
  }
  pl_paper_box (paper, PL_INK_WASH, PL_PAPER_LEFT, paper->y, PL_PAPER_INNER, tallest + 2 * PAD);
  for (gsize i = 0; i < paper->n_columns; i++) {
    pl_paper_draw (paper, titles->pdata[i], head_type.ink, x + PAD, paper->y + PAD);
    x += width_of (paper, i);
  }
  paper->y += tallest + 2 * PAD;
}

void
pl_paper_table_begin (PlPaper *paper, const PlPaperColumn *columns, gsize n)
{
  g_assert (n > 0 && n <= PL_PAPER_COLUMNS_MAX);
  paper->columns = columns;
  paper->n_columns = n;
  pl_paper_want (paper, 60);
  draw_head (paper);
}

/* Draws what fits of a row on this page. TRUE: all of it is drawn. */
static gboolean
draw_part (PlPaper *paper, PlFlow *cells)
{
  double x = PL_PAPER_LEFT, tallest = 0;
  gboolean done = TRUE;

  for (gsize i = 0; i < paper->n_columns; i++) {
    double taken = pl_paper_flow (paper, &cells[i], cell_type.ink, x + PAD, paper->y + PAD,
                                  PL_PAPER_END - PAD);
    tallest = MAX (tallest, taken);
    done = done && pl_paper_flow_is_done (&cells[i]);
    x += width_of (paper, i);
  }
  paper->y += tallest + 2 * PAD - CELL_SIZE * 0.15;
  pl_paper_rule (paper, PL_PAPER_LEFT, paper->y, PL_PAPER_INNER);
  return done;
}

static void
next_page (PlPaper *paper)
{
  pl_paper_new_page (paper);
  draw_head (paper);
}

void
pl_paper_table_row (PlPaper *paper, const char *const *cells)
{
  PlFlow flows[PL_PAPER_COLUMNS_MAX] = { { NULL } };
  double tallest = 0;

  for (gsize i = 0; i < paper->n_columns; i++) {
    flows[i].layout = pl_paper_layout (paper, cells[i], &cell_type, width_of (paper, i) - 2 * PAD);
    tallest = MAX (tallest, pl_paper_layout_height (flows[i].layout));
  }
  /* A row stays whole, unless it is longer than a third of a page. */
  double wanted = MIN (tallest + 2 * PAD + 2, (PL_PAPER_END - PL_PAPER_TOP) / 3);
  if (!pl_paper_fits (paper, wanted))
    next_page (paper);
  while (!draw_part (paper, flows))
    next_page (paper);
  for (gsize i = 0; i < paper->n_columns; i++)
    g_object_unref (flows[i].layout);
}

void
pl_paper_table_end (PlPaper *paper)
{
  paper->columns = NULL;
  paper->n_columns = 0;
  paper->y += 8;
}

#define CARD_GAP  16.0 /* between columns */
#define CARD_STEP 12.0 /* between cards */

void
pl_paper_cards_begin (PlPaper *paper, guint columns, double size)
{
  paper->cards.n = columns;
  paper->cards.at = 0;
  paper->cards.size = size;
  paper->cards.top = paper->cards.y = paper->cards.lowest = paper->y;
}

static void
next_column (PlPaper *paper)
{
  paper->cards.at++;
  if (paper->cards.at == paper->cards.n) {
    pl_paper_new_page (paper);
    paper->cards.at = 0;
    paper->cards.top = paper->cards.lowest = paper->y;
  }
  paper->cards.y = paper->cards.top;
}

/* A heading or one line of a card, with a dot before it. */
static void
draw_line (PlPaper *paper, PangoLayout *layout, gboolean heading, double width)
{
  double size = paper->cards.size, y = paper->cards.y;
  double x = PL_PAPER_LEFT + paper->cards.at * (width + CARD_GAP);

  pl_paper_draw (paper, layout, heading ? PL_INK_ACCENT : PL_INK_TEXT, heading ? x : x + size, y);
  if (!heading) {
    pl_paper_ink (paper, PL_INK_ACCENT);
    cairo_new_path (paper->cr);
    cairo_arc (paper->cr, x + size * 0.3, y + size * 0.72, size * 0.17, 0, 2 * G_PI);
    cairo_fill (paper->cr);
  }
}

void
pl_paper_card (PlPaper *paper, const char *heading, const char *const *lines)
{
  double size = paper->cards.size;
  double width = (PL_PAPER_INNER - CARD_GAP * (paper->cards.n - 1)) / paper->cards.n;
  const PlType head = { size * 1.2, TRUE, PL_INK_ACCENT }, body = { size, FALSE, PL_INK_TEXT };
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  double height = 0;

  g_ptr_array_add (layouts, pl_paper_layout (paper, heading, &head, width));
  for (; *lines != NULL; lines++)
    g_ptr_array_add (layouts, pl_paper_layout (paper, *lines, &body, width - size));
  for (guint i = 0; i < layouts->len; i++)
    height += pl_paper_layout_height (layouts->pdata[i]) + size * 0.35;
  /* Whole, unless no column is so long. */
  height = MIN (height, (PL_PAPER_END - PL_PAPER_TOP) * 0.9);
  if (paper->cards.y + height > PL_PAPER_END && paper->cards.y > paper->cards.top)
    next_column (paper);
  for (guint i = 0; i < layouts->len; i++) {
    double tall = pl_paper_layout_height (layouts->pdata[i]);
    if (paper->cards.y + tall > PL_PAPER_END && paper->cards.y > paper->cards.top)
      next_column (paper);
    draw_line (paper, layouts->pdata[i], i == 0, width);
    paper->cards.y += tall + size * 0.35;
  }
  paper->cards.y += CARD_STEP;
  paper->cards.lowest = MAX (paper->cards.lowest, paper->cards.y);
}

void
pl_paper_cards_end (PlPaper *paper)
{
  paper->y = paper->cards.lowest;
}
