/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/version-words.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"

char *
pl_version_title_of (gint64 made, const char *by)
{
  g_autofree char *when = pl_words_short_moment (made);

  return g_strdup_printf ("%s, %s", when, by);
}

char *
pl_version_title (PlRecord *version)
{
  return pl_version_title_of (pl_record_number (version, "made"),
                              pl_record_person (version, "made-by"));
}

char *
pl_version_why (PlRecord *version)
{
  const char *reason = pl_record_text (version, "reason");

  if (g_str_equal (pl_record_text (version, "ground"), "found"))
    return g_strdup (C_ ("history", "As it was found: at first, or changed with an editor"));
  if (pl_record_number (version, "review") == 0)
    return g_strdup (reason);
  /* Translators: why something was changed. */
  return g_strdup_printf (C_ ("history", "%s (decided at a review)"), reason);
}
