/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * What the child asked for and what staff answered (F6, T6), of one kind ("kind": as in ListRequests);
 * nothing is shown where there is none. A row opens the answer.
 */
#define PL_TYPE_REQUEST_LIST (pl_request_list_get_type ())
G_DECLARE_FINAL_TYPE (PlRequestList, pl_request_list, PL, REQUEST_LIST, AdwBin)

/* Reads it, now and again. */
void pl_request_list_read (PlRequestList *list, PlClient *client);

/* "30 more minutes", the site, or the review. Transfer full. */
char *pl_request_title (PlRecord *request);
/* "Yes", "No", "Not answered yet"; of the language of the screen. */
const char *pl_request_answer (PlRecord *request);
/* The member of staff who answered, as a name to read. Transfer full. */
char *pl_request_by (PlRecord *request);

G_END_DECLS
