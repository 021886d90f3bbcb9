/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * Records a placement review (L2), and puts the level into force that it agreed. For 28 days it is what a change rests on that
 * takes something away.
 */
#define PL_TYPE_PLACEMENT_REVIEW_PAGE (pl_placement_review_page_get_type ())
G_DECLARE_FINAL_TYPE (
    PlPlacementReviewPage, pl_placement_review_page, PL, PLACEMENT_REVIEW_PAGE, PlSubpage)

PlSubpage *pl_placement_review_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
