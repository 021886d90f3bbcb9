/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/error.h"

#include <glib/gi18n.h>

GQuark
pl_error_quark (void)
{
  return g_quark_from_static_string ("pl-error-quark");
}

gboolean
pl_error_io (GError **error, const char *what, const char *why)
{
  g_autofree char *both = what != NULL ? g_strdup_printf ("%s: %s", what, why) : g_strdup (why);

  /* Translators: behind it a file and what the operating system says of it, in English: "No space left on device". */
  g_set_error (error, PL_ERROR, PL_ERROR_IO, NC_ ("said", "this computer could not do it: %s"),
               both);
  return FALSE;
}
