/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/lists/archive.h"
#include "agent/lists/import-stream.h"

G_BEGIN_DECLS

/* What porchlight-import does, apart from confining itself. */

typedef enum {
  /* The category is given: every file named domains, hosts or *.txt, or the one list. */
  PL_LIST_IMPORT_GIVEN = 0,
  /* A tree: every CATEGORY/domains that has an alias and whose usage file does not say white. */
  PL_LIST_IMPORT_TREE = 1,
} PlListImportMode;

/*
 * A line beyond this is nobody's list, and the whole input is refused; one that is merely longer
 * than PL_SITE_LIST_LINE_MAX is skipped.
 */
#define PL_LIST_IMPORT_LINE_MAX (16 * 1024 * 1024)

/*
 * Reads source and writes what it holds. In mode TREE a source that can be read twice may have
 * usage files after their lists; one that cannot must have them before. FALSE if the input was
 * refused, or nobody listens.
 */
gboolean
pl_list_import (const PlArchiveSource *source, PlListImportMode mode, PlImportWriter *writer);

G_END_DECLS
