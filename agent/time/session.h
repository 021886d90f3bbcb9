/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* One session, as the session manager tells its properties (org.freedesktop.login1.Session). */
typedef struct {
  char *id;
  char *path; /* of its object */
  uid_t uid;
  gboolean user;    /* its class is a person's */
  gboolean closing; /* logged out; only processes are left */
  gboolean active;  /* in the foreground, or remote */
  gboolean locked;
  gboolean idle;
  gboolean remote;     /* ssh */
  char *type;          /* "tty", "x11", "wayland" ... */
  gboolean known;      /* the session manager has told its properties */
  gboolean was_in_use; /* at some moment since the last change was told */
} PlSession;

PlSession *pl_session_new (const char *id, const char *path);
void pl_session_free (gpointer session);

/* Takes what has changed: "a{sv}". What is not there, or of another type, stays as it was. */
void pl_session_take (PlSession *session, GVariant *properties);

/*
 * A session counts while its class is "user" (not a greeter, a lock screen, a user manager that
 * lingers, cron or at: those are "greeter", "lock-screen", "manager" and "background") and its state
 * is not "closing".
 */
gboolean pl_session_counts (const PlSession *session);
/* In use now: in the foreground (or remote), not locked and not idle. */
gboolean pl_session_in_use (const PlSession *session);

G_END_DECLS
