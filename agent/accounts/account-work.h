/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/accounts/account-job.h"

G_BEGIN_DECLS

/* How far a job has come; tells the agent. */
typedef struct {
  PlAccountReport report;
  int agent; /* the connection */
} PlAccountWork;

/* Says where it is; that nobody listens any more ends nothing. */
void pl_account_work_tell (PlAccountWork *work, PlAccountPhase phase);

/* Where the home folder of an account is: not what /etc/passwd says, which may be any folder. g_free. */
char *pl_account_home (const char *account);

/*
 * Makes the account: in the group porchlight-children and its own, without subordinate ids, with a home folder
 * that is closed to others, and a first password that the first log-in has to replace. FALSE and an error, if
 * the name, the uid or the folder is somebody's; what was made by then is there still, and is to be wiped.
 */
gboolean pl_account_make (const PlAccountJob *job, GError **error);

/* Of an account that is there. */
gboolean pl_account_set_password (const PlAccountJob *job, GError **error);

/*
 * Wipes the account: no log-in from now on, its programs ended, what is mounted in its home folder unmounted, the
 * folder and whatever else is its uid's on this computer's own disks removed, the account removed; then looks
 * whether anything is left. No link is followed, and no other file system entered: a name that a child has set
 * leads nowhere but to its own removal. May begin anew at any point. FALSE and an error, with what is left.
 */
gboolean pl_account_wipe (const PlAccountJob *job, PlAccountWork *work, GError **error);

G_END_DECLS
