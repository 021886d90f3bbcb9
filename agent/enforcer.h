/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/leave-taking.h"
#include "agent/net/worker-protocol.h"
#include "agent/records/household.h"
#include "agent/records/store.h"
#include "agent/site-inquiry.h"
#include "agent/workers.h"
#include "policy/day.h"
#include "policy/verdict.h"

G_BEGIN_DECLS

/*
 * Asks the policy what holds for each child now, and makes it so: the snapshot to the workers, the
 * elements of the firewall, an alarm for the next change. The only place where verdicts leave the
 * policy.
 */
typedef struct _PlEnforcer PlEnforcer;

typedef struct {
  const char *resolver_socket; /* of the DNS stub's unit */
  const char *proxy_socket;    /* of the web proxy's */
  const char *state;           /* folder for the slot table */
  const char *run;             /* folder in memory for what outlives the agent */
  const char *bus_address;     /* nullable: of the bus that the session manager is on */
  gint64 lease_ms;             /* PL_LEASE_MS, shorter in tests */
  gint64 visit_ms;             /* PL_VISIT_MS, shorter in tests */
} PlEnforcerOptions;

/* Needs CAP_NET_ADMIN. Enforces nothing before the first household. */
PlEnforcer *pl_enforcer_new (const PlEnforcerOptions *options, GError **error);
void pl_enforcer_free (PlEnforcer *enforcer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlEnforcer, pl_enforcer_free)

/* Where usage is kept; before the first household. The store outlives the enforcer. */
void pl_enforcer_set_store (PlEnforcer *enforcer, PlStore *store);
/* Called when a child is to be told that time, a session or a help visit ends (T5, T11). */
void pl_enforcer_on_notice (PlEnforcer *enforcer, PlLeaveNotice callback, gpointer data);
/* Called when something else holds for a child than before (uid), but for an allowance that runs down. */
void pl_enforcer_on_changed (PlEnforcer *enforcer,
                             void (*callback) (uid_t uid, gpointer data),
                             gpointer data);
/* Adds what staff are to be told (char *) of clock and sessions. */
void pl_enforcer_problems (const PlEnforcer *enforcer, GPtrArray *problems);

/* Who lives here from now on. Transfer full; enforced at once. */
void pl_enforcer_set_household (PlEnforcer *enforcer, PlHousehold *household);
/* The site index that the workers use. fd: transfer full; -1: the home has none. */
void pl_enforcer_set_index (PlEnforcer *enforcer, int fd);

/* Owned by the enforcer, until the next household. */
const PlHousehold *pl_enforcer_household (const PlEnforcer *enforcer);

/* What holds for a child of the household now; PL_REASON_NETWORK says that it is because of the network (D3). */
void pl_enforcer_verdict (const PlEnforcer *enforcer, const PlChild *child, PlVerdict *verdict);

/* TRUE if the child has time now, whatever network the computer is on: then a log-in is no help visit. */
gboolean pl_enforcer_has_time (const PlEnforcer *enforcer, const PlChild *child);

/* When the help visit ends that the child is in (T11), in Unix seconds; -1: it is none. */
gint64 pl_enforcer_visit (const PlEnforcer *enforcer, const PlChild *child);
/* The child ends it: the session is locked or ended, as if its time were over. FALSE: it is none. */
gboolean pl_enforcer_leave_visit (PlEnforcer *enforcer, const PlChild *child);
/* It lasts as long from now on as one that begins now (WCAG 2.2, 2.2.1). FALSE if the child is in none. */
gboolean pl_enforcer_extend_visit (PlEnforcer *enforcer, const PlChild *child);

/* What can be shown of the child's today and tomorrow; both files of the child and the home were read. */
void pl_enforcer_day (const PlEnforcer *enforcer, const PlChild *child, PlDay *day);

/* Asks the policy again now: staff have decided something. */
void pl_enforcer_refresh (PlEnforcer *enforcer);

/*
 * Called after every turn, in the default main context: at each change of what holds, every half minute while a child
 * or staff have a session, and else only when a new day begins.
 */
void pl_enforcer_on_turn (PlEnforcer *enforcer, void (*callback) (gpointer data), gpointer data);

/*
 * Called when a child asks for a site that is blocked (F6): the child's account, and the name as the
 * proxy read it, in normal form. The proxy bounds the rate.
 */
typedef void (*PlSiteAsked) (const char *account, const char *name, gpointer data);
void pl_enforcer_on_asked (PlEnforcer *enforcer, PlSiteAsked callback, gpointer data);

/*
 * Called when a name was blocked for a child, but during a self-test: what the worker says of it
 * (PL_WORKER_BLOCKED), its name bounded and ended.
 */
typedef void (*PlSiteBlocked) (const PlChild *child, const PlWorkerMessage *message, gpointer data);
void pl_enforcer_on_blocked (PlEnforcer *enforcer, PlSiteBlocked callback, gpointer data);

/* The child's slot; 0: there was none left. */
guint pl_enforcer_slot (const PlEnforcer *enforcer, const PlChild *child);

/*
 * Asks the filter about a name (normal form) for every child that has a slot: by what holds now, and, where that is help
 * sites only, by what will hold in the child's hours. As pl_site_inquiries_ask.
 */
gboolean pl_enforcer_inquire (
    PlEnforcer *enforcer, const char *name, PlSiteInquiryDone done, gpointer data, GError **error);

/* From now on no blocked name of these slots (a bit each) is taken: a self-test is going on there. */
void pl_enforcer_set_quiet (PlEnforcer *enforcer, guint64 slots);

/* What the enforcer knows of its own parts, for the self-test (F8). */
typedef struct {
  PlWorkerHealth resolver;
  PlWorkerHealth proxy;
  gboolean firewall_intact; /* FALSE: the rules were not what they must be, and were put back */
  int index;                /* as the workers were given it; -1: none; the enforcer's */
  gint64
      lease_until_ms; /* of the newest snapshot; boot time; G_MAXINT64: nobody is here to need one */
} PlEnforcerHealth;

void pl_enforcer_health (PlEnforcer *enforcer, PlEnforcerHealth *health);

/* TRUE while every worker is connected and has the newest snapshot and the index that it was given. */
gboolean pl_enforcer_is_current (const PlEnforcer *enforcer);

G_END_DECLS
