/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"

G_BEGIN_DECLS

/* At most so many concerns are in one reply of the agent's. */
#define PL_CONCERNS_A_PAGE 100

/*
 * All concerns, which the agent lists by pages: the child's own (Child.ListConcerns), or a reader's (Concerns.List).
 * pl_client_list_concerns_finish gives the reply as of one call that had no limit, transfer full; NULL and an error as
 * pl_client_call.
 */
void pl_client_list_own_concerns (PlClient *client,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
void pl_client_list_told_concerns (PlClient *client,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
GVariant *pl_client_list_concerns_finish (PlClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
