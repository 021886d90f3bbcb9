/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * No more than max characters get into a text: of what is typed or pasted beyond them, what fits is taken. So what stands
 * there is what is sent, and no paste is larger than the agent takes. For texts that no view shows yet, too.
 */
void pl_text_buffer_cap (GtkTextBuffer *buffer, guint max);

/* The same for the text of a view, and while it is full a line below says so. The view stands in a box, or in something that does. */
void pl_text_view_cap (GtkTextView *view, guint max);
/* Puts in what there is already, however long: what is capped is what people write. */
void pl_text_buffer_put (GtkTextBuffer *buffer, const char *text);

G_END_DECLS
