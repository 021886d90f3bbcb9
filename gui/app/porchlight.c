/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The app. */
#include <glib/gi18n.h>
#include <locale.h>
#include <sys/resource.h>

#include "gui/app/application.h"

/* Below a page: no file, and a core that is piped to a program is not begun (core(5)). */
#define NO_CORE 1

/* What somebody tells, or a reader has opened, is in memory only: no core of it, and no inspector that shows what is hidden. */
static void
keep_to_oneself (void)
{
  setrlimit (RLIMIT_CORE, &(struct rlimit){ NO_CORE, NO_CORE });
  g_unsetenv ("GTK_DEBUG");
}

int
main (int argc, char **argv)
{
  keep_to_oneself ();
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
