/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* A child's account (L8): a forgotten password or PIN, until when they stay, and that they leave. */
#define PL_TYPE_ACCOUNT_PAGE (pl_account_page_get_type ())
G_DECLARE_FINAL_TYPE (PlAccountPage, pl_account_page, PL, ACCOUNT_PAGE, PlSubpage)

/* child: as of child-words.h. */
PlSubpage *pl_account_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
