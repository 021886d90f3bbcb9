/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/language.h"
#include "policy/sites/category.h"
#include "policy/sites/site-rules.h"

G_BEGIN_DECLS

/*
 * Why a site is open or closed, in words that a child can read (F6): a short sentence or two,
 * without blame. categories are the home's, for the name of a category of its own. Transfer full.
 */
char *pl_site_reason_text (const PlSiteVerdict *verdict,
                           const PlCategories *categories,
                           const PlLanguage *language);

/* "level": a cause as it travels on the bus. Static; "" for what is none. */
const char *pl_site_cause_code (int cause);
/* The other way round; -1: none is called so. */
int pl_site_cause_parse (const char *code);

/* What a child calls the sites of a category: "Gambling sites"; of a category of the home's own by its id. Transfer full. */
char *pl_site_category_text (const char *id, const PlLanguage *language);

G_END_DECLS
