/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gui/app/today.h"

G_BEGIN_DECLS

/*
 * The agent, as the app knows it: over the system bus, never waiting for it. What it last said of today
 * stays while it is away.
 */
typedef enum {
  PL_CLIENT_LOADING, /* nothing is known yet */
  PL_CLIENT_CHILD,   /* today is known, and the caller is a child */
  PL_CLIENT_STAFF,   /* the agent says that the caller is no child */
  PL_CLIENT_AWAY,    /* no agent on the bus, or no bus */
  PL_CLIENT_TROUBLE, /* the agent cannot say what holds */
} PlClientState;

#define PL_TYPE_CLIENT_STATE (pl_client_state_get_type ())
GType pl_client_state_get_type (void);

#define PL_TYPE_CLIENT (pl_client_get_type ())
G_DECLARE_FINAL_TYPE (PlClient, pl_client, PL, CLIENT, GObject)

/*
 * Properties: "state", "today" (PlToday, NULL before the first). Signals "time-ending" (what, seconds):
 * as in the contract; "moved": today is the same, but later; "news": what staff see has changed.
 */
PlClient *pl_client_new (void);

PlClientState pl_client_get_state (PlClient *client);
/* NULL before the first. Owned by the client, until "today" is notified. */
const PlToday *pl_client_get_today (PlClient *client);

/* Asks again what holds; "state" and "today" tell the answer. It is also asked when the agent says that it has changed. */
void pl_client_refresh (PlClient *client);
/* The person has the app before them: what they were told of on the screen is no news any more. Nothing comes of it where
 * the agent does not answer. */
void pl_client_note_seen (PlClient *client);
/*
 * So many seconds have passed: moves today's now with "moved", and asks again only where time alone changes what
 * holds: an allowance runs down, or an end has come.
 */
void pl_client_pass (PlClient *client, gint64 seconds);

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
/* TRUE where a call failed because nobody was there to answer it. */
gboolean pl_client_is_away_error (const GError *error);
/* TRUE where the agent would not do it for this person, or they gave no password. */
gboolean pl_client_is_denied_error (const GError *error);

/* TRUE where they gave no password, and the agent has not even looked at what was asked: only that is said so. */
gboolean pl_client_is_unproven_error (const GError *error);

G_END_DECLS
