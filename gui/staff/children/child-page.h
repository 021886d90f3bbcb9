/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* One child, for staff: what holds now, what is due, and the way to everything that is agreed with them. */
#define PL_TYPE_CHILD_PAGE (pl_child_page_get_type ())
G_DECLARE_FINAL_TYPE (PlChildPage, pl_child_page, PL, CHILD_PAGE, PlSubpage)

/* child: a record as child-words.h has it. */
PlSubpage *pl_child_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
