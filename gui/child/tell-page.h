/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Tell staff (C1 to C7). Until the agent takes concerns it says so, and whom to tell instead. */
#define PL_TYPE_TELL_PAGE (pl_tell_page_get_type ())
G_DECLARE_FINAL_TYPE (PlTellPage, pl_tell_page, PL, TELL_PAGE, PlSubpage)

PlSubpage *pl_tell_page_new (PlClient *client);

G_END_DECLS
