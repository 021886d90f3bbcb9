/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"
#include "gui/staff/concerns/reader-lock.h"

G_BEGIN_DECLS

/*
 * A reader's passphrase: for the first key, for a new one in the place of a lost one, or another for the key that is open. Keys
 * are made in this process, and leave it wrapped.
 */
#define PL_TYPE_KEY_PAGE (pl_key_page_get_type ())
G_DECLARE_FINAL_TYPE (PlKeyPage, pl_key_page, PL, KEY_PAGE, PlSubpage)

/* lock: NULL for new keys; open: the same keys under another passphrase. */
PlSubpage *pl_key_page_new (PlClient *client, PlReaderLock *lock);

G_END_DECLS
