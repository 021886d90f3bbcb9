/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/firewall.h"
#include "agent/records/household.h"
#include "policy/snapshot.h"
#include "policy/verdict.h"

G_BEGIN_DECLS

/*
 * One round of the enforcer: what holds at one moment, gathered child by child on its way to the
 * workers and the firewall.
 */
typedef struct {
  gint64 boottime_ms;
  gint64 wall_ms;
  gint64 next_ms; /* boot time of the next change or renewal */
  PlSnapshotSource source;
  GArray *children; /* of PlFirewallChild */
  GArray *exempt;   /* of uid_t: adults, whose control has ended (L5) */
  GPtrArray *names; /* owns lists that source points to */
} PlRound;

/* A child's part in a round. */
typedef struct {
  const PlChild *child;
  guint slot;
  const PlVerdict *verdict;
  gboolean here;              /* has a session, and nothing else keeps the child help-only */
  gboolean other_network;     /* the computer is on a network that is not for children (D3) */
  const char *const *allowed; /* nullable: sites beside the profile's (F6) */
  gboolean web;               /* the proxy serves the slot */
  gboolean stands;            /* the allowance does, until there is traffic */
  gboolean ports;             /* those that the level opens may be open now */
  gint64 until_ms;            /* boot time; workers turn the slot help-only then */
} PlRoundChild;

/* A moment, until which the round stands if nothing changes before. */
void pl_round_init (PlRound *round, gint64 boottime_ms, gint64 wall_ms, gint64 next_ms);
void pl_round_clear (PlRound *round);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlRound, pl_round_clear)

/* Boot time in milliseconds of an instant of the wall clock, as it goes now. */
gint64 pl_round_boottime (const PlRound *round, gint64 instant);
/* Something changes at an instant; PL_INSTANT_NONE: nothing does. */
void pl_round_change_at (PlRound *round, gint64 instant);

/* home: nullable. Nothing here is copied: home and household outlive the round. */
void pl_round_add_home (PlRound *round, const PlHome *home);
void
pl_round_add_child (PlRound *round, const PlHousehold *household, const PlRoundChild *of_child);

G_END_DECLS
