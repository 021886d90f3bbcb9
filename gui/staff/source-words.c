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

/* What each of them covers. */
static const char *const shipped_coverage[] = {
  /* Translators: what a list of sites has, and what it lacks. No full stop: one follows. */
  NC_ ("list coverage",
       "Some sixty folders, those that we have a category for; strong on pornography, French sites "
       "best; thin on hate, weapons and drugs; nothing on extremism"),
  NC_ ("list coverage", "About 80,000 sites"),
  NC_ ("list coverage", "About 200,000 sites; not all prize draws and in-game betting"),
  NC_ ("list coverage", "The most used malware, phishing and scam sites"),
  NC_ ("list coverage", "Encrypted DNS, VPNs, web proxies and Tor; new ones appear every day"),
  NC_ ("list coverage", "About 11,000 sites"),
  NC_ ("list coverage", "About 60,000 sites"),
  NC_ ("list coverage", "The hosts of the large networks; few small ones"),
  NC_ ("list coverage", "About 220,000 sites"),
  NC_ ("list coverage", "About 1,400 sites; not those of every country"),
  NC_ ("list coverage", "About 500 sites; chat inside games and apps is not covered"),
  NC_ ("list coverage", "Thin: about 100 sites"),
  NC_ ("list coverage", "Known scam sites; new ones live for hours, so many are missed"),
  NC_ ("list coverage", "Sites that hand out malware now; a few hundred at a time"),
  NC_ ("list coverage", "Sites that steal passwords"),
};

static const char *
translated (const char *const *known, gsize n, const char *context, const char *words)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (known[i], words))
      return g_dpgettext2 (NULL, context, words);
  return words;
}

const char *
pl_source_title (const char *title)
{
  return translated (shipped, G_N_ELEMENTS (shipped), "list source", title);
}

const char *
pl_source_coverage (const char *covers)
{
  return translated (shipped_coverage, G_N_ELEMENTS (shipped_coverage), "list coverage", covers);
}
