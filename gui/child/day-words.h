/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/today.h"

G_BEGIN_DECLS

/*
 * A child's today in words: short, warm, no blame. Pure: the time is today's own. All are transfer
 * full; "markup" says that it is Pango's.
 */

/* "8 pm", "tomorrow at noon", "on Thursday at 4 pm". */
char *pl_words_when (const PlToday *today, gint64 instant);
/* "Thursday 3 December". */
char *pl_words_day (const PlToday *today, gint64 instant);
/* "Thursday 3 December, 7:42 pm". */
char *pl_words_moment (const PlToday *today, gint64 instant);

/* What holds now and until when: markup, one sentence. */
char *pl_words_now (const PlToday *today);
/* Why, where the internet is off; what is left of an allowance, where it is on. NULL: nothing to say. */
char *pl_words_why (const PlToday *today);
/* The same facts as the strip of 24 hours. */
char *pl_words_hours (const PlToday *today);

G_END_DECLS
