/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The session manager on the bus (org.freedesktop.login1, systemd-logind(8)): whether it is there, what it
 * tells, and what it is asked. All calls come in the thread's default main context.
 */
typedef struct _PlSessionManager PlSessionManager;

typedef struct {
  void (*appeared) (gpointer data);
  /* It is not there, or is there no more. May come again and again. */
  void (*vanished) (gpointer data);
  /* The sessions that there are: a(susso), each with id and path as its first and last. */
  void (*listed) (GVariant *sessions, gpointer data);
  void (*added) (const char *id, const char *path, gpointer data);
  void (*removed) (const char *path, gpointer data);
  /* Properties of a session, a{sv}. whole: all that it has, as pl_session_manager_look asked. */
  void (*told) (const char *path, GVariant *properties, gboolean whole, gpointer data);
  /* The machine is about to sleep, or has slept. */
  void (*sleeps) (gboolean asleep, gpointer data);
} PlSessionManagerCalls;

/* address: of the bus, NULL: the system bus; joined in the background. */
PlSessionManager *
pl_session_manager_new (const char *address, const PlSessionManagerCalls *calls, gpointer data);
void pl_session_manager_free (PlSessionManager *manager);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSessionManager, pl_session_manager_free)

/* Asks for the sessions; after appeared. From then on they are also listed by themselves when something has changed. */
void pl_session_manager_list (PlSessionManager *manager);
/* Asks for the properties of one. */
void pl_session_manager_look (PlSessionManager *manager, const char *path);
/* Calls a method of the manager on a session: "LockSession", "TerminateSession". Failures are logged. */
void pl_session_manager_ask (PlSessionManager *manager, const char *method, const char *id);

G_END_DECLS
