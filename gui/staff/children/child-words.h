/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * A child in words for staff, read once. child: a record with account, name, level (s), online (b), until, left (x)
 * and flags (a(sx): code, day), of Staff.ListChildren, Staff.ListFlags and the profile.
 */

/* row: of ListChildren; all: of ListFlags, everybody's; name: nullable. */
PlRecord *pl_child_record_new (GVariant *row, GVariant *all, const char *name);
/* Of a child of whom only so much is known yet. */
PlRecord *pl_child_record_new_arrived (const char *account, const char *name, const char *level);

/* "8 pm", "Tuesday 8 pm" where that is not today. Transfer full. */
char *pl_child_time_words (gint64 instant);
/* "until 8 pm, 1 hour 20 minutes left"; "". Transfer full. */
char *pl_child_until_words (PlRecord *child);
/* What staff are prompted about, a sentence each; "" for nothing. Transfer full. */
char *pl_child_flag_words (PlRecord *child);
/* Each of these. style: a state of a pill (gui/staff/row.h). */
void pl_child_for_each_flag (PlRecord *child,
                             void (*each) (const char *words, const char *style, gpointer data),
                             gpointer data);
/* The level, and until when, for a row. Transfer full. */
char *pl_child_about_words (PlRecord *child);

G_END_DECLS
