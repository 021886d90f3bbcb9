/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * A first password (L8), shown once: on a page that the child can stand at, and nowhere else. Nothing of it is left in memory once the
 * page is gone, which it is, too, when the screen is locked.
 */
#define PL_TYPE_FIRST_PASSWORD_PAGE (pl_first_password_page_get_type ())
G_DECLARE_FINAL_TYPE (
    PlFirstPasswordPage, pl_first_password_page, PL, FIRST_PASSWORD_PAGE, PlSubpage)

/* child: as of child-words.h. reply: of the call that made it, which was answered. next: makes the page that comes after this one; NULL: the one before. */
PlSubpage *pl_first_password_page_new (PlClient *client,
                                       PlRecord *child,
                                       GAsyncResult *reply,
                                       PlSubpage *(*next) (PlClient *client, PlRecord *child));

G_END_DECLS
