/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What stands on the screen of a session, where others can read it, too: never a name of a site or a person, and
 * nothing of a concern. A notice takes the place of the one before it of its kind. One that comes before the desktop
 * has anything to show it is shown when that has come.
 *
 * They are in easy words (L6) where the person's app is.
 *
 * They are libnotify's and not GNotification's, which desktops show only of an app that is installed for them: and those
 * they let a child switch off (T5). A desktop that does not answer holds up the caller, who has nothing else to do.
 */
typedef struct _PlNotices PlNotices;

typedef enum {
  PL_NOTICE_MONITORED = 0, /* H4: staff can see minutes, blocked names and requests */
  PL_NOTICE_ANSWERED = 1,  /* to a request, a comment, a concern: the same words for all */
  PL_NOTICE_PAGE_BLOCKED = 2,
  PL_NOTICE_WAITS = 3, /* for a reader; that there is something, and no more */
  PL_NOTICE_END = 4,   /* T5, T11: only by pl_notices_show_end */
  PL_NOTICE_KINDS = 5,
} PlNoticeKind;

typedef struct {
  void (*pressed) (gpointer data); /* the person pressed a notice */
  void (*stay) (gpointer data);    /* and wants to stay longer in a help visit (T11) */
} PlNoticesFuncs;

/* funcs: static. NULL where libnotify does not start. */
PlNotices *pl_notices_new (const PlNoticesFuncs *funcs, gpointer data);
/* Those that stand on the screen stay there. */
void pl_notices_free (PlNotices *notices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlNotices, pl_notices_free)

void pl_notices_show (PlNotices *notices, PlNoticeKind kind);

/*
 * T5, T11: what ends, as TimeEnding of the contract says, and in how many seconds. A desktop that was told not to
 * disturb shows it, too.
 */
void pl_notices_show_end (PlNotices *notices, const char *what, gint64 seconds);

/* Takes it off the screen. */
void pl_notices_withdraw (PlNotices *notices, PlNoticeKind kind);

G_END_DECLS
