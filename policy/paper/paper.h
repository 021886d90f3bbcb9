/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/*
 * A document on A4 pages: headings, paragraphs, fields, tables that break across pages with their heads
 * again, and forms to fill in by hand. Texts are plain; what does not fit on a page goes on on the next. Every page says at its
 * foot what the document is, and which page of how many. Lengths are points (1/72 inch).
 */
typedef struct _PlPaper PlPaper;

#define PL_PAPER_WIDTH  595.28
#define PL_PAPER_HEIGHT 841.89

/* foot: at the bottom of every page, one or two lines. */
PlPaper *pl_paper_new (const char *title, const char *foot);
void pl_paper_free (PlPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPaper, pl_paper_free)

/* The document's own heading, at the top of the first page. below: nullable. */
void pl_paper_title (PlPaper *paper, const char *title, const char *below);
/* A part of it, and a part of that: neither stands alone at the end of a page. */
void pl_paper_heading (PlPaper *paper, const char *text);
void pl_paper_subheading (PlPaper *paper, const char *text);
void pl_paper_paragraph (PlPaper *paper, const char *text);
/* Small and grey: what explains the rest. */
void pl_paper_note (PlPaper *paper, const char *text);
/* Set off by a bar at its side: what nobody is to miss. */
void pl_paper_notice (PlPaper *paper, const char *text);
/* A field and what stands in it; values may be long. */
void pl_paper_field (PlPaper *paper, const char *name, const char *value);
/* Room. */
void pl_paper_space (PlPaper *paper, double points);
/* A field to be filled in by hand, with so many ruled lines. hint: nullable, small, behind its name. */
void pl_paper_blank (PlPaper *paper, const char *name, const char *hint, guint lines);
void pl_paper_new_page (PlPaper *paper);

#define PL_PAPER_COLUMNS_MAX 8

typedef struct {
  const char *title;
  double share; /* of the width; all together 1 */
} PlPaperColumn;

/* Rows follow until the end; cells: as many as columns. columns stays the caller's until then. */
void pl_paper_table_begin (PlPaper *paper, const PlPaperColumn *columns, gsize n);
void pl_paper_table_row (PlPaper *paper, const char *const *cells);
void pl_paper_table_end (PlPaper *paper);

/*
 * Cards: a heading and lines below it, in so many columns, each kept whole. size: of the type. They begin below what
 * is there, and go on on further pages.
 */
void pl_paper_cards_begin (PlPaper *paper, guint columns, double size);
void pl_paper_card (PlPaper *paper, const char *heading, const char *const *lines);
void pl_paper_cards_end (PlPaper *paper);

/* Once all is there: pages one by one, for a printer. A4, from 0 on; the origin is the page's upper left corner, a unit a point. */
guint pl_paper_n_pages (const PlPaper *paper);
void pl_paper_draw_page (const PlPaper *paper, guint page, cairo_t *cr);

/* The PDF. NULL and PL_ERROR_FAILED, which says why. */
GBytes *pl_paper_finish (PlPaper *paper, GError **error);

G_END_DECLS
