/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/pattern.h"

#include "policy/sites/category.h"

/* Fewer where somebody may need help soon. */
#define TIMES_HELP 3
#define TIMES      5

guint
pl_pattern_times (int category)
{
  switch (category) {
    case PL_CATEGORY_SELF_HARM:
    case PL_CATEGORY_CHILD_ABUSE:
      return TIMES_HELP;
    case PL_CATEGORY_EXTREMISM:
    case PL_CATEGORY_PORNOGRAPHY:
    case PL_CATEGORY_GAMBLING:
    case PL_CATEGORY_BYPASS:
      return TIMES;
    default:
      return 0;
  }
}
