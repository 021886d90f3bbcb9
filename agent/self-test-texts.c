/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/self-test-texts.h"

#include "policy/data/shipped.h"

/* By PlProbeWhy; NULL: what every check says then. %s: the category. */
static const struct {
  const char *layer;
  const char *texts[PL_PROBE_WHYS];
} checks[] = {
  [PL_PROBE_CLOSED] = { "firewall",
                        { [PL_PROBE_AS_IT_MUST] = "Lets out only what goes through the filter.",
                          [PL_PROBE_NOT_BLOCKED] = "Lets other traffic out of this account." } },
  [PL_PROBE_FOREIGN_DNS] = { "firewall",
                             { [PL_PROBE_AS_IT_MUST] = "Answers in place of any other DNS server.",
                               [PL_PROBE_NO_ANSWER] =
                                   "Another DNS server: no answer, not even ours." } },
  [PL_PROBE_CANARY] = { "dns",
                        { [PL_PROBE_AS_IT_MUST] = "Switches browsers' own DNS off.",
                          [PL_PROBE_NOT_BLOCKED] = "Browsers may use their own DNS." } },
  [PL_PROBE_HELP_NAME] = { "dns",
                           { [PL_PROBE_AS_IT_MUST] = "Finds Childline.",
                             [PL_PROBE_IS_BLOCKED] = "Blocks Childline." } },
  [PL_PROBE_SAFE_SEARCH] = { "safe-search",
                             { [PL_PROBE_AS_IT_MUST] = "Keeps Google in safe mode.",
                               [PL_PROBE_NOT_BLOCKED] = "Google is not in safe mode." } },
  [PL_PROBE_BLOCKED_PAGE] = { "web",
                              { [PL_PROBE_AS_IT_MUST] = "Shows why a blocked page is closed.",
                                [PL_PROBE_NOT_BLOCKED] = "A blocked page does not say so." } },
  [PL_PROBE_BLOCKED_TLS] = { "web",
                             { [PL_PROBE_AS_IT_MUST] = "Ends secure connections to a blocked site.",
                               [PL_PROBE_NOT_BLOCKED] =
                                   "Secure connections to a blocked site go on." } },
  [PL_PROBE_HELP_PAGE] = { "web",
                           { [PL_PROBE_AS_IT_MUST] = "Opens Childline.",
                             [PL_PROBE_IS_BLOCKED] = "Blocks Childline." } },
  [PL_PROBE_CATEGORY] = { "dns",
                          { [PL_PROBE_AS_IT_MUST] = "%s: blocked.",
                            [PL_PROBE_NOT_BLOCKED] = "%s: not blocked.",
                            [PL_PROBE_NO_ANSWER] = "%s: no answer.",
                            [PL_PROBE_NO_NAME] = "%s: no name in the lists is known here.",
                            [PL_PROBE_NO_LIST] = "%s: there is no list of it." } },
};

static const char *const of_every_check[PL_PROBE_WHYS] = {
  [PL_PROBE_AS_IT_MUST] = "Works.",
  [PL_PROBE_NO_ANSWER] = "Does not answer.",
  [PL_PROBE_NOT_BLOCKED] = "Does not block.",
  [PL_PROBE_IS_BLOCKED] = "Blocks what must be open.",
  [PL_PROBE_NO_NETWORK] = "Not tried: is there internet?",
  [PL_PROBE_NO_NAME] = "Not tried: no name is known.",
  [PL_PROBE_NOT_BEGUN] = "Not tried: the check was stopped.",
  [PL_PROBE_NOT_WANTED] = "This level asks for none.",
  [PL_PROBE_NO_LIST] = "There is no list of this.",
};

static char *
category_name (guint category)
{
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("categories.tsv");
  char **row = category < rows->len ? rows->pdata[category] : NULL;

  return g_strdup (row != NULL ? row[1] : "?");
}

static char *
with_category (const char *text, guint category)
{
  g_autofree char *name = category_name (category);
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
