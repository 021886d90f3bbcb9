/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/dial.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define ATTEMPTS_MAX (PL_FAMILIES * PL_LOOKUP_ADDRESSES)

struct _PlDial {
  PlLoop *loop;
  PlLookups *lookups;
  PlDialDone done;
  gpointer owner;
  guint16 port;
  gboolean over;
  PlLookup lookup;
  PlTimer timer;
  gint64 begun_ms;
  gint64 first_answer_ms; /* 0: none yet */
  gint64 attempt_ms;      /* when the last attempt began */
  PlFamily family;        /* whose turn it is */
  guint tried[PL_FAMILIES];
  guint n_attempts;
  guint n_waiting; /* attempts that are neither connected nor failed */
  PlWatch attempts[ATTEMPTS_MAX];
};

static void step (PlDial *dial);

static void
hang_up (PlDial *dial, PlWatch *attempt)
{
  if (attempt->fd < 0)
    return;
  pl_loop_remove (dial->loop, attempt);
  close (attempt->fd);
  attempt->fd = -1;
  dial->n_waiting--;
}

static void
finish (PlDial *dial, int fd)
{
  dial->over = TRUE;
  pl_timer_clear (dial->loop, &dial->timer);
  pl_lookups_cancel (dial->lookups, &dial->lookup);
  for (guint i = 0; i < dial->n_attempts; i++)
    hang_up (dial, &dial->attempts[i]);
  dial->done (dial->owner, fd);
}

static void
attempt_ready (PlWatch *attempt, guint32 events)
{
  PlDial *dial = attempt->owner;
  int error = 0;
  socklen_t size = sizeof error;
  int fd = attempt->fd;

  if (getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0 &&
      (events & EPOLLOUT) != 0) {
    pl_loop_remove (dial->loop, attempt);
    attempt->fd = -1;
    dial->n_waiting--;
    finish (dial, fd);
    return;
  }
  hang_up (dial, attempt);
  /* RFC 8305 section 5: one that failed makes room for the next at once. */
  dial->attempt_ms = 0;
  step (dial);
}

static socklen_t
socket_address (const PlDial *dial,
                PlFamily family,
                const PlLookupAddress *address,
                struct sockaddr_storage *out)
{
  memset (out, 0, sizeof *out);
  if (family == PL_FAMILY_IPV4) {
    struct sockaddr_in *in = (struct sockaddr_in *)out;
    in->sin_family = AF_INET;
    in->sin_port = g_htons (dial->port);
    memcpy (&in->sin_addr, address->bytes, sizeof in->sin_addr);
    return sizeof *in;
  }
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)out;
  in6->sin6_family = AF_INET6;
  in6->sin6_port = g_htons (dial->port);
  memcpy (&in6->sin6_addr, address->bytes, sizeof in6->sin6_addr);
  return sizeof *in6;
}

/* FALSE if it failed at once: there may be no IPv6 here. */
static gboolean
attempt (PlDial *dial, PlFamily family, const PlLookupAddress *address)
{
  PlWatch *watch = &dial->attempts[dial->n_attempts];
  struct sockaddr_storage peer;
  socklen_t size = socket_address (dial, family, address, &peer);

  watch->fd = socket (peer.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  watch->ready = attempt_ready;
  watch->owner = dial;
  if (watch->fd < 0)
    return FALSE;
  if ((connect (watch->fd, (struct sockaddr *)&peer, size) != 0 && errno != EINPROGRESS) ||
      !pl_loop_add (dial->loop, watch, EPOLLOUT)) {
    close (watch->fd);
    return FALSE;
  }
  dial->n_attempts++;
  dial->n_waiting++;
  dial->attempt_ms = pl_loop_now (dial->loop);
  return TRUE;
}

static gboolean
is_untried (const PlDial *dial, PlFamily family)
{
  return dial->tried[family] < dial->lookup.n[family];
}

/* Begins an attempt with the next address, the families in turns. FALSE: there is none left now. */
static gboolean
attempt_next (PlDial *dial)
{
  while (is_untried (dial, PL_FAMILY_IPV6) || is_untried (dial, PL_FAMILY_IPV4)) {
    PlFamily family = is_untried (dial, dial->family) ? dial->family : !dial->family;
    const PlLookupAddress *address = &dial->lookup.addresses[family][dial->tried[family]++];

    if (attempt (dial, family, address)) {
      dial->family = !family;
      return TRUE;
    }
  }
  return FALSE;
}

/* RFC 8305 section 3: IPv4 addresses that are known first wait a little for IPv6. */
static gint64
attempts_from (const PlDial *dial)
{
  gint64 when = dial->attempt_ms != 0 && dial->n_waiting > 0
                    ? dial->attempt_ms + PL_DIAL_ATTEMPT_DELAY_MS
                    : 0;

  if (dial->lookup.pending[PL_FAMILY_IPV6] && dial->n_attempts == 0)
    when = MAX (when, dial->first_answer_ms + PL_DIAL_RESOLUTION_DELAY_MS);
  return when;
}

static void
step (PlDial *dial)
{
  gint64 now = pl_loop_now (dial->loop), limit = dial->begun_ms + PL_DIAL_LIMIT_MS;
  gboolean pending = dial->lookup.pending[0] || dial->lookup.pending[1];
  gboolean known = is_untried (dial, PL_FAMILY_IPV6) || is_untried (dial, PL_FAMILY_IPV4);

  if (dial->first_answer_ms == 0 && known)
    dial->first_answer_ms = now;
  if (known && attempts_from (dial) <= now)
    known = attempt_next (dial);
  if ((!known && !pending && dial->n_waiting == 0) || now >= limit) {
    finish (dial, -1);
    return;
  }
  pl_timer_set (dial->loop, &dial->timer,
                known ? CLAMP (attempts_from (dial), now + 1, limit) : limit);
}

static void
expired (PlTimer *timer)
{
  step (timer->owner);
}

static void
lookup_answered (PlLookup *lookup)
{
  step (lookup->owner);
}

PlDial *
pl_dial_new (PlLoop *loop, PlLookups *lookups, PlDialDone done, gpointer owner)
{
  PlDial *dial = g_new0 (PlDial, 1);

  dial->loop = loop;
  dial->lookups = lookups;
  dial->done = done;
  dial->owner = owner;
  dial->lookup.answered = lookup_answered;
  dial->lookup.owner = dial;
  dial->timer.expired = expired;
  dial->timer.owner = dial;
  return dial;
}

void
pl_dial_begin (PlDial *dial, guint slot, const char *name, guint16 port)
{
  dial->port = port;
  dial->begun_ms = pl_loop_now (dial->loop);
  pl_lookups_start (dial->lookups, &dial->lookup, slot, name);
  step (dial);
}

void
pl_dial_free (PlDial *dial)
{
  if (dial == NULL)
    return;
  pl_timer_clear (dial->loop, &dial->timer);
  pl_lookups_cancel (dial->lookups, &dial->lookup);
  for (guint i = 0; i < dial->n_attempts; i++)
    hang_up (dial, &dial->attempts[i]);
  g_free (dial);
}
