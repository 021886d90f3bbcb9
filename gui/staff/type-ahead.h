/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * Type-ahead find: who types where nothing is being written moves the focus to what begins with these letters, a child's row, a
 * button or a place of the window; Enter then presses it. So whatever takes some clicks takes as many keys. A label over what its
 * parent, an overlay, shows; it says what was typed. Nothing is pressed by letters alone (WCAG 2.1.4).
 */
#define PL_TYPE_TYPE_AHEAD (pl_type_ahead_get_type ())
G_DECLARE_FINAL_TYPE (PlTypeAhead, pl_type_ahead, PL, TYPE_AHEAD, AdwBin)

G_END_DECLS
