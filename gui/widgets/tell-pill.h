/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Tell staff": large, warm, always there. Activates win.tell. */
#define PL_TYPE_TELL_PILL (pl_tell_pill_get_type ())
G_DECLARE_FINAL_TYPE (PlTellPill, pl_tell_pill, PL, TELL_PILL, GtkButton)

G_END_DECLS
