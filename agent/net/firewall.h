/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "policy/people/level.h"

G_BEGIN_DECLS

/*
 * The firewall (design.md section 2). The rules are one fixed text, base.nft, loaded before the
 * network and outliving the agent; the agent changes only elements of its maps and sets, in one
 * transaction. What opens something (a level's ports, the staff redirect) is an element that
 * expires unless it is renewed; what restricts (a child's redirect) is an element that stays.
 *
 * One libnftables context, used by one thread: all calls come from the thread of the main loop.
 * Rules are made of integers only, so no name is ever looked up.
 */
typedef struct _PlFirewall PlFirewall;

/* How long an opening element lasts without renewal, in seconds; renew every 30 s. */
#define PL_FIREWALL_LEASE_S 90

typedef struct {
  guint slot; /* 1 to PL_SLOT_MAX - 1 */
  uid_t uid;
  gboolean web;        /* the proxy serves this slot; FALSE: TCP 80 and 443 are refused */
  guint n_ports;       /* open ports now; 0 while help-only. With any, ping is open, too */
  const PlPort *ports; /* not owned */
} PlFirewallChild;

typedef struct {
  guint n_children;
  const PlFirewallChild *children;
  guint n_staff;
  const uid_t *staff;
  gboolean staff_filtered; /* staff DNS goes to the staff slot (F9), as long as it is renewed */
  guint n_exempt;
  const uid_t
      *exempt;   /* uids from 1000 up that are neither child nor staff, as the home lists them */
  guint lease_s; /* 0: PL_FIREWALL_LEASE_S */
} PlFirewallState;

/* Packets since the rules were loaded. */
typedef struct {
  guint64 refused; /* a child's, by default deny */
  guint64 capped;  /* a child's, over the number of flows */
  guint64 stray;   /* a child's, about to leave on a device that it may not use */
  guint64 crossed; /* answers to a child by somebody else's local server */
  guint64 forwarded;
} PlFirewallCounters;

PlFirewall *pl_firewall_new (GError **error);
void pl_firewall_free (PlFirewall *firewall); /* the rules stay */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFirewall, pl_firewall_free)

/* The base rules, as the agent was built with them. */
const char *pl_firewall_base_rules (void);

/*
 * Makes sure that the base rules are there, unchanged; puts them (back) where they are not, with the
 * elements of the last pl_firewall_apply. put_back: nullable, set to TRUE if that was needed.
 */
gboolean pl_firewall_ensure_base (PlFirewall *firewall, gboolean *put_back, GError **error);

/*
 * At boot: loads the base rules with the elements of state, in one transaction, where they are
 * missing or changed; rules that stand are left with whatever elements they have.
 */
gboolean pl_firewall_load (PlFirewall *firewall, const PlFirewallState *state, GError **error);

/* Takes the rules away, when Porchlight is uninstalled: everybody is open then. */
gboolean pl_firewall_remove (PlFirewall *firewall, GError **error);

/*
 * Brings the elements to state and renews the leases, in one transaction; with base rules that
 * are missing or changed, those first. Restricting elements that stand already are not touched.
 */
gboolean pl_firewall_apply (PlFirewall *firewall, const PlFirewallState *state, GError **error);

/*
 * Watches for changes by others from the default main context; what was removed is put back at
 * once, and then callback (nullable) is called: error is NULL if that succeeded.
 */
typedef void (*PlFirewallPutBack) (const GError *error, gpointer data);
gboolean
pl_firewall_watch (PlFirewall *firewall, PlFirewallPutBack callback, gpointer data, GError **error);

/* Reads the counters by listing them. */
gboolean
pl_firewall_read_counters (PlFirewall *firewall, PlFirewallCounters *counters, GError **error);

G_END_DECLS
