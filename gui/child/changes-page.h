/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* What changed in what is agreed with the child, before and after, and why (L2); the newest first. */
#define PL_TYPE_CHANGES_PAGE (pl_changes_page_get_type ())
G_DECLARE_FINAL_TYPE (PlChangesPage, pl_changes_page, PL, CHANGES_PAGE, PlSubpage)

PlSubpage *pl_changes_page_new (PlClient *client);

G_END_DECLS
