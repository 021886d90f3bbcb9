/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/time/timetable.h"

G_BEGIN_DECLS

/*
 * The windows of a day as they are changed by hand, and written back. Pure.
 *
 * windows: nullable, none. [start, end): minutes of the day, within 0 to 1440. Opens that stretch, or closes it; what runs past
 * midnight stays with the window that it belongs to. Where more than PL_WINDOWS_MAX would come of it, the windows are as
 * they were. Transfer full, g_free.
 */
PlWindows *pl_windows_painted (const PlWindows *windows, guint start, guint end, gboolean open);

/* As pl_windows_parse reads it: "16:00-20:00;22:00-01:00"; "" for none. Transfer full. */
char *pl_windows_text (const PlWindows *windows);

/* TRUE if that minute (0 to 2879) lies in a window. windows: nullable, none. */
gboolean pl_windows_hold (const PlWindows *windows, guint minute);

G_END_DECLS
