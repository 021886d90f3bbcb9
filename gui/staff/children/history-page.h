/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Past reviews of a child (L2), and every change of the profile: who, when, why; each leads to what it changed. */
#define PL_TYPE_HISTORY_PAGE (pl_history_page_get_type ())
G_DECLARE_FINAL_TYPE (PlHistoryPage, pl_history_page, PL, HISTORY_PAGE, PlSubpage)

/* child: a record as child-words.h has it. */
PlSubpage *pl_history_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
