/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/enforcer.h"
#include "agent/leave-taking.h"
#include "agent/net/firewall.h"
#include "agent/net/slot-table.h"
#include "agent/net/upstream.h"
#include "agent/networks.h"
#include "agent/time/alarm.h"
#include "agent/timekeeper.h"
#include "agent/workers.h"

G_BEGIN_DECLS

/*
 * What the files of the enforcer share: enforcer.c (the turns), enforcer-messages.c (what the workers say),
 * enforcer-inquiry.c (why a site is blocked).
 */

/* How long before an end by use it is looked at once more. */
#define PL_ENFORCER_LOOK_BEFORE_MS 2000

/* What held for a child at the last turn. */
typedef struct {
  gboolean known;
  gboolean online;
  guint reasons;
  gint64 until_ms;
} PlEnforcerHeld;

struct _PlEnforcer {
  gint64 lease_ms;
  PlFirewall *firewall;
  char *open_accounts; /* file for the next boot */
  PlSlotTable *slots;
  PlWorkers *workers;
  PlSiteInquiries *inquiries;
  PlAlarm *alarm;
  PlUpstreamWatch *upstreams;
  PlNetworks *networks;
  PlTimekeeper *keeper;
  PlLeaveTaking *leave;
  PlHousehold *household; /* nullable before the first */
  char **help;
  char **encrypted_dns;
  char **learning;
  guint64 quiet; /* slots of which no blocked name is taken now, a bit each */
  /* Boot time: until when a child's slot was told to be online, 0: is not. */
  gint64 until_ms[PL_SLOT_MAX];
  PlEnforcerHeld held[PL_SLOT_MAX];
  void (*on_changed) (uid_t uid, gpointer data);
  gpointer on_changed_data;
  gboolean staff_filtered; /* as the firewall has it */
  gboolean web_open;       /* the same */
  void (*on_turn) (gpointer data);
  gpointer on_turn_data;
  guint asked; /* sites that children asked for */
  PlSiteBlocked on_blocked;
  gpointer on_blocked_data;
  PlSiteAsked on_asked;
  gpointer on_asked_data;
};

/* Takes what a worker says. TRUE where it changes what holds for a child, so that a turn is due. */
gboolean pl_enforcer_take_message (PlEnforcer *enforcer, const PlWorkerMessage *message);

G_END_DECLS
