/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"
#include "agent/records/household.h"
#include "agent/records/store.h"
#include "agent/time/sessions.h"
#include "policy/day.h"
#include "policy/verdict.h"

G_BEGIN_DECLS

/*
 * Who is here, what was used, and what therefore holds for a child now: sessions, meter and records
 * brought before the policy. The only place where the time and the usage of a verdict come from.
 */
typedef struct _PlTimekeeper PlTimekeeper;

typedef struct {
  const char *run;                 /* folder in memory for what outlives the agent */
  const char *bus_address;         /* nullable: of the bus that the session manager is on */
  void (*changed) (gpointer data); /* somebody came, went, locked ... */
  gpointer data;
} PlTimekeeperOptions;

PlTimekeeper *pl_timekeeper_new (const PlTimekeeperOptions *options);
/* household: nullable; what was counted of it is saved. */
void pl_timekeeper_close (PlTimekeeper *keeper, const PlHousehold *household);

/* Where usage is kept, from now on. It outlives the timekeeper. */
void pl_timekeeper_set_store (PlTimekeeper *keeper, PlStore *store);
/* Who lives here. It is passed with each question, too. */
void pl_timekeeper_set_household (PlTimekeeper *keeper, const PlHousehold *household);

/* FALSE at first, until sessions are known: what held before holds on (sessions.h). */
gboolean pl_timekeeper_is_ready (const PlTimekeeper *keeper);
PlSessions *pl_timekeeper_sessions (PlTimekeeper *keeper);

/* Counts up to now; what it then says is of that moment. */
void pl_timekeeper_look (PlTimekeeper *keeper, const PlHousehold *household);
gint64 pl_timekeeper_boottime_ms (const PlTimekeeper *keeper);
/* The time that it is; that of verdicts. */
gint64 pl_timekeeper_wall_ms (const PlTimekeeper *keeper);

/* Reads what staff have decided, for every child of the household: grants, restrictions, sites. */
void pl_timekeeper_reread (PlTimekeeper *keeper, const PlHousehold *household);
/* Sites that staff's answers allow a child now (F6); nullable, NULL-terminated, until the next reading. */
const char *const *pl_timekeeper_allowed_sites (const PlTimekeeper *keeper, const PlChild *child);

/* TRUE if the child has a session on a device that is for children (D1). */
gboolean pl_timekeeper_is_here (const PlTimekeeper *keeper,
                                const PlHousehold *household,
                                const PlChild *child);

/* TRUE if a child is, or staff have a session; also while nobody can tell who is logged in. */
gboolean pl_timekeeper_anybody_here (const PlTimekeeper *keeper, const PlHousehold *household);
/* The instant at which the home's next day begins. */
gint64 pl_timekeeper_next_day (const PlTimekeeper *keeper, const PlHousehold *household);

/*
 * What holds for a child. Where the clock is in doubt (T8), the stricter of what follows from the
 * time that it shows and from the time that it should show; PL_REASON_CLOCK_DOUBT says so.
 */
void pl_timekeeper_verdict (const PlTimekeeper *keeper,
                            const PlHousehold *household,
                            const PlChild *child,
                            PlVerdict *verdict);
/*
 * The same, to be enforced. TRUE: the allowance stands, for no session is in use and no traffic flows;
 * until is then when the hours end, and the proxy has to tell at once when traffic begins (T7).
 */
gboolean pl_timekeeper_enforced (const PlTimekeeper *keeper,
                                 const PlHousehold *household,
                                 const PlChild *child,
                                 PlVerdict *verdict);

/*
 * Whether the ports that the child's level opens may be open now. What goes through them no worker sees: where an
 * allowance is drawn on, only a session in use counts it, so that without one they are closed (T7).
 */
gboolean pl_timekeeper_sees_ports (const PlTimekeeper *keeper,
                                   const PlChild *child,
                                   const PlVerdict *verdict);

/* What can be shown of the child's days; both files of the child and the home were read. */
void pl_timekeeper_day (const PlTimekeeper *keeper,
                        const PlHousehold *household,
                        const PlChild *child,
                        PlDay *day);

/* The verdict is in force until a boot time: so the child's time runs, or does not. */
void pl_timekeeper_hold (PlTimekeeper *keeper,
                         const PlChild *child,
                         const PlVerdict *verdict,
                         gboolean here,
                         gint64 until_ms);
/* What the proxy tells of a child. */
void
pl_timekeeper_traffic (PlTimekeeper *keeper, const PlChild *child, const PlWorkerMessage *activity);
void pl_timekeeper_save (PlTimekeeper *keeper, const PlHousehold *household);

/* Adds what staff are to be told (char *): a clock in doubt, no session manager. */
void pl_timekeeper_problems (const PlTimekeeper *keeper, GPtrArray *problems);

G_END_DECLS
