/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui/app/record.h"

G_BEGIN_DECLS

/* Today in words for staff, read once. today: what Staff.GetToday said; the time is the agent's own. */

/* What a child is called; the account, where there is no profile. Owned by today, or account. Valid while both are. */
const char *pl_staff_child_name (PlRecord *today, const char *account);
/* Every child: adds what each is called to names, as drop-downs show it, and the account to accounts (strings of its own). */
void pl_staff_children_add (PlRecord *today, GtkStringList *names, GPtrArray *accounts);

/* "12 min", "5 h", "3 days": for pills. Transfer full. */
char *pl_staff_short_duration (gint64 seconds);
/* "2 minutes ago", "just now". Transfer full. */
char *pl_staff_ago (PlRecord *today, gint64 instant);
/* "5 h left", "Thu 12 Mar", "overdue": of something that is due. Transfer full. */
char *pl_staff_due (PlRecord *today, gint64 instant);
/* The style class of that: "bad-now", "soon-now" within a day, "closed-now". Static. */
const char *pl_staff_due_state (PlRecord *today, gint64 instant);
/* "Jo, on shift", "Jo". Transfer full. */
char *pl_staff_who (PlRecord *today);

G_END_DECLS
