/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Whether this session's screen is locked or idle, somebody else's, or asleep, as the session manager (LockedHint, IdleHint,
 * Active and PrepareForSleep of logind) and the desktop's screen saver (ActiveChanged) say. Property: "locked".
 */
#define PL_TYPE_SCREEN_LOCK (pl_screen_lock_get_type ())
G_DECLARE_FINAL_TYPE (PlScreenLock, pl_screen_lock, PL, SCREEN_LOCK, GObject)

PlScreenLock *pl_screen_lock_new (void);
gboolean pl_screen_lock_is_locked (PlScreenLock *lock);

G_END_DECLS
