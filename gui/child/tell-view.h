/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * Tell staff, in five steps (C1 to C7), in the place of everything else in the window. The draft is here,
 * in memory, and nowhere else. Signal "left": the child went back, or cleared it.
 */
#define PL_TYPE_TELL_VIEW (pl_tell_view_get_type ())
G_DECLARE_FINAL_TYPE (PlTellView, pl_tell_view, PL, TELL_VIEW, AdwBin)

void pl_tell_view_set_client (PlTellView *view, PlClient *client);
/* Shows the step at which it was left. */
void pl_tell_view_resume (PlTellView *view);
/* One step back; from the first one, "left". */
void pl_tell_view_back (PlTellView *view);
/* TRUE where something was typed or chosen that is not sent. */
gboolean pl_tell_view_has_draft (PlTellView *view);

G_END_DECLS
