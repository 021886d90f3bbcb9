/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A page that is opened over what a place of the window shows, with its title in the header bar. Properties: "title";
 * "heading", the widget that gets the focus when the page opens, so that a screen reader speaks it
 * (nullable); "submit", the button that Ctrl+Enter presses, and Enter in a field (nullable). Labels of the style "complaint" are
 * about what is filled in: they go once a person fills in something else. One of the style "problem" looks the same, and stays.
 */
#define PL_TYPE_SUBPAGE (pl_subpage_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlSubpage, pl_subpage, PL, SUBPAGE, AdwBin)

struct _PlSubpageClass {
  AdwBinClass parent_class;
  /* What is typed on such a page is looked up, or opens something: nothing is lost with it. */
  gboolean asks_only;
  /* Nullable: TRUE where a person has changed more than fields, like a list, that is not sent. */
  gboolean (*is_changed) (PlSubpage *page);
};

const char *pl_subpage_get_title (PlSubpage *page);
/* Moves the focus to the heading, or where there is none to the first that can have it; TRUE if one took it. */
gboolean pl_subpage_focus_heading (PlSubpage *page);

/* What is_changed says may be another now. */
void pl_subpage_changed (PlSubpage *page);
/* What is typed on the page that a widget is in, or is, has been sent, though it stands there still. */
void pl_subpage_sent (GtkWidget *from);

/* Presses the button that sends what is filled in on the page that a widget is in, or is. */
void pl_subpage_submit (GtkWidget *from);

/* Opens a page over the place that a widget is in (gui/app/page-stack.h). page: floating, taken. */
void pl_subpage_open (GtkWidget *from, PlSubpage *page);
/* Opens a page in the place of the one that a widget is in, which is gone then. page: floating, taken. */
void pl_subpage_replace (GtkWidget *from, PlSubpage *page);
/* Goes back to the page before. */
void pl_subpage_close (GtkWidget *from);

G_END_DECLS
