/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Staff log an incident without a child's concern (R8): the same readers, the same sealing. Who logs it is no reader by that. */
#define PL_TYPE_LOG_PAGE (pl_log_page_get_type ())
G_DECLARE_FINAL_TYPE (PlLogPage, pl_log_page, PL, LOG_PAGE, PlSubpage)

PlSubpage *pl_log_page_new (PlClient *client);

G_END_DECLS
