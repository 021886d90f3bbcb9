/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * A session ends in a minute, with a help visit (T11) or since time is up: said across the foot of the window, while the
 * child can still stay longer, or send what is in memory only. Not shown while nothing ends.
 *
 * A visit does not end under the hands of a child who writes: then it goes on by itself, PL_VISIT_HELD_MAX
 * times; the child who is still writing is asked after that, once in each quarter of an hour (WCAG 2.2, 2.2.1).
 * Signal "send": the child wants to send it. Property "offers": it offers to stay longer.
 */
#define PL_TYPE_VISIT_ENDING (pl_visit_ending_get_type ())
G_DECLARE_FINAL_TYPE (PlVisitEnding, pl_visit_ending, PL, VISIT_ENDING, AdwBin)

/* An hour in all; who has left the computer alone for so long as PL_VISIT_IDLE_S does not write. */
#define PL_VISIT_HELD_MAX 4
#define PL_VISIT_IDLE_S   120

/*
 * window: whose keys and buttons are what the child does, and in which it looks for what is not sent (unsent.h). It
 * outlives the widget.
 */
GtkWidget *pl_visit_ending_new (PlClient *client, GtkWidget *window);

G_END_DECLS
