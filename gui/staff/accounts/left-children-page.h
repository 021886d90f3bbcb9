/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * Children who left, and whether this computer can be handed on (L8): it cannot while the data of one of them is on it.
 */
#define PL_TYPE_LEFT_CHILDREN_PAGE (pl_left_children_page_get_type ())
G_DECLARE_FINAL_TYPE (PlLeftChildrenPage, pl_left_children_page, PL, LEFT_CHILDREN_PAGE, PlSubpage)

PlSubpage *pl_left_children_page_new (PlClient *client);

G_END_DECLS
