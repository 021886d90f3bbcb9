/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * The staff's Concerns. Locked, it says only that there is one, since when it waits and whose turn it is; the reader's own
 * passphrase opens what the agent lists for them, and that has no gap for what it does not.
 */
#define PL_TYPE_CONCERNS_VIEW (pl_concerns_view_get_type ())
G_DECLARE_FINAL_TYPE (PlConcernsView, pl_concerns_view, PL, CONCERNS_VIEW, AdwBin)

/* Asks the agent when the view is next shown, and from then on. */
void pl_concerns_view_set_client (PlConcernsView *view, PlClient *client);

/* Locks what is open: the person has left, or the screen is locked. */
void pl_concerns_view_lock (PlConcernsView *view);

/* The person is at work in the window: what is open stays so. */
void pl_concerns_view_use (PlConcernsView *view);

G_END_DECLS
