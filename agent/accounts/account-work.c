/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/accounts/account-work.h"

#include <sys/socket.h>

/* Where homes are: not a child's to write. */
#define HOMES "/home"

void
pl_account_work_tell (PlAccountWork *work, PlAccountPhase phase)
{
  work->report.version = PL_ACCOUNT_VERSION;
  work->report.phase = phase;
  send (work->agent, &work->report, sizeof work->report, MSG_NOSIGNAL);
}

char *
pl_account_home (const char *account)
{
  return g_build_filename (HOMES, account, NULL);
}
