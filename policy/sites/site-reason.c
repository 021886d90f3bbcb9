/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-reason.h"

#include <glib/gi18n.h>
#include <string.h>

/* Translators: what a child calls a kind of sites, as the start of a sentence. */
static const char *const category_sites[PL_CATEGORY_FIRST_OWN] = {
  [PL_CATEGORY_PORNOGRAPHY] = NC_ ("site reason", "Sites with sexual pictures and films"),
  [PL_CATEGORY_EXTREMISM] = NC_ ("site reason", "Sites that call for violence against people"),
  [PL_CATEGORY_GAMBLING] = NC_ ("site reason", "Gambling sites"),
  [PL_CATEGORY_CHILD_ABUSE] = NC_ ("site reason", "Sites that show harm to children"),
  [PL_CATEGORY_SELF_HARM] = NC_ ("site reason", "Sites about hurting yourself"),
  [PL_CATEGORY_MALWARE] = NC_ ("site reason", "Sites that can harm this computer"),
  [PL_CATEGORY_SCAMS] = NC_ ("site reason", "Sites that try to trick people"),
  [PL_CATEGORY_BYPASS] = NC_ ("site reason", "Sites that go around the home's filter"),
  [PL_CATEGORY_SOCIAL_NETWORKS] = NC_ ("site reason", "Social networks"),
  [PL_CATEGORY_CHAT] = NC_ ("site reason", "Chat sites"),
  [PL_CATEGORY_DATING] = NC_ ("site reason", "Dating sites"),
  [PL_CATEGORY_GAMES] = NC_ ("site reason", "Game sites"),
  [PL_CATEGORY_STREAMING] = NC_ ("site reason", "Film and music sites"),
  [PL_CATEGORY_SHOPPING] = NC_ ("site reason", "Shopping sites"),
  [PL_CATEGORY_WEAPONS] = NC_ ("site reason", "Sites about weapons"),
  [PL_CATEGORY_DRUGS] = NC_ ("site reason", "Sites about drugs"),
  [PL_CATEGORY_ALCOHOL_TOBACCO] = NC_ ("site reason", "Sites about alcohol and smoking"),
  [PL_CATEGORY_VIOLENCE] = NC_ ("site reason", "Sites that show violence"),
  [PL_CATEGORY_HATE] = NC_ ("site reason", "Sites that are hateful about people"),
  [PL_CATEGORY_PIRACY] = NC_ ("site reason", "Sites with copied films, music and games"),
  [PL_CATEGORY_TASTELESS] = NC_ ("site reason", "Sites with nasty pictures and jokes"),
  [PL_CATEGORY_AI_COMPANIONS] = NC_ ("site reason", "Sites with AI companions"),
  [PL_CATEGORY_ADVERTISING] = NC_ ("site reason", "Advertising sites"),
};

/* Translators: %s is a kind of sites, for example "Gambling sites". */
static const char *const cause_texts[] = {
  [PL_SITE_BY_ADULT] = NC_ ("site reason", "You are an adult now, so no site is blocked for you."),
  [PL_SITE_BY_HELP] = NC_ ("site reason", "This is a help site. It is always open for you."),
  [PL_SITE_BY_ALWAYS] = NC_ ("site reason", "%s stay closed for everyone under 18."),
  [PL_SITE_BY_CONTACT] =
      NC_ ("site reason", "This is for your agreed contact, and it is open now."),
  [PL_SITE_BY_AGE] =
      NC_ ("site reason", "Social networks can open from age 13, after a talk at your review."),
  [PL_SITE_BY_HOME_HELP] =
      NC_ ("site reason", "Your home added this help site. It is always open for you."),
  [PL_SITE_BY_HELP_ONLY] =
      NC_ ("site reason", "It is not internet time for you now. Help sites are always open."),
  [PL_SITE_BY_OWN_ALLOW] = NC_ ("site reason", "This site is on your own list of open sites."),
  [PL_SITE_BY_OWN_BLOCK] = NC_ (
      "site reason", "This site is on your own list of closed sites. You can ask staff about it."),
  [PL_SITE_BY_LEARNING] = NC_ ("site reason", "This is a learning site, so it is open for you."),
  [PL_SITE_BY_CHOSEN_ONLY] = NC_ (
      "site reason", "Only chosen sites are open for you now. You can ask staff for this one."),
  [PL_SITE_BY_LEVEL] =
      NC_ ("site reason", "%s are closed for you now. You can ask staff for this one."),
  [PL_SITE_BY_DEFAULT] = NC_ ("site reason", "Nothing blocks this site. It is open for you."),
  [PL_SITE_BY_SAFE_SEARCH] = NC_ (
      "site reason", "This search site has no safe mode. Try Google, Bing or DuckDuckGo instead."),
  [PL_SITE_BY_OTHER_NETWORK] =
      NC_ ("site reason", "This computer is on a network that is not for you. You can tell staff."),
};

/* Who meets these may need somebody to talk to more than a reason (F7). */
static const char *
kind_text (int category)
{
  switch (category) {
    case PL_CATEGORY_CHILD_ABUSE:
      return NC_ ("site reason", "This site is closed because it shows harm to children. "
                                 "You can talk to staff, or ring Childline on 0800 1111.");
    case PL_CATEGORY_SELF_HARM:
      return NC_ ("site reason", "This site could make things feel worse. "
                                 "You can talk to staff, or ring Childline on 0800 1111.");
    default:
      return NULL;
  }
}

/* The text with what in the place of its "%s". Transfer full. */
static char *
with (const char *text, const char *what)
{
  const char *place = strstr (text, "%s");

  return g_strdup_printf ("%.*s%s%s", (int)(place - text), text, what, place + strlen ("%s"));
}

/* own: the id of a category of the home's own. */
static char *
sites_of (const PlLanguage *language, int category, const char *own)
{
  if (category >= 0 && category < PL_CATEGORY_FIRST_OWN)
    return g_strdup (pl_language_text (language, "site reason", category_sites[category]));
  /* Translators: %s is the name that the home gave to a list of sites. */
  return with (pl_language_text (language, "site reason",
                                 NC_ ("site reason", "Sites that your home lists as \"%s\"")),
               own);
}

char *
pl_site_category_text (const char *id, const PlLanguage *language)
{
  g_autoptr (PlCategories) shipped = pl_categories_new (NULL, NULL);

  return sites_of (language, pl_categories_find (shipped, id), id);
}

char *
pl_site_reason_text (const PlSiteVerdict *verdict,
                     const PlCategories *categories,
                     const PlLanguage *language)
{
  const char *kind = kind_text (verdict->category);
  const char *text =
      pl_language_text (language, "site reason", kind != NULL ? kind : cause_texts[verdict->cause]);

  if (verdict->category == PL_CATEGORY_NONE || strstr (text, "%s") == NULL)
    return g_strdup (text);
  g_autofree char *sites = sites_of (language, verdict->category,
                                     pl_categories_id (categories, (guint)verdict->category));
  return with (text, sites);
}

/* As Sites.Explain and Staff.ListBlocked have them. */
static const char *const cause_codes[] = {
  [PL_SITE_BY_ADULT] = "adult",
  [PL_SITE_BY_HELP] = "help",
  [PL_SITE_BY_ALWAYS] = "always",
  [PL_SITE_BY_CONTACT] = "contact",
  [PL_SITE_BY_AGE] = "age",
  [PL_SITE_BY_HOME_HELP] = "home-help",
  [PL_SITE_BY_HELP_ONLY] = "help-only",
  [PL_SITE_BY_OWN_ALLOW] = "own-allow",
  [PL_SITE_BY_OWN_BLOCK] = "own-block",
  [PL_SITE_BY_LEARNING] = "learning",
  [PL_SITE_BY_CHOSEN_ONLY] = "chosen-only",
  [PL_SITE_BY_LEVEL] = "level",
  [PL_SITE_BY_DEFAULT] = "default",
  [PL_SITE_BY_SAFE_SEARCH] = "safe-search",
  [PL_SITE_BY_OTHER_NETWORK] = "other-network",
};

const char *
pl_site_cause_code (int cause)
{
  return cause >= 0 && cause < (int)G_N_ELEMENTS (cause_codes) ? cause_codes[cause] : "";
}

int
pl_site_cause_parse (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (cause_codes); i++)
    if (g_str_equal (cause_codes[i], code))
      return (int)i;
  return -1;
}
