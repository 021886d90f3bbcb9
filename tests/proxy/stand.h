/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <check.h>
#include <glib.h>

#include "agent/proxy/proxy.h"

G_BEGIN_DECLS

/*
 * A proxy under test with all that is around it, in one process and on loopback: a resolver, a server
 * for HTTPS and one for HTTP on ports of their own, and a child's end. Names are at 127.0.0.1, where
 * the servers are; but both.* at ::1, too, where nobody listens, private.* at 10.1.2.3, and nowhere.*
 * have no address.
 * Nothing blocks: stand_turn lets all of it go on for a moment; every wait has an end.
 */
#define STAND_WAIT_MS 5000

typedef struct {
  PlLoop *loop;
  PlProxy *proxy;
  int resolver; /* UDP */
  int https;    /* listening */
  int http;
  int slot_socket;  /* the port of slot 1 */
  int other_socket; /* of slot 2 */
  guint16 https_port;
  guint16 http_port;
  guint16 slot_port;
  guint16 other_port;
  guint64 serial;
  PlSnapshot *snapshot;
  GBytes *bytes;
  gboolean silent_ipv6; /* the resolver does not answer for AAAA */
  GPtrArray *asked;     /* names that the resolver was asked for, in normal form */
  PlSafeSearch search;  /* in the snapshots that are given from now on */
  gboolean time_stands; /* the same */
  GArray *events;       /* of PlWorkerMessage: what the agent was told */
} Stand;

/* Slot 1 is a child's, filtered; blocked.example and below is on their own list of closed sites. */
void stand_start (Stand *stand);
/* The same with other limits. */
void stand_start_with (Stand *stand, gint64 opening_ms, guint per_slot);
void stand_stop (Stand *stand);

/* Another snapshot: for how long it holds for the child, and whether the home lists loopback. */
void stand_give_rules (Stand *stand, PlAccess access, gint64 in_ms, gboolean loopback_listed);

void stand_turn (Stand *stand);
/* Answers one question that the proxy has asked, if there is one. */
void stand_answer_query (Stand *stand);
/* TRUE once condition holds; FALSE if it does not for STAND_WAIT_MS. */
#define STAND_WAIT(stand, condition)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 end_us = g_get_monotonic_time () + STAND_WAIT_MS * 1000;                                \
    while (!(condition)) {                                                                         \
      ck_assert_msg (g_get_monotonic_time () < end_us, "never: %s", #condition);                   \
      stand_turn (stand);                                                                          \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

/* The port to which connections that come from now on are taken to be made. */
void stand_ask_port (guint16 port);
/* A connection of the child, as if made to that port. */
int stand_connect (Stand *stand, guint16 port);
/* A connection of another child, of slot 2, who has the same rules. */
int stand_connect_other (Stand *stand, guint16 port);
void stand_send (int fd, const void *bytes, gsize n);
/* Reads until what is given has come, n bytes of it. */
void stand_expect (Stand *stand, int fd, const void *bytes, gsize n);
/* Reads to the end; transfer full, with a NUL behind. An end that is no clean one reads "(reset)". */
char *stand_read_all (Stand *stand, int fd);
/* Waits for a connection to one of the servers. */
int stand_accept (Stand *stand, int listener);
/* TRUE if none has come. */
gboolean stand_is_untouched (Stand *stand, int listener);

/* A ClientHello for a name ("": without); returns its size. */
gsize stand_hello (const char *name, guint8 hello[512]);

G_END_DECLS
