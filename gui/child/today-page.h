/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/* What holds now and until when; what changed; and the ways on. */
#define PL_TYPE_TODAY_PAGE (pl_today_page_get_type ())
G_DECLARE_FINAL_TYPE (PlTodayPage, pl_today_page, PL, TODAY_PAGE, AdwBin)

void pl_today_page_set_client (PlTodayPage *page, PlClient *client);
/* today: nullable; what was last known, also while the agent is away. */
void pl_today_page_show (PlTodayPage *page, PlClientState state, const PlToday *today);
/* The same, only later. */
void pl_today_page_move (PlTodayPage *page, const PlToday *today);

G_END_DECLS
