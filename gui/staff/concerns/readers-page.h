/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"
#include "gui/staff/concerns/reader-lock.h"

G_BEGIN_DECLS

/* Who reads concerns, what the home still needs for that, one's own key, and tests of the ways to a reader that wait for an answer. */
#define PL_TYPE_READERS_PAGE (pl_readers_page_get_type ())
G_DECLARE_FINAL_TYPE (PlReadersPage, pl_readers_page, PL, READERS_PAGE, PlSubpage)

PlSubpage *pl_readers_page_new (PlClient *client, PlReaderLock *lock);

G_END_DECLS
