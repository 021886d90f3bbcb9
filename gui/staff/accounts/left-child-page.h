/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * A child who has left (L8): what is still on this computer, what the next home gets, the wipe as it goes on, and the
 * certificate of it. Until then it can be undone.
 */
#define PL_TYPE_LEFT_CHILD_PAGE (pl_left_child_page_get_type ())
G_DECLARE_FINAL_TYPE (PlLeftChildPage, pl_left_child_page, PL, LEFT_CHILD_PAGE, PlSubpage)

/* name: for people; the account, where it is not known any more. */
PlSubpage *pl_left_child_page_new (PlClient *client, const char *account, const char *name);

G_END_DECLS
