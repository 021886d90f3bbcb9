/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui/app/today.h"

G_BEGIN_DECLS

/*
 * How the screen is easiest to read (L6): what the profile says, or what the child chose here, which is
 * kept in the child's own configuration folder. Properties: "easy-read", "large-type", "read-aloud".
 */
#define PL_TYPE_SETTINGS (pl_settings_get_type ())
G_DECLARE_FINAL_TYPE (PlSettings, pl_settings, PL, SETTINGS, GObject)

/* The one of this process. Not owned. */
PlSettings *pl_settings_get (void);

gboolean pl_settings_easy_read (PlSettings *settings);
/* Easy read has it, too. */
gboolean pl_settings_large_type (PlSettings *settings);
/* Whether things are put below each other that have room beside each other in ordinary type: in large type, ours or the desktop's.
   Tells of a change by "notify::large-type". */
gboolean pl_settings_is_stacked (PlSettings *settings);
/* Keeps so what is in a box. */
void pl_settings_stack (PlSettings *settings, GtkBox *box);
gboolean pl_settings_read_aloud (PlSettings *settings);

/* What the profile says holds where the child has chosen nothing. */
void pl_settings_take_profile (PlSettings *settings, const PlToday *today);

/* Keeps a window's type as large as it is wanted. */
void pl_settings_dress (PlSettings *settings, GtkWidget *window);

G_END_DECLS
