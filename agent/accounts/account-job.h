/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/care/text-max.h"

G_BEGIN_DECLS

/*
 * What the agent has done to the Unix accounts of children (L8), and how it goes. The agent itself writes
 * neither accounts nor home folders: porchlight-accounts does, started for one job on one connection, and
 * ends with it. Both are root's; the socket is, too. Each message is one of these structures.
 */
#define PL_ACCOUNT_VERSION 1

typedef enum {
  PL_ACCOUNT_MAKE = 1, /* account, home folder, first password */
  PL_ACCOUNT_WIPE = 2, /* everything of it, whatever is there still: may be done again and again */
  PL_ACCOUNT_PASSWORD = 3 /* a first password again: the child forgot theirs */
} PlAccountVerb;

/* Uids of people: below are system accounts, above those that systemd gives away. */
#define PL_ACCOUNT_UID_MIN       1000
#define PL_ACCOUNT_UID_MAX       60000
#define PL_ACCOUNT_PASSWORD_SIZE 32

typedef struct {
  guint32 version;
  guint32 verb; /* PlAccountVerb */
  guint32 uid;
  char account[PL_ACCOUNT_NAME_MAX + 1];
  char name[256];                          /* of the person, for the log-in screen; may be "" */
  char password[PL_ACCOUNT_PASSWORD_SIZE]; /* the first one; "" for a wipe */
} PlAccountJob;

typedef enum {
  PL_ACCOUNT_ENDING = 1,   /* ending the child's programs */
  PL_ACCOUNT_REMOVING = 2, /* removing files: how many so far */
  PL_ACCOUNT_LOOKING = 3,  /* looking whether anything is left */
  PL_ACCOUNT_DONE = 4,
  PL_ACCOUNT_FAILED = 5 /* why, in words */
} PlAccountPhase;

typedef struct {
  guint32 version;
  guint32 phase;       /* PlAccountPhase */
  guint64 home_files;  /* removed: of the home folder, folders included */
  guint64 other_files; /* removed elsewhere */
  guint64 folders;     /* of the child's, kept since others' files are in them: root's now */
  char why[512];       /* of PL_ACCOUNT_FAILED: UTF-8 */
} PlAccountReport;

gboolean pl_account_name_is_valid (const char *account);

/* TRUE if a message of so many bytes is a job that may be done: every field in its bounds. */
gboolean pl_account_job_is_valid (const PlAccountJob *job, gsize size);

/* A name for people that an account can have: UTF-8 without control characters, colons, commas; not too long. */
gboolean pl_account_display_is_valid (const char *name);

/*
 * A first password for somebody to read out and to type once: 12 letters that are not mistaken for each
 * other, of some 38 bits. The child replaces it at the first log-in. Whoever holds it wipes it.
 */
void pl_account_first_password (char password[PL_ACCOUNT_PASSWORD_SIZE]);

/* Wipes a job, and the password with it. */
void pl_account_job_clear (PlAccountJob *job);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlAccountJob, pl_account_job_clear)

G_END_DECLS
