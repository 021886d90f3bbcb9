/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/site-rules.h"

G_BEGIN_DECLS

/*
 * Safe search and YouTube's restricted mode (F4), enforced by name: an engine's host is answered with
 * the address of the name under which the engine shows safe results only. The table ships:
 * policy/data/safe-search.tsv.
 */

/* How strict. Values are in files and in snapshots, and never change. */
typedef enum {
  PL_SAFE_SEARCH_OFF = 0,
  PL_SAFE_SEARCH_MODERATE = 1,
  PL_SAFE_SEARCH_STRICT = 2,
} PlSafeSearch;

/* A level's settings. */
typedef struct {
  PlSafeSearch search;
  PlSafeSearch youtube;
} PlSafeSearchModes;

typedef enum {
  PL_SAFE_SEARCH_PASS,    /* no engine, or nothing is enforced */
  PL_SAFE_SEARCH_AS,      /* an engine that enforces it under another name */
  PL_SAFE_SEARCH_REFUSED, /* an engine that does not enforce it under any name */
} PlSafeSearchForm;

/*
 * What the table says of a name (normal form, length bytes). *target, where it is PL_SAFE_SEARCH_AS: the
 * other name in normal form, valid for ever; else untouched. Nothing is allocated after the first call.
 */
PlSafeSearchForm pl_safe_search_find (const char *name,
                                      gsize length,
                                      const PlSafeSearchModes *modes,
                                      const char **target);

/*
 * What becomes of a verdict of pl_site_rules_decide for that name under the same rules, for a child. Returns
 * the name whose addresses are to be given and connected to, NULL: its own.
 *
 * A name that is blocked stays blocked, but a target of one that is not opens, since programs may ask for
 * it by itself. An engine without an enforced form is blocked (PL_SITE_BY_SAFE_SEARCH), unless
 * somebody has allowed it by name: the child's own Allow, an open contact, the home's help. The order of design.md section 5
 * is left as it is: this comes after it, where names are answered.
 */
const char *pl_safe_search_apply (const PlSafeSearchModes *modes,
                                  const PlSiteRules *rules,
                                  const PlSiteIndex *index,
                                  const char *name,
                                  gsize length,
                                  PlSiteVerdict *verdict);

G_END_DECLS
