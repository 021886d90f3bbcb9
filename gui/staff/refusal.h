/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Why the agent did not do what was asked, as a sentence: its own, or that a password was not given or the act is
 * not this person's (pl_client_is_unproven_error). Of error, or in the language of the screen.
 */
const char *pl_refusal_words (const GError *error);

G_END_DECLS
