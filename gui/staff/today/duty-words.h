/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a restriction asks of staff (policy/care/deadlines.h), in words: "tell the manager about the restriction". Static, or code. */
const char *pl_duty_words (const char *code);
/* How it stands: "done", "done late", "not yet, by the hold". Static, or state. */
const char *pl_duty_state_words (const char *state);

G_END_DECLS
