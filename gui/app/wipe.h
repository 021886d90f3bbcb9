/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What shall not stay in memory: a passphrase, a PIN, what somebody has told. */

/* Wipes a text and frees it. Nullable. */
void pl_wipe_text (char *text);

/* Empties a password entry. GTK leaves what was typed behind the end of an empty one. */
void pl_wipe_entry (GtkEditable *entry);

/* What was copied or marked here is not pasted by whoever comes next, nor kept by a clipboard's manager. */
void pl_wipe_clipboards (void);

G_END_DECLS
