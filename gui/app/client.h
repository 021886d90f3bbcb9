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
 * The bus, where the agent can be called; NULL while it is away. Owned by the client. Pages call the agent by
 * gui/app/client-call.h.
 */
GDBusConnection *pl_client_get_connection (PlClient *client);

G_END_DECLS
