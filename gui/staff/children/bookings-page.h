/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Time on this computer that a review agreed, for job search or learning (T9): booked, and taken back. */
#define PL_TYPE_BOOKINGS_PAGE (pl_bookings_page_get_type ())
G_DECLARE_FINAL_TYPE (PlBookingsPage, pl_bookings_page, PL, BOOKINGS_PAGE, PlSubpage)

/* child: a record as child-words.h has it. */
PlSubpage *pl_bookings_page_new (PlClient *client, PlRecord *child);

G_END_DECLS
