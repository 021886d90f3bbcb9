/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/proxy.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/proxy/keepalive.h"
#include "agent/proxy/tunnel.h"
#include "agent/resolver/choice.h"

/* Taken in a row from one child, before the others have their turn. */
#define ACCEPT_MAX 16
/* How long to leave the kernel alone that has no descriptors. */
#define RETRY_MS 500

#define FAMILIES 2

/* What the verdicts of a slot hang on, apart from the snapshot itself. */
typedef struct {
  gboolean used;
  PlAccess access;
  gboolean contact;
} Standing;

typedef struct {
  PlProxy *proxy;
  PlWatch listeners[FAMILIES]; /* fd -1: none */
  gboolean paused;             /* no more are taken for now: as many as allowed are open */
  PlTunnelList tunnels;
  Standing standing;
} Slot;

struct _PlProxy {
  PlLoop *loop;
  PlTunnels shared;
  guint16 (*port_of) (int fd);
  guint per_slot;
  PlReport report;
  PlTimer timer; /* the next moment at which what holds for a slot with connections ends */
  const PlSnapshot *snapshot; /* not owned, as is the index */
  const PlSiteIndex *index;
  gboolean help_only;
  Slot slots[PL_SLOT_MAX];
};

/* Verdicts: the stub's own. */

/* What a child sees of a site that is not opened. */
static void
fill_page (const PlProxy *proxy, guint slot, const char *name, const PlChoice *choice, PlPage *page)
{
  if (!choice->told) {
    page->kind = choice->kind == PL_CHOICE_REFUSED ? PL_PAGE_NOT_READY : PL_PAGE_NO_NAME;
    return;
  }
  page->kind = PL_PAGE_BLOCKED;
  page->verdict = choice->verdict;
  page->categories = pl_snapshot_categories (proxy->snapshot);
  if (choice->verdict.cause == PL_SITE_BY_HELP_ONLY)
    page->opens = pl_snapshot_opens (proxy->snapshot, slot);
  else if (choice->verdict.cause != PL_SITE_BY_OTHER_NETWORK)
    pl_ask_path (proxy->shared.ask_key, slot, name, page->ask);
}

static gboolean
may_open (
    gpointer owner, guint slot, const char *name, const char **target, gboolean *free, PlPage *page)
{
  PlProxy *proxy = owner;
  PlDnsQuestion question;
  PlChoice choice;

  pl_lookup_question (name, PL_DNS_TYPE_A, &question);
  pl_choice_make (proxy->snapshot, proxy->index, proxy->help_only, slot, pl_loop_now (proxy->loop),
                  &question, &choice);
  *target = choice.target;
  *free = choice.told && choice.verdict.free;
  if (pl_choice_is_forwarded (choice.kind))
    return TRUE;
  if (page != NULL)
    fill_page (proxy, slot, name, &choice, page);
  return FALSE;
}

static void
refused (gpointer owner, guint slot, const char *name, PlSeen seen, gboolean asks, PlPage *page)
{
  PlProxy *proxy = owner;

  if (page->kind != PL_PAGE_BLOCKED)
    return;
  if (!asks)
    pl_report_blocked (&proxy->report, slot, seen, &page->verdict, name, strlen (name));
  else if (page->ask[0] != '\0')
    page->kind = pl_report_asked (&proxy->report, slot, &page->verdict, name, strlen (name))
                     ? PL_PAGE_ASKED
                     : PL_PAGE_NOT_ASKED;
  if (page->kind == PL_PAGE_ASKED)
    page->ask[0] = '\0';
}

static Standing
standing_of (const PlProxy *proxy, guint slot)
{
  PlSiteRules rules;
  Standing standing = { 0 };

  if (proxy->snapshot == NULL ||
      !pl_snapshot_rules (proxy->snapshot, slot, pl_loop_now (proxy->loop), &rules))
    return standing;
  standing.used = TRUE;
  standing.access = rules.access;
  standing.contact = rules.contact != NULL;
  return standing;
}

/* Connections. */

static void
pause_slot (Slot *slot, gboolean paused)
{
  if (slot->paused == paused)
    return;
  slot->paused = paused;
  for (guint i = 0; i < FAMILIES; i++)
    if (slot->listeners[i].fd >= 0)
      pl_loop_modify (slot->proxy->loop, &slot->listeners[i], paused ? 0 : EPOLLIN);
}

static void
wake_at (PlProxy *proxy, gint64 when_ms)
{
  if (when_ms != G_MAXINT64 && (proxy->timer.place == 0 || when_ms < proxy->timer.when_ms))
    pl_timer_set (proxy->loop, &proxy->timer, when_ms);
}

/* A lease or a child's time may run out without a word from the agent. */
static void
watch (const Slot *slot)
{
  PlProxy *proxy = slot->proxy;
  guint number = slot - proxy->slots;

  if (proxy->snapshot != NULL && slot->tunnels.first != NULL)
    wake_at (proxy, pl_snapshot_ends_at (proxy->snapshot, number, pl_loop_now (proxy->loop)));
}

static void
listener_ready (PlWatch *listener, guint32 events)
{
  Slot *slot = listener->owner;
  PlProxy *proxy = slot->proxy;
  guint number = slot - proxy->slots;

  for (guint i = 0; i < ACCEPT_MAX; i++) {
    int fd = slot->tunnels.n < proxy->per_slot
                 ? accept4 (listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)
                 : -1;
    if (fd >= 0) {
      proxy->report.queries++;
      pl_tunnel_open (&proxy->shared, &slot->tunnels, number, fd, proxy->port_of (fd));
      continue;
    }
    /* As many as are allowed, or no descriptors: the others wait in the kernel's queue. */
    if (slot->tunnels.n >= proxy->per_slot) {
      pause_slot (slot, TRUE);
    } else if (errno != EAGAIN && errno != ECONNABORTED) {
      pause_slot (slot, TRUE);
      wake_at (proxy, pl_loop_now (proxy->loop) + RETRY_MS);
    }
    break;
  }
  watch (slot);
}

static void
tunnel_closed (gpointer owner, guint slot)
{
  PlProxy *proxy = owner;

  pause_slot (&proxy->slots[slot], FALSE);
}

static void
bytes_passed (gpointer owner, guint slot, guint64 bytes, gboolean free)
{
  pl_report_traffic (&((PlProxy *)owner)->report, slot, bytes, free);
}

static void
expired (PlTimer *timer)
{
  PlProxy *proxy = timer->owner;

  for (guint i = 0; i < PL_SLOT_MAX; i++) {
    Slot *slot = &proxy->slots[i];
    Standing now;

    pause_slot (slot, FALSE);
    if (slot->tunnels.first == NULL)
      continue;
    now = standing_of (proxy, i);
    if (memcmp (&now, &slot->standing, sizeof now) != 0)
      pl_tunnels_judge (&slot->tunnels);
    slot->standing = now;
    watch (slot);
  }
}

void
pl_proxy_set_rules (PlProxy *proxy,
                    const PlSnapshot *snapshot,
                    const PlSiteIndex *index,
                    gboolean help_only)
{
  proxy->snapshot = snapshot;
  proxy->index = index;
  proxy->help_only = help_only;
  pl_lookups_set_snapshot (proxy->shared.lookups, snapshot);
  pl_report_flush (&proxy->report);
  pl_timer_clear (proxy->loop, &proxy->timer);
  for (guint i = 0; i < PL_SLOT_MAX; i++) {
    pl_report_expect (&proxy->report, i, snapshot != NULL && pl_snapshot_time_stands (snapshot, i));
    pause_slot (&proxy->slots[i], FALSE);
    pl_tunnels_judge (&proxy->slots[i].tunnels);
    proxy->slots[i].standing = standing_of (proxy, i);
    watch (&proxy->slots[i]);
  }
}

static void
drop_listener (PlProxy *proxy, PlWatch *listener)
{
  if (listener->fd < 0)
    return;
  pl_loop_remove (proxy->loop, listener);
  close (listener->fd);
  listener->fd = -1;
}

void
pl_proxy_set_socket (PlProxy *proxy, guint slot, PlSocketKind kind, int fd)
{
  Slot *it = &proxy->slots[slot];
  PlWatch *listener = &it->listeners[kind == PL_SOCKET_TCP6];

  if (kind != PL_SOCKET_TCP4 && kind != PL_SOCKET_TCP6) {
    if (fd >= 0)
      close (fd);
    return;
  }
  drop_listener (proxy, listener);
  if (fd < 0) {
    /* The slot is somebody else's from now on, or nobody's. */
    pl_tunnels_close (&it->tunnels);
    return;
  }
  pl_keepalive_set (fd);
  *listener = (PlWatch){ .fd = fd, .ready = listener_ready, .owner = it };
  if (!pl_loop_add (proxy->loop, listener, it->paused ? 0 : EPOLLIN))
    drop_listener (proxy, listener);
}

PlProxy *
pl_proxy_new (PlLoop *loop,
              const PlProxyOptions *options,
              PlReportSend report,
              gpointer report_data)
{
  PlProxy *proxy = g_new0 (PlProxy, 1);

  /* splice has no MSG_NOSIGNAL: else one server that hangs up would end the proxy. */
  signal (SIGPIPE, SIG_IGN);
  proxy->loop = loop;
  proxy->port_of = options->port_of;
  proxy->per_slot = options->per_slot;
  proxy->timer = (PlTimer){ .expired = expired, .owner = proxy };
  proxy->shared = (PlTunnels){
    .loop = loop,
    .lookups = pl_lookups_new (loop, options->cache_key),
    .pipes = pl_pipes_new (),
    .https_port = options->https_port,
    .http_port = options->http_port,
    .opening_ms = options->opening_ms,
    .idle_ms = options->idle_ms,
    .may_open = may_open,
    .refused = refused,
    .passed = bytes_passed,
    .closed = tunnel_closed,
    .owner = proxy,
  };
  memcpy (proxy->shared.ask_key, options->ask_key, sizeof options->ask_key);
  pl_report_init (&proxy->report, loop, report, report_data);
  for (guint i = 0; i < PL_SLOT_MAX; i++) {
    proxy->slots[i].proxy = proxy;
    proxy->slots[i].listeners[0].fd = proxy->slots[i].listeners[1].fd = -1;
  }
  return proxy;
}

void
pl_proxy_free (PlProxy *proxy)
{
  if (proxy == NULL)
    return;
  for (guint i = 0; i < PL_SLOT_MAX; i++) {
    pl_tunnels_close (&proxy->slots[i].tunnels);
    drop_listener (proxy, &proxy->slots[i].listeners[0]);
    drop_listener (proxy, &proxy->slots[i].listeners[1]);
  }
  pl_timer_clear (proxy->loop, &proxy->timer);
  pl_report_clear (&proxy->report);
  pl_lookups_free (proxy->shared.lookups);
  pl_pipes_free (proxy->shared.pipes);
  g_free (proxy);
}

guint64
pl_proxy_connections (const PlProxy *proxy)
{
  return proxy->report.queries;
}
