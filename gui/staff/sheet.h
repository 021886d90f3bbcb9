/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/subpage.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"

G_BEGIN_DECLS

/*
 * What a page of the staff's is made of: a heading, and below it one thing after the other, as wide as is easily read. Everything
 * that is added is owned by the page.
 */

/* Fills a page, and gives the place that things are added to. title: of the page; words: of its heading. */
GtkBox *pl_sheet_new (PlSubpage *page, const char *title, const char *words);
/* The page's own heading, and what shows it once the agent has said what there is. */
PlHeading *pl_sheet_heading (GtkBox *sheet);
PlAgentView *pl_sheet_view (GtkBox *sheet);

/* A line of text of a style ("second", "problem", "complaint" (gui/app/subpage.h), "done"; NULL: plain). words: nullable, and then it does
 * not show. */
GtkLabel *pl_sheet_add_text (GtkBox *sheet, const char *style, const char *words);
/* A heading within the page. */
void pl_sheet_add_title (GtkBox *sheet, const char *words);

/* A field, with its name above it; Enter in it sends the page (pl_subpage_submit). max: as many characters get into it as the agent takes
 * (policy/care/text-max.h); 0: the value of a key of a file, as many as GTK takes. */
GtkEditable *pl_sheet_add_field (GtkBox *sheet, const char *name, int max);
/* The same, for a day (gui/widgets/day-entry.h). */
GtkEditable *pl_sheet_add_day (GtkBox *sheet, const char *name);
/* A list of rows (gui/staff/row.h). */
GtkListBox *pl_sheet_add_list (GtkBox *sheet, const char *name);
/* A row to tick; of those of one group only one is ticked. group: nullable. subtitle: nullable. */
GtkCheckButton *pl_sheet_add_choice (GtkListBox *list,
                                     GtkCheckButton *group,
                                     const char *title,
                                     const char *subtitle);

/* clicked: called with data first, until the object that is data goes. style: "ask", "destructive-action"; nullable. The first "ask" sends
 * the page. */
GtkWidget *pl_sheet_add_button (
    GtkBox *sheet, const char *words, const char *style, GCallback clicked, gpointer data);

G_END_DECLS
