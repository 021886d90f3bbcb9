/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/people/profile.h"
#include "policy/sites/site-index.h"

G_BEGIN_DECLS

/* The files that porchlightctl explain was given, read in this order: each needs the ones before. */
typedef struct {
  PlHome *home;
  PlLevels *levels;
  PlProfile *profile;
  GPtrArray *warnings; /* of char *: what the profile's reader kept but cut */
  PlSiteIndex *index;  /* NULL: none was given */
} PlExplainFiles;

/*
 * Each reads one part from a path. PL_ERROR_IO if it cannot be read, PL_ERROR_REFUSED and the like
 * with FILE:LINE where the parser says so.
 */
gboolean pl_explain_read_home (PlExplainFiles *files, const char *path, GError **error);
/*
 * levels: a folder of *.conf files, at least one, in place of the levels that ship. own: a home's, each in place of the one
 * that ships under its name or beside them, as the agent reads them. At most one of the two; both NULL: the levels that ship.
 */
gboolean
pl_explain_read_levels (PlExplainFiles *files, const char *levels, const char *own, GError **error);
gboolean pl_explain_read_profile (PlExplainFiles *files, const char *path, GError **error);
/* Checks the whole index before it is used. NULL: none. */
gboolean pl_explain_read_index (PlExplainFiles *files, const char *path, GError **error);

void pl_explain_files_clear (PlExplainFiles *files);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlExplainFiles, pl_explain_files_clear)

G_END_DECLS
