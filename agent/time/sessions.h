/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "agent/time/session.h"

G_BEGIN_DECLS

/*
 * Who is at this computer, as the session manager says.
 *
 * Decided: without a session manager there are no sessions, so that children are help-only. One that
 * is away for less than PL_SESSIONS_GRACE_S (it restarts within a second; sessions live on) changes
 * nothing.
 */
typedef struct _PlSessions PlSessions;

#define PL_SESSIONS_GRACE_S 10

/* Changes are told at most once in so many milliseconds: a child can flip hints without end. */
#define PL_SESSIONS_TELL_MS 1000

/* Runs after changes, in the default main context. */
typedef void (*PlSessionsChanged) (gpointer data);

/* Joins the bus at address (NULL: the system bus) in the background, again and again. */
PlSessions *pl_sessions_new (const char *address, PlSessionsChanged changed, gpointer data);
void pl_sessions_free (PlSessions *sessions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSessions, pl_sessions_free)

/* TRUE if the person has a session that counts. */
gboolean pl_sessions_present (const PlSessions *sessions, uid_t uid);
/*
 * TRUE if one of them is in use: in the foreground (or remote), not locked, not idle, and the
 * machine is not about to sleep; or it was so at some moment since the last change was told, so that no flicker
 * of hints hides a second.
 */
gboolean pl_sessions_in_use (const PlSessions *sessions, uid_t uid);
/* In words, for the log: "session 4 (wayland) is locked". Transfer full. */
char *pl_sessions_words (const PlSessions *sessions, uid_t uid);

/* The sessions (PlSession) of a person that count. Transfer container; owned by sessions, until the next change. */
GPtrArray *pl_sessions_of (const PlSessions *sessions, uid_t uid);

/* Asks the session manager; what comes of it is seen as a change. */
void pl_sessions_lock (PlSessions *sessions, const char *id);
void pl_sessions_end (PlSessions *sessions, const char *id);

/*
 * FALSE at first, while the session manager has not answered, two seconds at most: what it knew
 * before holds on, so that an agent that starts again cuts nobody's connections.
 */
gboolean pl_sessions_is_settled (const PlSessions *sessions);
/* TRUE while there is a session manager; else nobody's sessions are known. */
gboolean pl_sessions_is_known (const PlSessions *sessions);

G_END_DECLS
