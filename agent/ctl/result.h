/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What an act came to. With --json it is one object at the end, {"restriction": 5}, or {} where there is nothing to say; else
 * the act prints a line of its own.
 */

/* --json was given. */
void pl_ctl_result_in_json (void);

/* Adds a member to the object. FALSE: no --json, and the act prints its line. */
gboolean pl_ctl_result_number (const char *what, gint64 number);
gboolean pl_ctl_result_text (const char *what, const char *text);

/* Prints the object, where --json was given: the act was done. */
void pl_ctl_result_end (void);

G_END_DECLS
