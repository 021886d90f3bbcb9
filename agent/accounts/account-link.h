/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/accounts/account-job.h"

G_BEGIN_DECLS

/* The agent's side of one job (account-job.h). */
typedef struct _PlAccountLink PlAccountLink;

/*
 * Called with each report, and last with one that is PL_ACCOUNT_DONE or PL_ACCOUNT_FAILED; then never
 * again, and the link may be freed there.
 */
typedef void (*PlAccountHeard) (const PlAccountReport *report, gpointer data);

/* Gives a job to who listens at a socket. NULL and PL_ERROR_UNSUPPORTED where nobody does. */
PlAccountLink *pl_account_link_new (const char *socket,
                                    const PlAccountJob *job,
                                    PlAccountHeard heard,
                                    gpointer data,
                                    GError **error);
/* The job goes on by itself. */
void pl_account_link_free (PlAccountLink *link);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlAccountLink, pl_account_link_free)

G_END_DECLS
