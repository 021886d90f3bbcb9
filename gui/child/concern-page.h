/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* One concern: its states, and behind the PIN its words and answers (C7). has_pin: there is one. */
#define PL_TYPE_CONCERN_PAGE (pl_concern_page_get_type ())
G_DECLARE_FINAL_TYPE (PlConcernPage, pl_concern_page, PL, CONCERN_PAGE, PlSubpage)

PlSubpage *pl_concern_page_new (PlClient *client, PlRecord *receipt, gboolean has_pin);

G_END_DECLS
