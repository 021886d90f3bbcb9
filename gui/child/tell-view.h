/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/child/tell-draft.h"

G_BEGIN_DECLS

/*
 * Tell staff, in five steps (C1 to C7), in the place of everything else in the window. The draft is here,
 * in memory, and nowhere else (gui/app/unsent.h). Signals "left": the child went back, or cleared it; "before": the child
 * wants to see what was told before.
 */
#define PL_TYPE_TELL_VIEW (pl_tell_view_get_type ())
G_DECLARE_FINAL_TYPE (PlTellView, pl_tell_view, PL, TELL_VIEW, AdwBin)

void pl_tell_view_set_client (PlTellView *view, PlClient *client);
/* Shows the step at which it was left. */
void pl_tell_view_resume (PlTellView *view);
/* One step back; from the first one, "left". */
void pl_tell_view_back (PlTellView *view);
/* TRUE where the child has chosen easy read (L6) since it was made, or no longer has it, and it can be made anew. */
gboolean pl_tell_view_is_stale (PlTellView *view);
/* Takes the draft away, to be gone on with in another view; transfer full, NULL where there is none. */
PlTellDraft *pl_tell_view_steal_draft (PlTellView *view);
/* draft: transfer full. It is shown about where it was left. */
void pl_tell_view_take_draft (PlTellView *view, PlTellDraft *draft);

G_END_DECLS
