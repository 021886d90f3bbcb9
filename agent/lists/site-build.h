/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/site-index-builder.h"

G_BEGIN_DECLS

/* From lists and archives to a site index, for the command line and for updates (F8). */

/*
 * More rules than this are refused: five times the largest public trees, and half a gigabyte while
 * they are sorted.
 */
#define PL_SITE_BUILD_RULES_MAX (16 * 1024 * 1024)

typedef struct {
  const char *category; /* NULL: a tree, which names its own */
  const char *path;     /* a list, an archive or a folder */
} PlSiteBuildInput;

typedef struct {
  const PlSiteBuildInput *inputs;
  gsize n_inputs;
  gboolean starter;     /* the starter lists that ship come first */
  const char *importer; /* the program, as pl_spawn_find ("porchlight-import") gives it */
  /* Nullable: one line about what was skipped or passed over. */
  void (*report) (const char *line, gpointer user_data);
  /* Nullable: how many rules were read so far, now and then. */
  void (*progress) (guint64 rules, gpointer user_data);
  gpointer user_data;
} PlSiteBuild;

typedef struct {
  PlSiteIndexStats index;
  guint64 skipped; /* lines other than comments and blanks that gave no rule */
} PlSiteBuildStats;

/*
 * Reads all inputs, some importers at a time, and builds the index. The help sites and popular
 * sites that ship are protected from false matches. NULL if one input cannot be read or is refused:
 * an index that lacks a list would open what the list closes. Errors: "PATH: reason"; a wrong
 * category is PL_ERROR_ARGUMENT. Transfer full.
 */
GBytes *pl_site_build (const PlSiteBuild *build, PlSiteBuildStats *stats, GError **error);

/*
 * Replaces path by index in one step (written beside it, synced, renamed, folder synced), or leaves
 * it as it was.
 */
gboolean pl_site_build_install (const char *path, GBytes *index, GError **error);

G_END_DECLS
