/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The app. */
#include <glib/gi18n.h>
#include <locale.h>

#include "gui/app/application.h"

int
main (int argc, char **argv)
{
  /* What GLib keeps in slices is wiped, too (wiping-free.c). */
  g_mem_gc_friendly = TRUE;
  setlocale (LC_ALL, "");
  bindtextdomain ("porchlight", PL_LOCALE_DIR);
  bind_textdomain_codeset ("porchlight", "UTF-8");
  textdomain ("porchlight");
  g_set_application_name ("Porchlight");
  g_autoptr (PlApplication) application = pl_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
