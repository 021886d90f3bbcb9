/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the agent answers comes back as the error that it was there (policy/error.h). Once, before the first call. */
void pl_client_know_errors (void);

/* TRUE where a call failed because nobody was there to answer it. */
gboolean pl_client_is_away_error (const GError *error);
/* TRUE where the agent would not do it for this person, or they gave no password. */
gboolean pl_client_is_denied_error (const GError *error);

/* TRUE where they gave no password, and the agent has not even looked at what was asked: only that is said so. */
gboolean pl_client_is_unproven_error (const GError *error);

G_END_DECLS
