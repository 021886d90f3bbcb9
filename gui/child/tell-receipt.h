/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * The receipt (C7): each state is filled only when it is true. It is asked anew while it is on the
 * screen. In easy read (L6) it says one thing a page. Signals "clear"; "turned": another page shows.
 */
#define PL_TYPE_TELL_RECEIPT (pl_tell_receipt_get_type ())
G_DECLARE_FINAL_TYPE (PlTellReceipt, pl_tell_receipt, PL, TELL_RECEIPT, AdwBin)

/* receipt: as FileConcern returns it. */
void pl_tell_receipt_show (PlTellReceipt *view, PlClient *client, PlRecord *receipt);
/* Shows the page before: FALSE where there is none. */
gboolean pl_tell_receipt_back (PlTellReceipt *view);
/* Whether there is one. */
gboolean pl_tell_receipt_has_back (PlTellReceipt *view);
/* Takes it off the screen. */
void pl_tell_receipt_clear (PlTellReceipt *view);

G_END_DECLS
