/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/site-typed.h"

#include <string.h>

char *
pl_site_typed (const char *text)
{
  const char *scheme = strstr (text, "://");
  const char *host = scheme != NULL ? scheme + strlen ("://") : text;
  g_autofree char *name = g_strndup (host, strcspn (host, "/?#:"));

  return g_strdup (g_strstrip (name));
}
