/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/alarm.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "policy/error.h"

/* A wall-clock timer that never rings; it is there to be cancelled when the clock is set. */
#define FAR_AWAY_S ((time_t)1 << 33)

struct _PlAlarm {
  void (*callback) (gpointer data);
  gpointer data;
  int timer; /* CLOCK_BOOTTIME */
  int watch; /* CLOCK_REALTIME, cancelled on set */
  guint timer_source;
  guint watch_source;
};

static void
arm_watch (PlAlarm *alarm)
{
  struct itimerspec far_away = { .it_value.tv_sec = FAR_AWAY_S };

  timerfd_settime (alarm->watch, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far_away, NULL);
}

static gboolean
on_timer (int fd, GIOCondition condition, gpointer data)
{
  PlAlarm *alarm = data;
  guint64 expirations;

  if (read (fd, &expirations, sizeof expirations) > 0)
    alarm->callback (alarm->data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_clock_set (int fd, GIOCondition condition, gpointer data)
{
  PlAlarm *alarm = data;
  guint64 expirations;

  if (read (fd, &expirations, sizeof expirations) < 0 && errno == ECANCELED) {
    arm_watch (alarm);
    alarm->callback (alarm->data);
  }
  return G_SOURCE_CONTINUE;
}

PlAlarm *
pl_alarm_new (void (*callback) (gpointer data), gpointer data, GError **error)
{
  g_autoptr (PlAlarm) alarm = g_new0 (PlAlarm, 1);

  alarm->callback = callback;
  alarm->data = data;
  alarm->timer = timerfd_create (CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  alarm->watch = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (alarm->timer < 0 || alarm->watch < 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "timerfd_create: %s", g_strerror (errno));
    return NULL;
  }
  arm_watch (alarm);
  alarm->timer_source = g_unix_fd_add (alarm->timer, G_IO_IN, on_timer, alarm);
  alarm->watch_source = g_unix_fd_add (alarm->watch, G_IO_IN, on_clock_set, alarm);
  return g_steal_pointer (&alarm);
}

void
pl_alarm_free (PlAlarm *alarm)
{
  if (alarm == NULL)
    return;
  g_clear_handle_id (&alarm->timer_source, g_source_remove);
  g_clear_handle_id (&alarm->watch_source, g_source_remove);
  if (alarm->timer >= 0)
    close (alarm->timer);
  if (alarm->watch >= 0)
    close (alarm->watch);
  g_free (alarm);
}

void
pl_alarm_set (PlAlarm *alarm, gint64 boottime_ms)
{
  /* A value of zero would disarm the timer. */
  gint64 at = MAX (boottime_ms, 1);
  struct itimerspec when = {
    .it_value = { .tv_sec = at / 1000, .tv_nsec = at % 1000 * 1000000 },
  };

  timerfd_settime (alarm->timer, TFD_TIMER_ABSTIME, &when, NULL);
}
