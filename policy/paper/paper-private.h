/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "policy/paper/paper.h"

G_BEGIN_DECLS

#define PL_PAPER_LEFT   54.0
#define PL_PAPER_TOP    54.0
#define PL_PAPER_BOTTOM 72.0 /* the foot stands in it */
#define PL_PAPER_INNER  (PL_PAPER_WIDTH - 2 * PL_PAPER_LEFT)
#define PL_PAPER_END    (PL_PAPER_HEIGHT - PL_PAPER_BOTTOM)

#define PL_PAPER_BODY 9.5 /* the size of running type */

typedef enum {
  PL_INK_TEXT,
  PL_INK_QUIET,  /* grey */
  PL_INK_ACCENT, /* dark amber, for headings and bars */
  PL_INK_LINE,   /* rules */
  PL_INK_WASH,   /* behind heads of tables */
} PlInk;

typedef struct {
  double size;
  gboolean bold;
  PlInk ink;
} PlType;

struct _PlPaper {
  char *title;
  char *foot;
  GPtrArray *pages; /* of cairo_surface_t, recorded: how many there are is known at the end */
  cairo_t *cr;      /* of the last one */
  double y;         /* where the next thing goes */
  const PlPaperColumn *columns;
  gsize n_columns;
  struct {
    guint n, at;
    double top, y, lowest, size;
  } cards;
};

void pl_paper_ink (PlPaper *paper, PlInk ink);
/* A text in a type, wrapped to a width. g_object_unref. */
PangoLayout *pl_paper_layout (PlPaper *paper, const char *text, const PlType *type, double width);
double pl_paper_layout_height (PangoLayout *layout);
/* TRUE where so much fits below on this page. */
gboolean pl_paper_fits (const PlPaper *paper, double height);
/* Begins a page where it does not. */
void pl_paper_want (PlPaper *paper, double height);
/* Draws at x and y, which stays. */
void pl_paper_draw (PlPaper *paper, PangoLayout *layout, PlInk ink, double x, double y);
/* A rule, or a filled box. */
void pl_paper_rule (PlPaper *paper, double x, double y, double width);
void pl_paper_box (PlPaper *paper, PlInk ink, double x, double y, double width, double height);

/* A text that is drawn line by line, across pages. Zeroed: at its beginning. */
typedef struct {
  PangoLayout *layout; /* owned */
  int next;            /* its first line that is not drawn */
} PlFlow;

/* Draws what fits between y and bottom; the height that it took. */
double pl_paper_flow (PlPaper *paper, PlFlow *flow, PlInk ink, double x, double y, double bottom);
gboolean pl_paper_flow_is_done (const PlFlow *flow);

G_END_DECLS
