/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Who is on shift, how one's own begins and ends, and what the shifts before wrote for the next (D4). */
#define PL_TYPE_SHIFT_PAGE (pl_shift_page_get_type ())
G_DECLARE_FINAL_TYPE (PlShiftPage, pl_shift_page, PL, SHIFT_PAGE, PlSubpage)

/* today: what Staff.GetToday said. */
PlSubpage *pl_shift_page_new (PlClient *client, PlRecord *today);

G_END_DECLS
