/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * The child's side: Today, or the help visit in its place (T11), Rules and Help, pages over them, and Tell staff one tap
 * away. Signal "end-visit": the child wants to end it.
 */
#define PL_TYPE_CHILD_VIEW (pl_child_view_get_type ())
G_DECLARE_FINAL_TYPE (PlChildView, pl_child_view, PL, CHILD_VIEW, AdwBin)

void pl_child_view_set_client (PlChildView *view, PlClient *client);
/* This session is a help visit, or is none any more. */
void pl_child_view_set_visit (PlChildView *view, gboolean visit);
/* It is asked elsewhere in the window whether the visit is to be longer. */
void pl_child_view_set_asked (PlChildView *view, gboolean asked);
/* Ends the visit, and the session with it. */
void pl_child_view_end_visit (PlChildView *view);
/* page: floating, taken. */
void pl_child_view_open (PlChildView *view, PlSubpage *page);
/* Leaves the page that lies on top, where there is one. */
void pl_child_view_back (PlChildView *view);

G_END_DECLS
