/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <sys/socket.h>

#include "agent/resolver/listener.h"

/* Datagrams read or written by one system call. */
#define PL_BATCH 32

typedef struct {
  PlWatch watch;
  PlListener *listener;
  guint8 slot;
  guint8 kind; /* PlSocketKind */
} ListenerSocket;

/* A TCP client's connection. */
struct _PlConnection {
  PlWatch watch;
  PlTimer timer; /* it is closed then: idle, or too slow */
  PlConnection *next_free;
  PlListener *listener;
  guint8 slot;
  guint8 kind;
  gboolean finished; /* the client will not ask again */
  gboolean sending;  /* output waits for the client to read */
  guint32 serial;
  guint pending; /* queries without an answer */
  gsize read;
  guint8 *output; /* nullable */
  gsize output_size;
  gsize output_sent;
  guint8 input[2 + 1024]; /* longer than any honest query */
};

/* Answers on their way to the clients of one socket. */
typedef struct {
  int fd; /* -1: none */
  guint n;
  struct mmsghdr headers[PL_BATCH];
  struct iovec vectors[PL_BATCH];
  struct sockaddr_in6 peers[PL_BATCH];
  guint8 answers[PL_BATCH][PL_DNS_UDP_MAX];
} Outbox;

struct _PlListener {
  PlLoop *loop;
  PlListenerQuery query;
  gpointer user;
  ListenerSocket sockets[PL_SLOT_MAX][PL_SOCKET_KINDS];
  Outbox outbox;
  guint8 stream_answer[2 + PL_DNS_MESSAGE_MAX];
  guint32 serial;
  gsize output_total; /* bytes that wait for clients to read */
  guint connections_of_slot[PL_SLOT_MAX];
  PlConnection *connections; /* the pool */
  PlConnection *free_connections;
};

void pl_listener_udp_ready (PlWatch *watch, guint32 events);
void pl_listener_tcp_ready (PlWatch *watch, guint32 events);
void pl_connections_init (PlListener *listener);
void pl_connections_clear (PlListener *listener);
/* Closes those of a slot's socket. */
void pl_connections_close (PlListener *listener, guint slot, guint kind);
void pl_connection_send (PlConnection *connection, guint8 *framed, gsize size);
