/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/kept.h"

#include "policy/sites/pattern.h"

#define CASE_FILE                                                                                  \
  "Part of what the child's case record is made of, which the home keeps for 75 years from the "   \
  "child's birth (Children's Homes (England) Regulations 2015, regulation 36). How long this "     \
  "computer has it beside that is the home's policy."
#define HOME_RECORD                                                                                \
  "A record of the home, which it keeps for 15 years from the last entry (Children's Homes "       \
  "(England) Regulations 2015, regulation 37). How long this computer has it beside that is the "  \
  "home's policy."
#define SHORT                                                                                      \
  "Kept short: no longer than it is needed (UK GDPR, article 5(1)(e); Children's Code, "           \
  "standard 8)."

/* A cell is a sentence; the columns are those of PlKeptKind. */
const PlKeptKind pl_kept_kinds[PL_KEPT_KINDS] = {
  [PL_KEPT_USAGE] = { "usage", "Minutes online", PL_KEPT_AS_USAGE, 0, "the day itself", SHORT },
  [PL_KEPT_BLOCKED] = { "blocked", "Names that were blocked", PL_KEPT_AS_USAGE, 0, "the day itself",
                        SHORT },
  [PL_KEPT_ATTEMPTS] = { "attempts", "Counts of attempts at closed sites", PL_KEPT_FIXED,
                         PL_PATTERN_DAYS, "the day itself",
                         "A pattern is of so many days; what is older says nothing." },
  [PL_KEPT_REQUESTS] = { "requests", "What children asked for, and the answers", PL_KEPT_AS_RECORDS,
                         0,
                         "the answer, or the end of what it opened; a site that is open for good "
                         "stays as long as it is",
                         CASE_FILE },
  [PL_KEPT_GRANTS] = { "grants", "More time, and bookings", PL_KEPT_AS_RECORDS, 0, "their end",
                       CASE_FILE },
  [PL_KEPT_RESTRICTIONS] = { "restrictions", "Restrictions", PL_KEPT_AS_RECORDS, 0,
                             "their end, once everything that regulation 35 asks for was done",
                             CASE_FILE },
  [PL_KEPT_REVIEWS] = { "reviews", "Placement reviews", PL_KEPT_AS_RECORDS, 0,
                        "the next review, or the child's leaving", CASE_FILE },
  [PL_KEPT_VERSIONS] = { "versions", "What profiles and the home's file said before",
                         PL_KEPT_AS_RECORDS, 0, "the next version, or the child's leaving",
                         CASE_FILE },
  [PL_KEPT_RULES] = { "rules", "Internet rules, and what children answered", PL_KEPT_AS_RECORDS, 0,
                      "the next answer or text; a comment: staff's answer; or the child's leaving",
                      CASE_FILE },
  [PL_KEPT_SHIFTS] = { "shifts", "Shifts, and notes for the next one", PL_KEPT_AS_RECORDS, 0,
                       "their end", HOME_RECORD },
  [PL_KEPT_CARE] = { "care", "Records of care", PL_KEPT_AS_RECORDS, 0,
                     "their closing; of kinds that are not closed, the next one or the child's "
                     "leaving",
                     CASE_FILE },
  [PL_KEPT_CONCERNS] = { "concerns", "Concerns and incidents, with all that was said in them",
                         PL_KEPT_AS_RECORDS, 0,
                         "their closing, and that of the one that is linked with it", CASE_FILE },
  [PL_KEPT_HOLDS] = { "holds", "Holds on deletion", PL_KEPT_AS_RECORDS, 0, "their end",
                      HOME_RECORD },
  [PL_KEPT_TOLD] = { "told", "That a child was told something once", PL_KEPT_AS_RECORDS, 0,
                     "the child's leaving", CASE_FILE },
  [PL_KEPT_ACTS] = { "acts", "What the log of acts says", PL_KEPT_AS_RECORDS, 0, "the act",
                     "That there was an act stays for good, and can be verified. " HOME_RECORD },
  [PL_KEPT_ACCOUNTS] = { "accounts", "Accounts of children, and certificates of their wiping",
                         PL_KEPT_IN_USE, 0, "for good",
                         "No child's account gets the number of another's, ever." },
  [PL_KEPT_READERS] = { "readers", "Public keys of readers, and their routes with tests",
                        PL_KEPT_IN_USE, 0, "for good",
                        "What a reader signed can be verified after they have gone." },
  [PL_KEPT_CODES] = { "codes", "One-time codes of staff", PL_KEPT_IN_USE, 0,
                      "until they are taken back or replaced", "They are used up, not kept." },
  [PL_KEPT_MARKS] = { "marks", "Where the agent was", PL_KEPT_IN_USE, 0,
                      "until it is somewhere else", "It says nothing of anybody." },
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
