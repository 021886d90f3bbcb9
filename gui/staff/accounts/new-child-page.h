/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* A new child in a minute (L8): account, provisional level, when it is reviewed, own needs. Then comes the first password. */
#define PL_TYPE_NEW_CHILD_PAGE (pl_new_child_page_get_type ())
G_DECLARE_FINAL_TYPE (PlNewChildPage, pl_new_child_page, PL, NEW_CHILD_PAGE, PlSubpage)

PlSubpage *pl_new_child_page_new (PlClient *client);

G_END_DECLS
