/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* What the child told, by day and how far it is (C7); nothing of what it says. */
#define PL_TYPE_CONCERNS_PAGE (pl_concerns_page_get_type ())
G_DECLARE_FINAL_TYPE (PlConcernsPage, pl_concerns_page, PL, CONCERNS_PAGE, PlSubpage)

PlSubpage *pl_concerns_page_new (PlClient *client);

G_END_DECLS
