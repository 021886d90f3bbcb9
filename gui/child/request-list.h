/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * What the child asked for and what staff answered (F6, T6), of one kind ("kind": as in ListRequests);
 * nothing is shown where there is none. A row opens the answer.
 */
#define PL_TYPE_REQUEST_LIST (pl_request_list_get_type ())
G_DECLARE_FINAL_TYPE (PlRequestList, pl_request_list, PL, REQUEST_LIST, AdwBin)

/* Reads it, now and again. */
void pl_request_list_read (PlRequestList *list, PlClient *client);

G_END_DECLS
