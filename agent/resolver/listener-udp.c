/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/listener-private.h"

/* A query with all its options is far below that; a longer datagram is cut, and is then malformed. */
#define QUERY_ROOM 1024

static guint8 queries[PL_BATCH][QUERY_ROOM];
static struct sockaddr_in6 peers[PL_BATCH];
static struct iovec vectors[PL_BATCH];
static struct mmsghdr headers[PL_BATCH];

static void
prepare (void)
{
  for (guint i = 0; i < PL_BATCH; i++) {
    vectors[i] = (struct iovec){ queries[i], QUERY_ROOM };
    headers[i].msg_hdr = (struct msghdr){
      .msg_name = &peers[i],
      .msg_iov = &vectors[i],
      .msg_iovlen = 1,
    };
  }
}

void
pl_listener_udp_ready (PlWatch *watch, guint32 events)
{
  ListenerSocket *it = watch->owner;
  PlListener *listener = it->listener;

  if (headers[0].msg_hdr.msg_iov == NULL)
    prepare ();
  for (guint i = 0; i < PL_BATCH; i++)
    headers[i].msg_hdr.msg_namelen = sizeof peers[i];
  /* Once: what is left makes the socket ready again, and the others come first. */
  int n = recvmmsg (watch->fd, headers, PL_BATCH, MSG_DONTWAIT, NULL);
  for (int i = 0; i < n; i++) {
    PlClient client = { .slot = it->slot,
                        .kind = it->kind,
                        .peer_size = headers[i].msg_hdr.msg_namelen };
    if (client.peer_size > sizeof client.peer)
      continue;
    memcpy (&client.peer, &peers[i], client.peer_size);
    listener->query (listener->user, &client, queries[i], headers[i].msg_len);
  }
}
