/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * A lost or stolen computer (D5): what was on it is listed, it is written down, and the steps after a breach of data are
 * gone through in their order, each by its time.
 */
#define PL_TYPE_LOST_DEVICE_PAGE (pl_lost_device_page_get_type ())
G_DECLARE_FINAL_TYPE (PlLostDevicePage, pl_lost_device_page, PL, LOST_DEVICE_PAGE, PlSubpage)

PlSubpage *pl_lost_device_page_new (PlClient *client);

G_END_DECLS
