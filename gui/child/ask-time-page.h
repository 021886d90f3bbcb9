/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/child/ask-page.h"

G_BEGIN_DECLS

/* Ask for more time (T6): how long, and what for; and what staff answered. */
#define PL_TYPE_ASK_TIME_PAGE (pl_ask_time_page_get_type ())
G_DECLARE_FINAL_TYPE (PlAskTimePage, pl_ask_time_page, PL, ASK_TIME_PAGE, PlAskPage)

PlSubpage *pl_ask_time_page_new (PlClient *client);

G_END_DECLS
