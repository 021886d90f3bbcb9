/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/child/ask-page.h"

G_BEGIN_DECLS

/* My next review (L2, L7): when, what could change, and what the child would like to say. */
#define PL_TYPE_REVIEW_PAGE (pl_review_page_get_type ())
G_DECLARE_FINAL_TYPE (PlReviewPage, pl_review_page, PL, REVIEW_PAGE, PlAskPage)

PlSubpage *pl_review_page_new (PlClient *client);

G_END_DECLS
