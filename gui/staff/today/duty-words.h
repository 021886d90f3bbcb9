/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a restriction asks of staff (policy/care/deadlines.h), in words: "tell the manager about the restriction". Static, or code. */
const char *pl_duty_words (const char *code);
/* The same, where it stands by itself: with a large letter. Transfer full. */
char *pl_duty_title (const char *code);
/* How it stands: "done", "done late", "not yet, by the hold". Static, or state. */
const char *pl_duty_state_words (const char *state);

/* What is written down when it is done: "Who was told, and what they said". Static. */
const char *pl_duty_ask (const char *code);
/* TRUE where only a manager can say that it is done (R2). */
gboolean pl_duty_is_managers (const char *code);

G_END_DECLS
