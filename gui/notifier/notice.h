/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What stands on the screen of a session, where others can read it, too: never a name of a site or a person, and
 * nothing of a concern. A notice takes the place of the one before it of its kind. GNotification sends it without
 * waiting, and finds out what the desktop has: GNOME's own, the one of freedesktop.org, or a portal.
 */
typedef enum {
  PL_NOTICE_MONITORED = 0, /* H4: staff can see minutes, blocked names and requests */
  PL_NOTICE_ANSWERED = 1,
  PL_NOTICE_PAGE_BLOCKED = 2,
  PL_NOTICE_WAITS = 3, /* for a reader; that there is something, and no more */
} PlNoticeKind;

void pl_notice_send (GApplication *application, PlNoticeKind kind);

/*
 * T5, T11: what ends, as TimeEnding of the contract says, and in how many seconds. A desktop that was told not to
 * disturb shows it, too.
 */
void pl_notice_send_end (GApplication *application, const char *what, gint64 seconds);
/* Takes the last of these off the screen. */
void pl_notice_withdraw_end (GApplication *application);

G_END_DECLS
