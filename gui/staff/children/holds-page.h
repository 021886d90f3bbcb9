/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* What keeps what belongs to a child from being deleted (R7), as far as this person may read it; and another. */
#define PL_TYPE_HOLDS_PAGE (pl_holds_page_get_type ())
G_DECLARE_FINAL_TYPE (PlHoldsPage, pl_holds_page, PL, HOLDS_PAGE, PlSubpage)

/* child: a record as child-words.h has it. */
PlSubpage *pl_holds_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
