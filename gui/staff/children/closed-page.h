/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* What was closed for a child in the last week, and why (F6), each with the way to open it; and what is open for a time. */
#define PL_TYPE_CLOSED_PAGE (pl_closed_page_get_type ())
G_DECLARE_FINAL_TYPE (PlClosedPage, pl_closed_page, PL, CLOSED_PAGE, PlSubpage)

/* child: a record as child-words.h has it. */
PlSubpage *pl_closed_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
