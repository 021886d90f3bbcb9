/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/name-set.h"
#include "policy/sites/site-index.h"

G_BEGIN_DECLS

/* How open the internet is for a person now. Values are sent to the workers and never change. */
typedef enum {
  PL_ACCESS_HELP_ONLY = 0, /* help sites, open contact, the home's help additions */
  PL_ACCESS_FILTERED = 1,
  PL_ACCESS_OPEN = 2, /* an adult (L5): nothing is blocked */
  PL_ACCESS_OTHER_NETWORK =
      3, /* help-only, while the computer is on a network that is not for children (D3) */
} PlAccess;

typedef enum {
  PL_SITE_ALLOW = 0,
  PL_SITE_BLOCK = 1,
  PL_SITE_HELP = 2,
} PlSiteAnswer;

/* What decided, in the order of precedence of design.md section 5. Sent in events: never changes. */
typedef enum {
  PL_SITE_BY_ADULT = 0,
  PL_SITE_BY_HELP = 1,         /* the built-in help sites (F5) */
  PL_SITE_BY_ALWAYS = 2,       /* a category that is blocked for every child (F1) */
  PL_SITE_BY_CONTACT = 3,      /* an agreed contact that is open now (T10) */
  PL_SITE_BY_AGE = 4,          /* social networks under 13, or until the review (F3) */
  PL_SITE_BY_HOME_HELP = 5,    /* the home's help additions */
  PL_SITE_BY_HELP_ONLY = 6,    /* the child is help-only now */
  PL_SITE_BY_OWN_ALLOW = 7,    /* the child's own Allow */
  PL_SITE_BY_OWN_BLOCK = 8,    /* the child's own Block */
  PL_SITE_BY_LEARNING = 9,     /* mode chosen-only: a learning site passes */
  PL_SITE_BY_CHOSEN_ONLY = 10, /* mode chosen-only: the rest is blocked */
  PL_SITE_BY_LEVEL = 11,       /* a category that the level blocks (F2) */
  PL_SITE_BY_DEFAULT = 12,     /* nothing blocks it */
  PL_SITE_BY_SAFE_SEARCH =
      13, /* a search engine that has no safe form; never of pl_site_rules_decide */
  PL_SITE_BY_OTHER_NETWORK = 14, /* as HELP_ONLY, for PL_ACCESS_OTHER_NETWORK */
} PlSiteCause;

/* A name's verdict. rule is name + rule_offset, rule_length bytes; rule_length 0: no rule. */
typedef struct {
  PlSiteAnswer answer;
  PlSiteCause cause;
  int category; /* for a block by a category, else PL_CATEGORY_NONE */
  guint16 rule_offset;
  guint16 rule_length;
  gboolean free; /* open, and time spent there does not count: help, an agreed contact (T10), a
                             learning site (T3) */
  gboolean encrypted_dns; /* the name switches a browser's encrypted DNS on or off (canary, DoH
                             host, resolver discovery): DNS answers NXDOMAIN instead of the block
                             address */
} PlSiteVerdict;

/*
 * What holds for one person's names at one time: a view of sets that something else owns (a
 * snapshot, or the command line's explain). A NULL set is empty.
 */
typedef struct {
  PlAccess access;
  PlCategorySet always;  /* F1 for a child, PL_CATEGORIES_STAFF for staff (F9) */
  PlCategorySet blocked; /* by level */
  gboolean chosen_only;
  gboolean social_blocked; /* F3 */
  gboolean staff;          /* only what always says is blocked, and nothing else changes */
  const PlNameSet *help;   /* built in */
  const PlNameSet
      *encrypted_dns;        /* built in: canary, DoH hosts, resolver discovery; category bypass */
  const PlNameSet *learning; /* built in */
  const PlNameSet *home_help;
  const PlNameSet *contact; /* of contacts that are open now */
  const PlNameSet *allow;
  const PlNameSet *block;
} PlSiteRules;

/*
 * The one decision about a name, the same for the stub, the proxy and explain. name is in normal
 * form, length bytes and a NUL. index may be NULL: then no list says anything. Built-in help is
 * first for everyone, so that it is told as help to staff and adults, too.
 */
void pl_site_rules_decide (const PlSiteRules *rules,
                           const PlSiteIndex *index,
                           const char *name,
                           gsize length,
                           PlSiteVerdict *verdict);

G_END_DECLS
