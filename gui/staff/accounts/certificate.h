/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/* Accounts of children who have left (a row of Accounts.List), in words. */

/* "Left, and the data is still here", and so on. Static. */
const char *pl_left_state_words (PlRecord *account);
/* The state of its pill (gui/staff/row.h): "bad-now" while there is something to do. Static. */
const char *pl_left_state_style (PlRecord *account);
/* How far a wipe is: "Removing files: 120 so far". Transfer full. */
char *pl_wipe_progress_words (PlRecord *account);

/* The lines of the certificate: "Title\nvalue" each, up to NULL. Transfer full. */
char **pl_certificate_lines (PlRecord *account);
/* What the certificate does not say. Static. */
const char *pl_certificate_limits (void);

G_END_DECLS
