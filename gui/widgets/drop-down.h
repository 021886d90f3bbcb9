/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is chosen of strings goes over as many lines as it needs; GTK's own label of it is as wide as the longest of them. Once. */
void pl_drop_down_wrap (GtkDropDown *drop_down);
/*
 * The same, and names it for who does not see it: what has the focus is the button inside, which GTK 4.8 leaves without a
 * name.
 */
void pl_drop_down_name (GtkDropDown *drop_down, const char *name);

G_END_DECLS
