/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/widgets/agent-view.h"

G_BEGIN_DECLS

/*
 * Why the agent did not do what was asked, as a sentence: its own, or that a password was not given or the act is
 * not this person's (pl_client_is_unproven_error). In the language of the screen; it stays.
 */
const char *pl_refusal_words (const GError *error);
/* The same as it stands within another sentence. */
const char *pl_refusal_part (const GError *error);

/*
 * What a page reads has come, or not: the agent is away (view says so), or it said no (problem says why). TRUE if there is
 * something to show. reply: nullable.
 */
gboolean
pl_refusal_take (PlAgentView *view, GtkLabel *problem, GVariant *reply, const GError *error);

G_END_DECLS
