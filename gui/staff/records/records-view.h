/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/* The staff's Records. */
#define PL_TYPE_RECORDS_VIEW (pl_records_view_get_type ())
G_DECLARE_FINAL_TYPE (PlRecordsView, pl_records_view, PL, RECORDS_VIEW, AdwBin)

/* Asks the agent when the view is next shown, and from then on. */
void pl_records_view_set_client (PlRecordsView *view, PlClient *client);

G_END_DECLS
