/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/* A row of ListRequests (F6, T6), or a comment of ListRulesAnswers (H2), in words, of the language of the screen. */

/* "30 minutes more", the site, the review, or the rules. Transfer full. */
char *pl_request_title (PlRecord *request);
/* "Yes", "No", "Not answered yet"; of the language of the screen. */
const char *pl_request_answer (PlRecord *request);
/* What staff say to it; of the language of the screen where they took a ready answer. Owned by the request. */
const char *pl_request_reason (PlRecord *request);
/* The member of staff who answered, as a name to read. Transfer full. */
char *pl_request_by (PlRecord *request);

G_END_DECLS
