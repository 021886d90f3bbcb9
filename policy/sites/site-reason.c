/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-reason.h"

#include <string.h>

/* What a child calls the sites of a category, as the start of a sentence. */
static const char *const category_sites[PL_CATEGORY_FIRST_OWN] = {
  [PL_CATEGORY_PORNOGRAPHY] = "Sites with sexual pictures and films",
  [PL_CATEGORY_EXTREMISM] = "Sites that call for violence against people",
  [PL_CATEGORY_GAMBLING] = "Gambling sites",
  [PL_CATEGORY_CHILD_ABUSE] = "Sites that show harm to children",
  [PL_CATEGORY_SELF_HARM] = "Sites about hurting yourself",
  [PL_CATEGORY_MALWARE] = "Sites that can harm this computer",
  [PL_CATEGORY_SCAMS] = "Sites that try to trick people",
  [PL_CATEGORY_BYPASS] = "Sites that go around the home's filter",
  [PL_CATEGORY_SOCIAL_NETWORKS] = "Social networks",
  [PL_CATEGORY_CHAT] = "Chat sites",
  [PL_CATEGORY_DATING] = "Dating sites",
  [PL_CATEGORY_GAMES] = "Game sites",
  [PL_CATEGORY_STREAMING] = "Film and music sites",
  [PL_CATEGORY_SHOPPING] = "Shopping sites",
  [PL_CATEGORY_WEAPONS] = "Sites about weapons",
  [PL_CATEGORY_DRUGS] = "Sites about drugs",
  [PL_CATEGORY_ALCOHOL_TOBACCO] = "Sites about alcohol and smoking",
  [PL_CATEGORY_VIOLENCE] = "Sites that show violence",
  [PL_CATEGORY_HATE] = "Sites that are hateful about people",
  [PL_CATEGORY_PIRACY] = "Sites with copied films, music and games",
  [PL_CATEGORY_TASTELESS] = "Sites with nasty pictures and jokes",
  [PL_CATEGORY_AI_COMPANIONS] = "Sites with AI companions",
  [PL_CATEGORY_ADVERTISING] = "Advertising sites",
};

/* "%s" is the sites of the category. */
static const char *const cause_texts[] = {
  [PL_SITE_BY_ADULT] = "You are an adult now, so no site is blocked for you.",
  [PL_SITE_BY_HELP] = "This is a help site. It is always open for you.",
  [PL_SITE_BY_ALWAYS] = "%s stay closed for everyone under 18.",
  [PL_SITE_BY_CONTACT] = "This is for your agreed contact, and it is open now.",
  [PL_SITE_BY_AGE] = "Social networks can open from age 13, after a talk at your review.",
  [PL_SITE_BY_HOME_HELP] = "Your home added this help site. It is always open for you.",
  [PL_SITE_BY_HELP_ONLY] = "It is not internet time for you now. Help sites are always open.",
  [PL_SITE_BY_OWN_ALLOW] = "This site is on your own list of open sites.",
  [PL_SITE_BY_OWN_BLOCK] =
      "This site is on your own list of closed sites. You can ask staff about it.",
  [PL_SITE_BY_LEARNING] = "This is a learning site, so it is open for you.",
  [PL_SITE_BY_CHOSEN_ONLY] =
      "Only chosen sites are open for you now. You can ask staff for this one.",
  [PL_SITE_BY_LEVEL] = "%s are closed for you now. You can ask staff for this one.",
  [PL_SITE_BY_DEFAULT] = "Nothing blocks this site. It is open for you.",
  [PL_SITE_BY_SAFE_SEARCH] =
      "This search site has no safe mode. Try Google, Bing or DuckDuckGo instead.",
};

/* Who meets these may need somebody to talk to more than a reason (F7). */
static const char *
kind_text (int category)
{
  switch (category) {
    case PL_CATEGORY_CHILD_ABUSE:
      return "This site is closed because it shows harm to children. "
             "You can talk to staff, or ring Childline on 0800 1111.";
    case PL_CATEGORY_SELF_HARM:
      return "This site could make things feel worse. "
             "You can talk to staff, or ring Childline on 0800 1111.";
    default:
      return NULL;
  }
}

static char *
sites_of (int category, const PlCategories *categories)
{
  if (category < PL_CATEGORY_FIRST_OWN)
    return g_strdup (category_sites[category]);
  return g_strdup_printf ("Sites that your home lists as \"%s\"",
                          pl_categories_id (categories, (guint)category));
}

char *
pl_site_reason_text (const PlSiteVerdict *verdict, const PlCategories *categories)
{
  const char *kind = kind_text (verdict->category);
  const char *text = cause_texts[verdict->cause];

  if (kind != NULL)
    return g_strdup (kind);
  if (verdict->category == PL_CATEGORY_NONE || !g_str_has_prefix (text, "%s"))
    return g_strdup (text);

  g_autofree char *sites = sites_of (verdict->category, categories);
  return g_strconcat (sites, text + strlen ("%s"), NULL);
}
