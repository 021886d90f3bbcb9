/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/child/ask-page.h"

G_BEGIN_DECLS

/* What the child says about the home's rules (H2). rules: the id of the text that was read. */
#define PL_TYPE_COMMENT_PAGE (pl_comment_page_get_type ())
G_DECLARE_FINAL_TYPE (PlCommentPage, pl_comment_page, PL, COMMENT_PAGE, PlAskPage)

PlSubpage *pl_comment_page_new (PlClient *client, gint64 rules);

G_END_DECLS
