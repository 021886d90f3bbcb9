/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/rules.h"

G_BEGIN_DECLS

/* The rules for the wall beside the computer (H1). */
typedef struct {
  const char *home;     /* its name; "" for none */
  const char *version;  /* and since when, in words */
  const PlRules *rules; /* in the language in which they are to be printed */
  gboolean easy;        /* the easier words, larger */
} PlRulesPaper;

/* The PDF. NULL and an error. */
GBytes *pl_rules_paper (const PlRulesPaper *rules, GError **error);

G_END_DECLS
