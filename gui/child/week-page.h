/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* How long the child was online on each of the last seven days (H4): a bar and the number as text. */
#define PL_TYPE_WEEK_PAGE (pl_week_page_get_type ())
G_DECLARE_FINAL_TYPE (PlWeekPage, pl_week_page, PL, WEEK_PAGE, PlSubpage)

PlSubpage *pl_week_page_new (PlClient *client);

G_END_DECLS
