/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Sets the PIN with which the child's own words and the answers open again, or changes it by the old one (C7). */
#define PL_TYPE_PIN_PAGE (pl_pin_page_get_type ())
G_DECLARE_FINAL_TYPE (PlPinPage, pl_pin_page, PL, PIN_PAGE, PlSubpage)

/* has_pin: there is one. */
PlSubpage *pl_pin_page_new (PlClient *client, gboolean has_pin);

G_END_DECLS
