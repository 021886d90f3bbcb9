/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/child/ask-page.h"

G_BEGIN_DECLS

/* Something got through that should have been closed (F7). */
#define PL_TYPE_REPORT_PAGE (pl_report_page_get_type ())
G_DECLARE_FINAL_TYPE (PlReportPage, pl_report_page, PL, REPORT_PAGE, PlAskPage)

PlSubpage *pl_report_page_new (PlClient *client);

G_END_DECLS
