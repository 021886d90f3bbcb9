/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * The receipt (C7): each state is filled only when it is true. It is asked anew while it is on the
 * screen. Signal "clear".
 */
#define PL_TYPE_TELL_RECEIPT (pl_tell_receipt_get_type ())
G_DECLARE_FINAL_TYPE (PlTellReceipt, pl_tell_receipt, PL, TELL_RECEIPT, AdwBin)

/* receipt: as FileConcern returns it. */
void pl_tell_receipt_show (PlTellReceipt *view, PlClient *client, PlRecord *receipt);
/* Takes it off the screen. */
void pl_tell_receipt_clear (PlTellReceipt *view);

G_END_DECLS
