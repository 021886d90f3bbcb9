/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/kept.h"

#include "policy/sites/pattern.h"
#include <glib/gi18n.h>

#define CASE_FILE                                                                                  \
  NC_ (                                                                                            \
      "said",                                                                                      \
      "Part of what the child's case record is made of, which the home keeps for 75 years from "   \
      "the "                                                                                       \
      "child's birth (Children's Homes (England) Regulations 2015, regulation 36). How long this " \
      "computer has it beside that is the home's policy.")
#define HOME_RECORD                                                                                \
  NC_ ("said",                                                                                     \
       "A record of the home, which it keeps for 15 years from the last entry (Children's Homes "  \
       "(England) Regulations 2015, regulation 37). How long this computer has it beside that is " \
       "the "                                                                                      \
       "home's policy.")
#define SHORT                                                                                      \
  NC_ ("said",                                                                                     \
       "Kept short: no longer than it is needed (UK GDPR, article 5(1)(e); Children's Code, "      \
       "standard 8).")

/* A cell is a sentence; the columns are those of PlKeptKind. */
const PlKeptKind pl_kept_kinds[PL_KEPT_KINDS] = {
  [PL_KEPT_USAGE] = { "usage", NC_ ("said", "Minutes online"), PL_KEPT_AS_USAGE, 0,
                      NC_ ("said", "the day itself"), SHORT },
  [PL_KEPT_BLOCKED] = { "blocked", NC_ ("said", "Names that were blocked"), PL_KEPT_AS_USAGE, 0,
                        NC_ ("said", "the day itself"), SHORT },
  [PL_KEPT_ATTEMPTS] = { "attempts", NC_ ("said", "Counts of attempts at closed sites"),
                         PL_KEPT_FIXED, PL_PATTERN_DAYS, NC_ ("said", "the day itself"),
                         NC_ ("said",
                              "A pattern is of so many days; what is older says nothing.") },
  [PL_KEPT_REQUESTS] = { "requests", NC_ ("said", "What children asked for, and the answers"),
                         PL_KEPT_AS_RECORDS, 0,
                         NC_ ("said",
                              "the answer, or the end of what it opened; a site that is open for "
                              "good "
                              "stays as long as it is"),
                         CASE_FILE },
  [PL_KEPT_GRANTS] = { "grants", NC_ ("said", "More time, and bookings"), PL_KEPT_AS_RECORDS, 0,
                       NC_ ("said", "their end"), CASE_FILE },
  [PL_KEPT_RESTRICTIONS] = { "restrictions", NC_ ("said", "Restrictions"), PL_KEPT_AS_RECORDS, 0,
                             NC_ (
                                 "said",
                                 "their end, once everything that regulation 35 asks for was done"),
                             CASE_FILE },
  [PL_KEPT_REVIEWS] = { "reviews", NC_ ("said", "Placement reviews"), PL_KEPT_AS_RECORDS, 0,
                        NC_ ("said", "the next review, or the child's leaving"), CASE_FILE },
  [PL_KEPT_VERSIONS] = { "versions", NC_ ("said", "What profiles and the home's file said before"),
                         PL_KEPT_AS_RECORDS, 0,
                         NC_ ("said", "the next version, or the child's leaving"), CASE_FILE },
  [PL_KEPT_RULES] = { "rules", NC_ ("said", "Internet rules, and what children answered"),
                      PL_KEPT_AS_RECORDS, 0,
                      NC_ ("said",
                           "the next answer or text; a comment: staff's answer; or the child's "
                           "leaving"),
                      CASE_FILE },
  [PL_KEPT_SHIFTS] = { "shifts", NC_ ("said", "Shifts, and notes for the next one"),
                       PL_KEPT_AS_RECORDS, 0, NC_ ("said", "their end"), HOME_RECORD },
  [PL_KEPT_CARE] = { "care", NC_ ("said", "Records of care"), PL_KEPT_AS_RECORDS, 0,
                     NC_ (
                         "said",
                         "their closing; of kinds that are not closed, the next one or the child's "
                         "leaving"),
                     CASE_FILE },
  [PL_KEPT_CONCERNS] = { "concerns",
                         NC_ ("said", "Concerns and incidents, with all that was said in them"),
                         PL_KEPT_AS_RECORDS, 0,
                         NC_ ("said", "their closing, and that of the one that is linked with it"),
                         CASE_FILE },
  [PL_KEPT_HOLDS] = { "holds", NC_ ("said", "Holds on deletion"), PL_KEPT_AS_RECORDS, 0,
                      NC_ ("said", "their end"), HOME_RECORD },
  [PL_KEPT_TOLD] = { "told", NC_ ("said", "That a child was told something once"),
                     PL_KEPT_AS_RECORDS, 0, NC_ ("said", "the child's leaving"), CASE_FILE },
  [PL_KEPT_ACTS] = { "acts", NC_ ("said", "What the log of acts says"), PL_KEPT_AS_RECORDS, 0,
                     NC_ ("said", "the act"),
                     NC_ ("said",
                          "That there was an act stays for good, and can be verified. The rest is "
                          "a record of the "
                          "home, which it keeps for 15 years from the last entry (Children's Homes "
                          "(England) "
                          "Regulations 2015, regulation 37), by the home's policy.") },
  [PL_KEPT_ACCOUNTS] = { "accounts",
                         NC_ ("said", "Accounts of children, and certificates of their wiping"),
                         PL_KEPT_IN_USE, 0, NC_ ("said", "for good"),
                         NC_ ("said", "No child's account gets the number of another's, ever.") },
  [PL_KEPT_READERS] = { "readers",
                        NC_ ("said", "Public keys of readers, and their routes with tests"),
                        PL_KEPT_IN_USE, 0, NC_ ("said", "for good"),
                        NC_ ("said",
                             "What a reader signed can be verified after they have gone.") },
  [PL_KEPT_CODES] = { "codes", NC_ ("said", "One-time codes of staff"), PL_KEPT_IN_USE, 0,
                      NC_ ("said", "until they are taken back or replaced"),
                      NC_ ("said", "They are used up, not kept.") },
  [PL_KEPT_MARKS] = { "marks", NC_ ("said", "Where the agent was"), PL_KEPT_IN_USE, 0,
                      NC_ ("said", "until it is somewhere else"),
                      NC_ ("said", "It says nothing of anybody.") },
};

int
pl_kept_find (const char *id)
{
  for (int i = 0; i < PL_KEPT_KINDS; i++)
    if (g_str_equal (pl_kept_kinds[i].id, id))
      return i;
  return -1;
}

void
pl_kept_days_set (PlKeptDays *kept, guint usage_days, guint record_days)
{
  for (guint i = 0; i < PL_KEPT_KINDS; i++) {
    const PlKeptKind *kind = &pl_kept_kinds[i];
    kept->days[i] = kind->term == PL_KEPT_AS_USAGE     ? usage_days
                    : kind->term == PL_KEPT_AS_RECORDS ? record_days
                                                       : kind->days;
  }
}
