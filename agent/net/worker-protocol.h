/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/attempts.h"
#include "policy/sites/hostname.h"
#include "policy/sites/site-rules.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * What the agent and a worker say to each other: fixed-size messages on a SOCK_SEQPACKET socket,
 * one a packet, descriptors beside them (SCM_RIGHTS).
 *
 * The worker's unit listens on the socket (root only); the agent connects. What the agent hands
 * over (listening sockets, snapshot, index) the worker keeps in its unit's descriptor store
 * (sd_notify FDSTORE=1), so that a worker that died is back with all of it, agent or no agent.
 */
#define PL_WORKER_PROTOCOL_VERSION 2

/* Descriptors as the unit knows them (FDNAME), and in LISTEN_FDNAMES when the worker starts. */
#define PL_FDNAME_CONTROL  "control"  /* the listening SOCK_SEQPACKET socket */
#define PL_FDNAME_SNAPSHOT "snapshot" /* sealed memfd */
#define PL_FDNAME_INDEX    "index"    /* the site index, read-only */
/* "slot-N-udp4", "slot-N-udp6", "slot-N-tcp4", "slot-N-tcp6": bound sockets of slot N */
#define PL_FDNAME_SLOT_FORMAT "slot-%u-%s"

typedef enum {
  PL_SOCKET_UDP4 = 0,
  PL_SOCKET_UDP6 = 1,
  PL_SOCKET_TCP4 = 2,
  PL_SOCKET_TCP6 = 3,
} PlSocketKind;
#define PL_SOCKET_KINDS 4

/* Messages. Values are sent and never change. */
typedef enum {
  /* worker to agent */
  PL_WORKER_HELLO = 1,    /* after accept and after every change: version, what it holds */
  PL_WORKER_BLOCKED = 2,  /* a name was blocked: slot, category, cause, name */
  PL_WORKER_ACTIVITY = 3, /* traffic of a slot since the last one, told with each snapshot */
  PL_WORKER_ASKED = 4,    /* the child asks for a site that is blocked: as BLOCKED */
  PL_WORKER_VERDICT = 5,  /* what LOOK asked */
  /* agent to worker */
  PL_WORKER_SOCKET =
      16, /* one descriptor: a socket of a slot (slot, kind); replaces and closes the old one */
  PL_WORKER_SNAPSHOT = 17, /* one descriptor */
  PL_WORKER_INDEX = 18,    /* one descriptor; none: there is no index */
  PL_WORKER_FORGET = 19,   /* close a slot's sockets */
  PL_WORKER_LOOK = 20,     /* what would be decided about a name; nobody is told of it */
} PlWorkerMessageType;

typedef struct {
  guint32 type;
  guint32 slot;
  union {
    struct {
      guint32 version;
      guint32 sockets_held;    /* how many sockets */
      guint64 slots_held;      /* bit a slot that has sockets */
      guint64 snapshot_serial; /* 0: none */
      guint64 index_size;      /* 0: none */
      guint64 queries;         /* answered since start: for self-test and benchmarks */
    } hello;
    struct {
      gint32 category;
      guint32 cause; /* PlSiteCause */
      guint32
          seen; /* PlSeen: both workers tell of one visit; policy/sites/attempts.h makes one of it */
      guint32 length; /* of name */
      char name[PL_HOSTNAME_MAX + 3];
    } blocked;
    struct {
      gint64 first; /* a second of CLOCK_BOOTTIME; of the next two a bit for each from there on: */
      guint64 traffic; /* bytes passed */
      guint64 free; /* bytes of what does not count as use: learning sites, help, agreed contact */
      guint64 bytes;
    } activity;
    struct {
      guint32 kind; /* PlSocketKind */
    } socket;
    /* LOOK fills question, part, access, length and name; VERDICT gives them back, and the rest. */
    struct {
      guint16 question, part; /* the agent's own */
      guint16 rule_offset, rule_length;
      gint16 category;
      guint16 length; /* of name */
      guint8 access;  /* PlAccess to decide by, whatever the slot's is */
      guint8 answer;  /* PlSiteAnswer */
      guint8 cause;   /* PlSiteCause */
      guint8 safe;    /* the search engine or video site is its safe form (F4) */
      char name[PL_HOSTNAME_MAX + 3];
    } look;
  };
} PlWorkerMessage;

G_END_DECLS
