/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"

G_BEGIN_DECLS

/*
 * Every text that a file of the household ever had, so that each change is on record, whoever made it
 * and however (R5), two people never overwrite each other, and a change can be taken back. file:
 * "home.conf", "children/sam.conf".
 */
typedef enum {
  PL_FILE_FOUND = 1,   /* the agent found it so: as it was at first, or changed by hand since */
  PL_FILE_CHANGED = 2, /* by staff, outside a review */
  PL_FILE_REVIEWED = 3 /* as a placement review decided */
} PlFileGround;

typedef struct {
  gint64 id; /* grows */
  char *file;
  char *text; /* "": the file was taken away */
  gint64 made_ms;
  char *made_by; /* account */
  PlFileGround ground;
  char *reason;    /* "" where it was found */
  gint64 review;   /* of PL_FILE_REVIEWED, else 0 */
  char *consulted; /* T1: whom the manager asked, where the maximum changed; else "" */
} PlFileVersion;

void pl_file_version_free (PlFileVersion *version);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFileVersion, pl_file_version_free)

/* What is to be recorded. */
typedef struct {
  const char *file;
  const char *subject; /* the child's account, or "" */
  const char *text;
  PlFileGround ground;
  const char *reason;
  gint64 review;
  const char *changes;   /* what changes, for the audit entry */
  const char *consulted; /* nullable */
} PlFileChange;

/* Records a version, audited. The id; 0 and an error. */
gint64 pl_file_version_add (PlStore *store,
                            const PlActor *actor,
                            const PlFileChange *change,
                            GError **error);

/*
 * Writes a file, or with an empty text takes it away, and records the version, or neither. before: what it holds now; NULL where there is none. mode: of the
 * file. A crash between the two leaves a change that is found, and so on record, at the next start. The id; 0 and an error.
 */
gint64 pl_file_version_write (PlStore *store,
                              const PlActor *actor,
                              const PlFileChange *change,
                              const char *path,
                              int mode,
                              const char *before,
                              GError **error);

/* *version: NULL where there is none; transfer full. FALSE where it cannot be read. */
gboolean
pl_file_version_newest (PlStore *store, const char *file, PlFileVersion **version, GError **error);

/* The files that begin so and whose newest version has a text. Transfer full: of char *; NULL and an error. */
GPtrArray *pl_file_version_known (PlStore *store, const char *prefix, GError **error);

#define PL_FILE_VERSION_PAGE 100

/* Newest first, at most a page. before: 0, or lower ids only. Transfer full: of PlFileVersion. */
GPtrArray *pl_file_version_list (PlStore *store, const char *file, gint64 before, GError **error);

G_END_DECLS
