/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* The log of acts (R5), newest first; of one child, or of one kind of act, where that is wanted. */
#define PL_TYPE_ACTS_PAGE (pl_acts_page_get_type ())
G_DECLARE_FINAL_TYPE (PlActsPage, pl_acts_page, PL, ACTS_PAGE, PlSubpage)

PlSubpage *pl_acts_page_new (PlClient *client);

G_END_DECLS
