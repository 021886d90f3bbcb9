/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/source-words.h"

#include <glib/gi18n.h>

/* Of policy/data/sources.conf, those that are more than a name. */
static const char *const shipped[] = {
  /* Translators: who makes a list of sites, and what sites are in it. */
  NC_ ("list source", "Toulouse university (UT1)"),
  NC_ ("list source", "HaGeZi: adult"),
  NC_ ("list source", "HaGeZi: gambling"),
  /* Translators: programs and sites that harm a computer. */
  NC_ ("list source", "HaGeZi: threats"),
  NC_ ("list source", "HaGeZi: ways around the filter"),
  NC_ ("list source", "HaGeZi: piracy"),
  NC_ ("list source", "Sinfonietta: pornography"),
  NC_ ("list source", "Sinfonietta: social networks"),
  NC_ ("list source", "ShadowWhisperer: adult"),
  NC_ ("list source", "ShadowWhisperer: dating"),
  NC_ ("list source", "ShadowWhisperer: chat"),
  /* Translators: nasty pictures and films. */
  NC_ ("list source", "ShadowWhisperer: shock"),
  NC_ ("list source", "ShadowWhisperer: scams"),
};

const char *
pl_source_title (const char *title)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    if (g_str_equal (shipped[i], title))
      return g_dpgettext2 (NULL, "list source", shipped[i]);
  return title;
}
