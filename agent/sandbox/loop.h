/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The workers' event loop: one thread, epoll, deadlines in a heap. Nothing is allocated while it
 * runs, the clock is read once a turn, and an idle loop does not wake up.
 */
typedef struct _PlLoop PlLoop;
typedef struct _PlWatch PlWatch;
typedef struct _PlTimer PlTimer;

/* A descriptor being watched: part of the object that owns it, which stays where it is. */
struct _PlWatch {
  int fd;
  void (*ready) (PlWatch *watch, guint32 events); /* EPOLLIN ...; may remove any watch */
  gpointer owner;
};

/* A deadline; part of its owner. Zeroed means not set. */
struct _PlTimer {
  void (*expired) (PlTimer *timer);
  gpointer owner;
  gint64 when_ms;
  guint place; /* in the heap, from 1; 0: not set */
};

PlLoop *pl_loop_new (GError **error);
void pl_loop_free (PlLoop *loop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLoop, pl_loop_free)

/* Watches watch->fd for events (EPOLLIN ..., level-triggered). FALSE if the kernel refuses. */
gboolean pl_loop_add (PlLoop *loop, PlWatch *watch, guint32 events);
void pl_loop_modify (PlLoop *loop, PlWatch *watch, guint32 events);
/* Before the descriptor is closed. No more calls come, not even of this turn. */
void pl_loop_remove (PlLoop *loop, PlWatch *watch);

/* Sets or moves a deadline: milliseconds of pl_loop_now. */
void pl_timer_set (PlLoop *loop, PlTimer *timer, gint64 when_ms);
void pl_timer_clear (PlLoop *loop, PlTimer *timer);

/* Milliseconds of CLOCK_BOOTTIME when this turn began. */
gint64 pl_loop_now (const PlLoop *loop);

/* How many turns there were, with this one. */
guint64 pl_loop_turns (const PlLoop *loop);

/* Called when a turn has something to do, before that is done; pl_loop_now is of this turn. */
void pl_loop_set_woken (PlLoop *loop, void (*woken) (gpointer data), gpointer data);

/* Called at the end of every turn: what was gathered is sent then. */
void pl_loop_set_turn_end (PlLoop *loop, void (*turn_end) (gpointer data), gpointer data);

/* Waits for something (not longer than limit_ms, unless it is negative) and does it. */
void pl_loop_turn (PlLoop *loop, int limit_ms);

G_END_DECLS
