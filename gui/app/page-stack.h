/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A place of the window: what lies at its base, and the pages that are opened over it, the last on top.
 * A page that is left is gone at once, so that nothing of it stays on a shared screen, and the focus is again where it was
 * when that page was opened; a new page takes it by its action PL_PAGE_BEGIN. Property: "base", the widget below them all.
 * Signal "changed": another one shows.
 */
#define PL_TYPE_PAGE_STACK (pl_page_stack_get_type ())
G_DECLARE_FINAL_TYPE (PlPageStack, pl_page_stack, PL, PAGE_STACK, AdwBin)

/* The class action of a page that sets the focus where one begins on it. */
#define PL_PAGE_BEGIN "page.begin"

/* The page that shows; NULL: the base does. */
GtkWidget *pl_page_stack_get_page (PlPageStack *stack);

/* page: floating, taken. */
void pl_page_stack_open (PlPageStack *stack, GtkWidget *page);
/* The same in the place of the page that shows, which is gone then. */
void pl_page_stack_replace (PlPageStack *stack, GtkWidget *page);
/* Goes back to the page before, or to the base. */
void pl_page_stack_close (PlPageStack *stack);
/* The same, for a person who wants to: where something is typed on the page that is not sent, they are asked first. */
void pl_page_stack_leave (PlPageStack *stack);
/* Something is typed on the page that shows, or is not any more. */
void pl_page_stack_guard (PlPageStack *stack);
/* Goes back to a page that is open; what lies over it is gone. */
void pl_page_stack_go_back_to (PlPageStack *stack, GtkWidget *page);
/* Goes back to the base; every page is gone. */
void pl_page_stack_close_all (PlPageStack *stack);

G_END_DECLS
