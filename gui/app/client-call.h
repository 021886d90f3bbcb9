/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client-error.h"
#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * Calls a method of the Child interface. arguments: floating, nullable. The callback gets the client;
 * pl_client_call_finish gives the reply, transfer full, or NULL and an error whose message is the
 * agent's own sentence; G_IO_ERROR_NOT_CONNECTED while the agent is away.
 */
void pl_client_call (PlClient *client,
                     const char *method,
                     GVariant *arguments,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data);
/* The same with a file that the arguments name as handle 0. file: a descriptor; transfer full. */
void pl_client_call_with_file (PlClient *client,
                               const char *method,
                               GVariant *arguments,
                               int file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
/*
 * Calls a method of an interface for staff ("Decisions", "Records" ...). The person may be asked for their own
 * password meanwhile, and has time to type it; one that was not given ends in the agent's Denied
 * (pl_client_is_denied_error).
 */
void pl_client_call_staff (PlClient *client,
                           const char *interface,
                           const char *method,
                           GVariant *arguments,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
/* The same with a file, as above. */
void pl_client_call_staff_with_file (PlClient *client,
                                     const char *interface,
                                     const char *method,
                                     GVariant *arguments,
                                     int file,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
GVariant *pl_client_call_finish (PlClient *client, GAsyncResult *result, GError **error);
/* The words that came in a file beside the reply (policy/care/words-file.h): sodium_free, with a NUL after them. */
char *pl_client_call_words (GAsyncResult *result, GError **error);

G_END_DECLS
