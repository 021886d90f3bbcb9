/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"
#include "gui/staff/concerns/reader-lock.h"

G_BEGIN_DECLS

/*
 * A reader was replaced (C8): all that this reader opens is sealed to the new key as well, one concern after the other. Whom a
 * concern is not for does not get it: the agent refuses that.
 */
#define PL_TYPE_GIVE_ALL_PAGE (pl_give_all_page_get_type ())
G_DECLARE_FINAL_TYPE (PlGiveAllPage, pl_give_all_page, PL, GIVE_ALL_PAGE, PlSubpage)

/* lock: open. reader: a row of Readers.List. */
PlSubpage *pl_give_all_page_new (PlClient *client, PlReaderLock *lock, PlRecord *reader);

G_END_DECLS
