/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/level.h"

G_BEGIN_DECLS

/*
 * The files of the levels (L1). A home's own file, levels.d/ID.conf beside home.conf, takes the place of the level that ships
 * under that id, or adds one; in a folder that stands alone (porchlightd --levels) nothing that ships is beside them.
 */
typedef struct {
  char *file; /* "levels.d/guided.conf" */
  char *id;   /* of the level that it says */
  char *text;
  gboolean own; /* FALSE: it is as it ships */
} PlLevelFile;

/* What the names of level files begin with. */
#define PL_LEVELS_PREFIX "levels.d/"

typedef struct {
  const char *folder;
  const char *kept; /* folder in which the last good files are kept */
  gboolean alone;
} PlLevelFolder;

/* Of PlLevelFile. Transfer full. */
GPtrArray *pl_level_files_new (void);

/*
 * Reads the levels of a home. A file that is refused leaves the last good one in force, else the level that ships under its
 * name, and is told in problems (char *). files: gets the PlLevelFile that is in force, each. Transfer full.
 */
PlLevels *pl_level_files_read (const PlLevelFolder *folder,
                               const PlCategories *categories,
                               GPtrArray *files,
                               GPtrArray *problems);

/*
 * The levels as they would be with another text of one file: "" takes the home's own away, so that what ships holds
 * again. file: NULL: as they are. alone: as of PlLevelFolder. NULL and PL_ERROR_REFUSED, "FILE:LINE: reason". Transfer full.
 */
PlLevels *pl_level_files_with (const GPtrArray *files,
                               gboolean alone,
                               const PlCategories *categories,
                               const char *file,
                               const char *text,
                               GError **error);

/* NULL if there is none. */
const PlLevelFile *pl_level_files_find (const GPtrArray *files, const char *file);
const PlLevelFile *pl_level_files_of (const GPtrArray *files, const char *id);

/* TRUE if file is the name of a level file, whether there is one or not. */
gboolean pl_level_file_is_name (const char *file);
/* What ships in a file's place; NULL if nothing does. Transfer full. */
char *pl_level_file_shipped (const char *file);

G_END_DECLS
