/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"
#include "gui/staff/concerns/reader-lock.h"

G_BEGIN_DECLS

/*
 * What a child has told, for its reader: the words, what is to be done with it (C10), and what the reader does about it. When
 * the lock closes, so does the page.
 */
#define PL_TYPE_TOLD_PAGE (pl_told_page_get_type ())
G_DECLARE_FINAL_TYPE (PlToldPage, pl_told_page, PL, TOLD_PAGE, PlSubpage)

/* concern: a row of Concerns.List; concerns: all of them. */
PlSubpage *
pl_told_page_new (PlClient *client, PlReaderLock *lock, GListModel *concerns, PlRecord *concern);

G_END_DECLS
