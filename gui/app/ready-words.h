/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Reasons that the app offers to staff, who mostly take one: a tap. They go to the agent in English, and so into the record;
 * whoever reads them, the child first of all, reads them in their own language, and in easy words.
 */
extern const char
    *const pl_ready_refusals[]; /* NULL-terminated; each is kind, and says what comes next */
extern const char *const pl_ready_yes;
extern const char *const pl_ready_more_time;

/* A reason as it is read; what somebody typed is returned as it is. */
const char *pl_ready_words (const char *reason);

G_END_DECLS
