/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * The heading of a page. It takes the focus when the page opens, so that a screen reader speaks it.
 * Property: "label".
 */
#define PL_TYPE_HEADING (pl_heading_get_type ())
G_DECLARE_FINAL_TYPE (PlHeading, pl_heading, PL, HEADING, AdwBin)

void pl_heading_set_label (PlHeading *heading, const char *label);
/* Reads a text aloud (L6), or says under the heading that this computer cannot. */
void pl_heading_say (PlHeading *heading, const char *text);

G_END_DECLS
