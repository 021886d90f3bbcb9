/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The label says words, or is not there where they are empty. */
void pl_label_say (GtkLabel *label, const char *words);

G_END_DECLS
