/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/wipe.h"

#include <sodium.h>
#include <string.h>

void
pl_wipe_text (char *text)
{
  if (text != NULL)
    sodium_memzero (text, strlen (text));
  g_free (text);
}

void
pl_wipe_entry (GtkEditable *entry)
{
  g_autofree char *over = g_strnfill (strlen (gtk_editable_get_text (entry)), '0');

  gtk_editable_set_text (entry, over);
  gtk_editable_set_text (entry, "");
}

static void
wipe_clipboard (GdkClipboard *clipboard)
{
  if (gdk_clipboard_is_local (clipboard))
    gdk_clipboard_set_content (clipboard, NULL);
}

void
pl_wipe_clipboards (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  wipe_clipboard (gdk_display_get_clipboard (display));
  wipe_clipboard (gdk_display_get_primary_clipboard (display));
}
