/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * The child's PIN (C7): keys that are made and opened in this process, and never leave it unwrapped. The
 * work of a PIN takes a moment, and is done in a thread.
 */

/*
 * Makes new keys behind a PIN and gives them to the agent; with old, which the child has set before, the same keys. name:
 * the child's.
 */
void pl_pin_set (PlClient *client,
                 const char *name,
                 const char *old,
                 const char *pin,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data);
/* FALSE: PL_ERROR_ARGUMENT for a PIN that is too short, PL_ERROR_DENIED for a wrong old one, or what the call says. */
gboolean pl_pin_set_finish (GAsyncResult *result, GError **error);

/* One message of a concern, opened. */
typedef struct {
  char *from; /* "you", or a role */
  char *what; /* "concern", "more", "answer", "acting", "outcome" */
  gint64 at;
  char *words; /* NULL: it was sealed to no PIN, or to another */
} PlPinMessage;

/* Opens the messages of a concern. id: of a receipt. */
void pl_pin_read (PlClient *client,
                  const char *id,
                  const char *pin,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data);
/* Of PlPinMessage, transfer full; PL_ERROR_DENIED for a wrong PIN. */
GPtrArray *pl_pin_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
