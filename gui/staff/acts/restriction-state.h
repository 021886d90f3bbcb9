/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/* A row of Decisions.ListRestrictions in words for staff. today: what Staff.GetToday said. */

gboolean pl_restriction_in_force (PlRecord *restriction, PlRecord *today);
/* "Until Tue 10 Mar, 2 pm", "Ended Mon 9 Mar, 3 pm by jo", "It was over Tue 10 Mar, 2 pm". Transfer full. */
char *pl_restriction_state_words (PlRecord *restriction, PlRecord *today);
/* What it asks of staff next: "24 h left: tell the manager about the restriction"; NULL: nothing. Transfer full. */
char *pl_restriction_next_words (PlRecord *restriction, PlRecord *today);

G_END_DECLS
