/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* One child's restrictions: what holds, what each still asks of staff and by when, and its end (R1, R2). */
#define PL_TYPE_RESTRICTIONS_PAGE (pl_restrictions_page_get_type ())
G_DECLARE_FINAL_TYPE (PlRestrictionsPage, pl_restrictions_page, PL, RESTRICTIONS_PAGE, PlSubpage)

/* child: a record as child-words.h has it. */
PlSubpage *pl_restrictions_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
