/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/loop.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "agent/time/clock.h"
#include "policy/error.h"

/* Events taken in one turn: few enough that a busy descriptor does not hold the others up. */
/* So many in a turn that one child does not fill it with connections of their own. */
#define EVENTS_MAX 1024
#define HEAP_FIRST 256

struct _PlLoop {
  int epoll;
  gint64 now_ms;
  guint64 turns;
  PlTimer **heap; /* from 1; the earliest deadline first */
  guint n_timers;
  guint heap_size;
  int n_events;
  struct epoll_event events[EVENTS_MAX];
  void (*woken) (gpointer data);
  gpointer woken_data;
  void (*turn_end) (gpointer data);
  gpointer turn_end_data;
};

PlLoop *
pl_loop_new (GError **error)
{
  int epoll = epoll_create1 (EPOLL_CLOEXEC);

  if (epoll < 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "epoll: %s", g_strerror (errno));
    return NULL;
  }
  PlLoop *loop = g_new0 (PlLoop, 1);
  loop->epoll = epoll;
  loop->heap_size = HEAP_FIRST;
  loop->heap = g_new (PlTimer *, HEAP_FIRST);
  loop->now_ms = pl_clock_boottime_ms ();
  return loop;
}

void
pl_loop_free (PlLoop *loop)
{
  if (loop == NULL)
    return;
  close (loop->epoll);
  g_free (loop->heap);
  g_free (loop);
}

gboolean
pl_loop_add (PlLoop *loop, PlWatch *watch, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = watch };

  return epoll_ctl (loop->epoll, EPOLL_CTL_ADD, watch->fd, &event) == 0;
}

void
pl_loop_modify (PlLoop *loop, PlWatch *watch, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = watch };

  epoll_ctl (loop->epoll, EPOLL_CTL_MOD, watch->fd, &event);
}

void
pl_loop_remove (PlLoop *loop, PlWatch *watch)
{
  epoll_ctl (loop->epoll, EPOLL_CTL_DEL, watch->fd, NULL);
  for (int i = 0; i < loop->n_events; i++)
    if (loop->events[i].data.ptr == watch)
      loop->events[i].data.ptr = NULL;
}

/* Deadlines. */

static void
put (PlLoop *loop, PlTimer *timer, guint place)
{
  loop->heap[place] = timer;
  timer->place = place;
}

static void
rise (PlLoop *loop, PlTimer *timer, guint place)
{
  for (; place > 1 && loop->heap[place / 2]->when_ms > timer->when_ms; place /= 2)
    put (loop, loop->heap[place / 2], place);
  put (loop, timer, place);
}

static void
sink (PlLoop *loop, PlTimer *timer, guint place)
{
  for (guint child; (child = 2 * place) <= loop->n_timers; place = child) {
    if (child < loop->n_timers && loop->heap[child + 1]->when_ms < loop->heap[child]->when_ms)
      child++;
    if (loop->heap[child]->when_ms >= timer->when_ms)
      break;
    put (loop, loop->heap[child], place);
  }
  put (loop, timer, place);
}

static void
settle (PlLoop *loop, PlTimer *timer, guint place)
{
  if (place > 1 && loop->heap[place / 2]->when_ms > timer->when_ms)
    rise (loop, timer, place);
  else
    sink (loop, timer, place);
}

void
pl_timer_set (PlLoop *loop, PlTimer *timer, gint64 when_ms)
{
  if (timer->place == 0) {
    if (loop->n_timers + 1 == loop->heap_size) {
      loop->heap_size *= 2;
      loop->heap = g_renew (PlTimer *, loop->heap, loop->heap_size);
    }
    timer->place = ++loop->n_timers;
  }
  timer->when_ms = when_ms;
  /* put first: settle looks at places, and this one may be new */
  loop->heap[timer->place] = timer;
  settle (loop, timer, timer->place);
}

void
pl_timer_clear (PlLoop *loop, PlTimer *timer)
{
  guint place = timer->place;

  if (place == 0)
    return;
  timer->place = 0;
  PlTimer *last = loop->heap[loop->n_timers--];
  if (last != timer)
    settle (loop, last, place);
}

guint64
pl_loop_turns (const PlLoop *loop)
{
  return loop->turns;
}

gint64
pl_loop_now (const PlLoop *loop)
{
  return loop->now_ms;
}

void
pl_loop_set_woken (PlLoop *loop, void (*woken) (gpointer data), gpointer data)
{
  loop->woken = woken;
  loop->woken_data = data;
}

void
pl_loop_set_turn_end (PlLoop *loop, void (*turn_end) (gpointer data), gpointer data)
{
  loop->turn_end = turn_end;
  loop->turn_end_data = data;
}

static int
wait_ms (const PlLoop *loop, int limit_ms)
{
  if (loop->n_timers == 0)
    return limit_ms;
  gint64 left = loop->heap[1]->when_ms - pl_clock_boottime_ms ();
  left = CLAMP (left, 0, G_MAXINT);
  return limit_ms < 0 ? (int)left : MIN (limit_ms, (int)left);
}

static void
run_timers (PlLoop *loop)
{
  while (loop->n_timers > 0 && loop->heap[1]->when_ms <= loop->now_ms) {
    PlTimer *timer = loop->heap[1];
    pl_timer_clear (loop, timer);
    timer->expired (timer);
  }
}

void
pl_loop_turn (PlLoop *loop, int limit_ms)
{
  int n = epoll_wait (loop->epoll, loop->events, EVENTS_MAX, wait_ms (loop, limit_ms));

  loop->n_events = MAX (n, 0);
  loop->turns++;
  loop->now_ms = pl_clock_boottime_ms ();
  if (loop->woken != NULL)
    loop->woken (loop->woken_data);
  for (int i = 0; i < loop->n_events; i++) {
    PlWatch *watch = loop->events[i].data.ptr;
    if (watch != NULL)
      watch->ready (watch, loop->events[i].events);
  }
  loop->n_events = 0;
  run_timers (loop);
  if (loop->turn_end != NULL)
    loop->turn_end (loop->turn_end_data);
}
