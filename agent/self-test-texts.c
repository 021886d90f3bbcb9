/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/self-test-texts.h"

#include "policy/sites/category.h"
#include <glib/gi18n.h>

/* By PlProbeWhy; NULL: what every check says then. %s: the category. */
static const struct {
  const char *layer;
  const char *texts[PL_PROBE_WHYS];
} checks[] = {
  [PL_PROBE_CLOSED] = { "firewall",
                        { [PL_PROBE_AS_IT_MUST] =
                              NC_ ("said", "Lets out only what goes through the filter."),
                          [PL_PROBE_NOT_BLOCKED] =
                              NC_ ("said", "Lets other traffic out of this account.") } },
  [PL_PROBE_FOREIGN_DNS] = { "firewall",
                             { [PL_PROBE_AS_IT_MUST] =
                                   NC_ ("said", "Answers in place of any other DNS server."),
                               [PL_PROBE_NO_ANSWER] = NC_ (
                                   "said", "Another DNS server: no answer, not even ours.") } },
  [PL_PROBE_CANARY] = { "dns",
                        { [PL_PROBE_AS_IT_MUST] = NC_ ("said", "Switches browsers' own DNS off."),
                          [PL_PROBE_NOT_BLOCKED] =
                              NC_ ("said", "Browsers may use their own DNS.") } },
  [PL_PROBE_HELP_NAME] = { "dns",
                           { [PL_PROBE_AS_IT_MUST] = NC_ ("said", "Finds Childline."),
                             [PL_PROBE_IS_BLOCKED] = NC_ ("said", "Blocks Childline.") } },
  [PL_PROBE_SAFE_SEARCH] = { "safe-search",
                             { [PL_PROBE_AS_IT_MUST] = NC_ ("said", "Keeps Google in safe mode."),
                               [PL_PROBE_NOT_BLOCKED] =
                                   NC_ ("said", "Google is not in safe mode.") } },
  [PL_PROBE_BLOCKED_PAGE] = { "web",
                              { [PL_PROBE_AS_IT_MUST] =
                                    NC_ ("said", "Shows why a blocked page is closed."),
                                [PL_PROBE_NOT_BLOCKED] =
                                    NC_ ("said", "A blocked page does not say so.") } },
  [PL_PROBE_BLOCKED_TLS] = { "web",
                             { [PL_PROBE_AS_IT_MUST] =
                                   NC_ ("said", "Ends secure connections to a blocked site."),
                               [PL_PROBE_NOT_BLOCKED] =
                                   NC_ ("said", "Secure connections to a blocked site go on.") } },
  [PL_PROBE_HELP_PAGE] = { "web",
                           { [PL_PROBE_AS_IT_MUST] = NC_ ("said", "Opens Childline."),
                             [PL_PROBE_IS_BLOCKED] = NC_ ("said", "Blocks Childline.") } },
  [PL_PROBE_CATEGORY] = { "dns",
                          { [PL_PROBE_AS_IT_MUST] = NC_ ("said", "%s: blocked."),
                            [PL_PROBE_NOT_BLOCKED] = NC_ ("said", "%s: not blocked."),
                            [PL_PROBE_NO_ANSWER] = NC_ ("said", "%s: no answer."),
                            [PL_PROBE_NO_NAME] =
                                NC_ ("said", "%s: no name in the lists is known here."),
                            [PL_PROBE_NO_LIST] = NC_ ("said", "%s: there is no list of it."),
                            [PL_PROBE_LIST_COMES] =
                                NC_ ("said", "%s: the lists are still being loaded.") } },
};

static const char *const of_every_check[PL_PROBE_WHYS] = {
  [PL_PROBE_AS_IT_MUST] = NC_ ("said", "Works."),
  [PL_PROBE_NO_ANSWER] = NC_ ("said", "Does not answer."),
  [PL_PROBE_NOT_BLOCKED] = NC_ ("said", "Does not block."),
  [PL_PROBE_IS_BLOCKED] = NC_ ("said", "Blocks what must be open."),
  [PL_PROBE_NO_NETWORK] = NC_ ("said", "Not tried: is there internet?"),
  [PL_PROBE_NO_NAME] = NC_ ("said", "Not tried: no name is known."),
  [PL_PROBE_NOT_BEGUN] = NC_ ("said", "Not tried: the check was stopped."),
  [PL_PROBE_NOT_WANTED] = NC_ ("said", "This level asks for none."),
  [PL_PROBE_NO_LIST] = NC_ ("said", "There is no list of this."),
  [PL_PROBE_LIST_COMES] = NC_ ("said", "The lists are still being loaded."),
};

/* As categories.tsv names them, here for translators. */
static const char *const categories[PL_CATEGORY_FIRST_OWN] = {
  [PL_CATEGORY_PORNOGRAPHY] = NC_ ("said", "Pornography"),
  [PL_CATEGORY_EXTREMISM] = NC_ ("said", "Extremism and terrorism"),
  [PL_CATEGORY_GAMBLING] = NC_ ("said", "Gambling"),
  [PL_CATEGORY_CHILD_ABUSE] = NC_ ("said", "Child sexual abuse material"),
  [PL_CATEGORY_SELF_HARM] = NC_ ("said", "Self-harm, suicide and eating-disorder promotion"),
  [PL_CATEGORY_MALWARE] = NC_ ("said", "Malware"),
  [PL_CATEGORY_SCAMS] = NC_ ("said", "Scams and phishing"),
  [PL_CATEGORY_BYPASS] = NC_ ("said", "Ways around the filter"),
  [PL_CATEGORY_SOCIAL_NETWORKS] = NC_ ("said", "Social networks"),
  [PL_CATEGORY_CHAT] = NC_ ("said", "Chat"),
  [PL_CATEGORY_DATING] = NC_ ("said", "Dating"),
  [PL_CATEGORY_GAMES] = NC_ ("said", "Games"),
  [PL_CATEGORY_STREAMING] = NC_ ("said", "Video, music and live streaming"),
  [PL_CATEGORY_SHOPPING] = NC_ ("said", "Shopping"),
  [PL_CATEGORY_WEAPONS] = NC_ ("said", "Weapons"),
  [PL_CATEGORY_DRUGS] = NC_ ("said", "Drugs"),
  [PL_CATEGORY_ALCOHOL_TOBACCO] = NC_ ("said", "Alcohol, tobacco and vaping"),
  [PL_CATEGORY_VIOLENCE] = NC_ ("said", "Violence"),
  [PL_CATEGORY_HATE] = NC_ ("said", "Hate"),
  [PL_CATEGORY_PIRACY] = NC_ ("said", "Piracy"),
  [PL_CATEGORY_TASTELESS] = NC_ ("said", "Shocking content"),
  [PL_CATEGORY_AI_COMPANIONS] = NC_ ("said", "AI companions"),
  [PL_CATEGORY_ADVERTISING] = NC_ ("said", "Advertising"),
};

static char *
with_category (const char *text, guint category)
{
  const char *name = category < PL_CATEGORY_FIRST_OWN ? categories[category] : "?";
  g_auto (GStrv) parts = g_strsplit (text, "%s", 2);

  return g_strjoin (name, parts[0], parts[1], NULL);
}

char *
pl_self_test_text (const PlProbeFinding *finding, const char **layer)
{
  guint check = MIN (finding->check, PL_PROBE_CATEGORY);
  const char *text = checks[check].texts[finding->why];

  *layer = checks[check].layer;
  if (text == NULL)
    text = of_every_check[finding->why];
  return check == PL_PROBE_CATEGORY ? with_category (text, finding->check - PL_PROBE_CATEGORY)
                                    : g_strdup (text);
}
