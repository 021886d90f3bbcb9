/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/site-list.h"

G_BEGIN_DECLS

/*
 * Builds a site index (site-index.h) from rules. Takes about 32 bytes a rule while it works; the
 * names themselves are not kept.
 */
typedef struct _PlSiteIndexBuilder PlSiteIndexBuilder;

/* Bytes of the key of an index: fresh and random for each build, so that nobody can make names
 * that match falsely. */
#define PL_SITE_INDEX_KEY_SIZE 16

/* More is refused (PL_ERROR_LIMIT), so that no list can take all memory: ten times the rules of all
 * public lists together, and very deep names, of which real lists have some hundreds. */
#define PL_SITE_INDEX_RULES_MAX      (16u * 1024 * 1024)
#define PL_SITE_INDEX_DEEP_BYTES_MAX (64u * 1024 * 1024)

typedef struct {
  guint64 entries; /* rules and exceptions added, before duplicates */
  guint64 names;   /* distinct */
  guint64 sets;    /* distinct (rules, exceptions) pairs of category sets */
  guint64
      exact; /* names kept verbatim: very deep ones, and protected ones that would match falsely */
  guint64 bytes; /* of the index */
} PlSiteIndexStats;

PlSiteIndexBuilder *pl_site_index_builder_new (const guint8 key[PL_SITE_INDEX_KEY_SIZE]);
void pl_site_index_builder_free (PlSiteIndexBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSiteIndexBuilder, pl_site_index_builder_free)

/*
 * The number of a category id in this index, added if it is new. -1 and an error if the id is not
 * well formed (PL_ERROR_ARGUMENT) or would be the 65th (PL_ERROR_LIMIT).
 */
int
pl_site_index_builder_add_category (PlSiteIndexBuilder *builder, const char *id, GError **error);

/*
 * Adds a rule. category: as add_category gave it; name: normal form, length bytes. Never fails;
 * what is beyond the maxima makes pl_site_index_builder_finish fail.
 */
void pl_site_index_builder_add (PlSiteIndexBuilder *builder,
                                guint category,
                                PlSiteRuleKind kind,
                                const char *name,
                                gsize length);

/*
 * Proves at build time that name (normal form) and its suffixes match no fingerprint but their
 * own: for help sites and popular sites. Costs nothing unless a false match is found.
 */
void pl_site_index_builder_protect (PlSiteIndexBuilder *builder, const char *name, gsize length);

/* Makes the index. Once only. stats: nullable. Transfer full; NULL and PL_ERROR_LIMIT. */
GBytes *
pl_site_index_builder_finish (PlSiteIndexBuilder *builder, PlSiteIndexStats *stats, GError **error);

G_END_DECLS
