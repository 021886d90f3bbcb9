/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * A month of the home in numbers, beside the month before (R8, R10), for the monthly independent visit: bars with their
 * numbers in words, to print, and as the PDF that porchlightctl makes. No child is named.
 */
#define PL_TYPE_MONTH_PAGE (pl_month_page_get_type ())
G_DECLARE_FINAL_TYPE (PlMonthPage, pl_month_page, PL, MONTH_PAGE, PlSubpage)

PlSubpage *pl_month_page_new (PlClient *client);

G_END_DECLS
