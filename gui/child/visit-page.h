/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * A help visit (T11), in Today's place: how long it lasts, when the internet is back, whom to ring, and its end. Signal
 * "end": the child wants to end it.
 */
#define PL_TYPE_VISIT_PAGE (pl_visit_page_get_type ())
G_DECLARE_FINAL_TYPE (PlVisitPage, pl_visit_page, PL, VISIT_PAGE, AdwBin)

void pl_visit_page_set_client (PlVisitPage *page, PlClient *client);
/* today: nullable, while the agent has not answered. */
void pl_visit_page_show (PlVisitPage *page, const PlToday *today);
/* It is asked elsewhere in the window whether to stay longer. */
void pl_visit_page_set_asked (PlVisitPage *page, gboolean asked);
/* Ends it, and the session with it. */
void pl_visit_page_end (PlVisitPage *page);

G_END_DECLS
