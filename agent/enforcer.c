/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/enforcer.h"

#include <string.h>

#include "agent/enforcer-private.h"
#include "agent/net/open-accounts.h"
#include "agent/round.h"
#include "policy/data/shipped.h"
#include "policy/error.h"

/* Leases are renewed three times in their life, so that one missed renewal closes nothing. */
#define RENEWALS 3

/* How long to leave the kernel alone after it refused the rules. */
#define RETRY_MS 1000

/* An end that moves by less between two turns is the same, and only draws nearer or stands. */
#define SAME_END_MS 60000

void
pl_enforcer_verdict (const PlEnforcer *enforcer, const PlChild *child, PlVerdict *verdict)
{
  pl_timekeeper_look (enforcer->keeper, enforcer->household);
  pl_timekeeper_verdict (enforcer->keeper, enforcer->household, child, verdict);
  if (verdict->adult || pl_networks_are_for (enforcer->networks, enforcer->household, child))
    return;
  /* It ends when the computer is on another network, which nobody can foretell. */
  verdict->online = verdict->drawn = FALSE;
  verdict->until = PL_INSTANT_NONE;
  verdict->reasons |= PL_REASON_NETWORK;
}

gboolean
pl_enforcer_has_time (const PlEnforcer *enforcer, const PlChild *child)
{
  PlVerdict verdict;

  pl_timekeeper_look (enforcer->keeper, enforcer->household);
  pl_timekeeper_verdict (enforcer->keeper, enforcer->household, child, &verdict);
  return verdict.online;
}

void
pl_enforcer_day (const PlEnforcer *enforcer, const PlChild *child, PlDay *day)
{
  pl_timekeeper_look (enforcer->keeper, enforcer->household);
  pl_timekeeper_day (enforcer->keeper, enforcer->household, child, day);
}

static gboolean
is_here (const PlEnforcer *enforcer, const PlChild *child)
{
  return pl_timekeeper_is_here (enforcer->keeper, enforcer->household, child);
}

/* In force until the lease ends, or before. */
static void
hold (PlEnforcer *enforcer, const PlRound *round, const PlRoundChild *of_child)
{
  gboolean open = of_child->here && !of_child->other_network;
  gint64 until_ms = MIN (of_child->until_ms, round->source.lease_until_ms);

  enforcer->until_ms[of_child->slot] = of_child->verdict->online && open ? of_child->until_ms : 0;
  pl_timekeeper_hold (enforcer->keeper, of_child->child, of_child->verdict, open, until_ms);
}

/* The child is told that something else holds, so that no program has to ask again and again. */
static void
tell_changed (PlEnforcer *enforcer, const PlRoundChild *of_child)
{
  guint other = of_child->other_network ? PL_REASON_NETWORK : 0;
  const PlEnforcerHeld now = { TRUE, of_child->verdict->online, of_child->verdict->reasons | other,
                               of_child->until_ms };
  const PlEnforcerHeld before = enforcer->held[of_child->slot];
  gboolean same = before.online == now.online && before.reasons == now.reasons &&
                  ABS (before.until_ms - now.until_ms) < SAME_END_MS;

  enforcer->held[of_child->slot] = now;
  if (enforcer->on_changed != NULL && !(before.known && same))
    enforcer->on_changed (of_child->child->uid, enforcer->on_changed_data);
}

/* A session goes on over a network that is not for the child: only time that is up ends one. */
static void
take_leave (PlEnforcer *enforcer, PlRound *round, const PlRoundChild *of_child)
{
  const PlTimeEndInput time = {
    .now_ms = round->boottime_ms,
    .online = of_child->verdict->online && of_child->here,
    .stands = of_child->stands,
    .until_ms = of_child->until_ms,
  };
  gint64 next_ms = pl_leave_taking_step (enforcer->leave, of_child->child, &time);

  round->next_ms = MIN (round->next_ms, next_ms);
}

/*
 * An end that comes by use is looked at a moment before: the proxy tells then what has not counted, so that nobody is
 * cut off in the middle of learning.
 */
static void
look_before (PlRound *round, const PlRoundChild *of_child)
{
  gint64 before_ms = of_child->until_ms - PL_ENFORCER_LOOK_BEFORE_MS;

  if (of_child->verdict->drawn && of_child->verdict->left_s >= 0 && before_ms > round->boottime_ms)
    round->next_ms = MIN (round->next_ms, before_ms);
}

static void
add_child (PlEnforcer *enforcer, PlRound *round, const PlChild *child)
{
  PlVerdict verdict;
  PlRoundChild of_child = {
    .child = child,
    .slot = pl_slot_table_find (enforcer->slots, child->uid),
    .verdict = &verdict,
    .here = is_here (enforcer, child),
    .allowed = pl_timekeeper_allowed_sites (enforcer->keeper, child),
    .web = enforcer->web_open,
    .until_ms = G_MAXINT64,
  };

  if (of_child.slot == 0)
    return;
  of_child.stands = pl_timekeeper_enforced (enforcer->keeper, enforcer->household, child, &verdict);
  of_child.ports = pl_timekeeper_sees_ports (enforcer->keeper, child, &verdict);
  of_child.other_network =
      !verdict.adult && !pl_networks_are_for (enforcer->networks, enforcer->household, child);
  /* With no end in sight the workers hear again in time. */
  if (verdict.until != PL_INSTANT_NONE)
    of_child.until_ms = pl_round_boottime (round, verdict.until);
  pl_round_add_child (round, enforcer->household, &of_child);
  hold (enforcer, round, &of_child);
  take_leave (enforcer, round, &of_child);
  tell_changed (enforcer, &of_child);
  if (!of_child.here)
    return;
  pl_round_change_at (round, verdict.contact_until);
  pl_round_change_at (round, verdict.until);
  look_before (round, &of_child);
}

static gboolean
apply_firewall (PlEnforcer *enforcer, const PlRound *round, GError **error)
{
  const GArray *staff = enforcer->household->staff;
  PlFirewallState state = {
    .n_children = round->children->len,
    .children = (const PlFirewallChild *)round->children->data,
    .n_staff = staff->len,
    .staff = (const uid_t *)staff->data,
    .staff_filtered = enforcer->staff_filtered,
    .n_exempt = round->exempt->len,
    .exempt = (const uid_t *)round->exempt->data,
    .lease_s = MAX (enforcer->lease_ms / 1000, 1),
  };

  return pl_firewall_apply (enforcer->firewall, &state, error) &&
         pl_open_accounts_write (enforcer->open_accounts, &state, error);
}

/*
 * With nobody here nothing is open to a child, and no staff ask for a name: then leases run out, and a new
 * day is the next that changes anything.
 */
static void
begin (PlEnforcer *enforcer, PlRound *round)
{
  PlTimekeeper *keeper = enforcer->keeper;
  gint64 now_ms = pl_timekeeper_boottime_ms (keeper);

  pl_round_init (round, now_ms, pl_timekeeper_wall_ms (keeper), G_MAXINT64);
  if (pl_timekeeper_anybody_here (keeper, enforcer->household))
    round->next_ms = now_ms + enforcer->lease_ms / RENEWALS;
  else
    pl_round_change_at (round, pl_timekeeper_next_day (keeper, enforcer->household));
}

static void
gather (PlEnforcer *enforcer, PlRound *round)
{
  round->source.lease_until_ms = round->boottime_ms + enforcer->lease_ms;
  round->source.help = (const char *const *)enforcer->help;
  round->source.encrypted_dns = (const char *const *)enforcer->encrypted_dns;
  round->source.learning = (const char *const *)enforcer->learning;
  pl_round_add_home (round, enforcer->household->home);
  enforcer->staff_filtered = pl_workers_resolver (enforcer->workers).up;
  enforcer->web_open = pl_workers_proxy (enforcer->workers).up;
  for (guint i = 0; i < enforcer->household->children->len; i++)
    add_child (enforcer, round, enforcer->household->children->pdata[i]);
}

/* Until it is known who and what is there, what held before holds on. */
static gboolean
is_ready (const PlEnforcer *enforcer)
{
  return enforcer->household != NULL && pl_timekeeper_is_ready (enforcer->keeper) &&
         pl_networks_is_settled (enforcer->networks) && pl_workers_are_settled (enforcer->workers);
}

static void
enforce (gpointer data)
{
  PlEnforcer *enforcer = data;
  g_auto (PlRound) round = { 0 };
  g_autoptr (GError) error = NULL;

  if (!is_ready (enforcer))
    return;
  pl_timekeeper_look (enforcer->keeper, enforcer->household);
  pl_timekeeper_reread (enforcer->keeper, enforcer->household);
  begin (enforcer, &round);
  gather (enforcer, &round);

  /* The snapshot first: a child who is redirected to a slot shall find its rules there. */
  if (!pl_workers_publish (enforcer->workers, &round.source, &error) ||
      !apply_firewall (enforcer, &round, &error)) {
    g_critical ("%s", error->message);
    round.next_ms = MIN (round.next_ms, round.boottime_ms + RETRY_MS);
  }
  pl_alarm_set (enforcer->alarm, round.next_ms);
  pl_timekeeper_save (enforcer->keeper, enforcer->household);
  if (enforcer->on_turn != NULL)
    enforcer->on_turn (enforcer->on_turn_data);
}

static void
on_put_back (const GError *error, gpointer data)
{
  if (error != NULL)
    g_critical ("firewall: the rules were removed and cannot be put back: %s", error->message);
  else
    g_warning ("firewall: somebody removed the rules; they are back");
}

gint64
pl_enforcer_visit (const PlEnforcer *enforcer, const PlChild *child)
{
  gint64 end_ms = pl_leave_taking_visit (enforcer->leave, child);
  gint64 left_ms = end_ms - pl_timekeeper_boottime_ms (enforcer->keeper);

  return end_ms != G_MAXINT64 ? pl_timekeeper_wall_ms (enforcer->keeper) / 1000 + left_ms / 1000
                              : -1;
}

gboolean
pl_enforcer_leave_visit (PlEnforcer *enforcer, const PlChild *child)
{
  gint64 now_ms = pl_timekeeper_boottime_ms (enforcer->keeper);

  if (!pl_leave_taking_leave_visit (enforcer->leave, child, now_ms))
    return FALSE;
  enforce (enforcer);
  return TRUE;
}

gboolean
pl_enforcer_extend_visit (PlEnforcer *enforcer, const PlChild *child)
{
  pl_timekeeper_look (enforcer->keeper, enforcer->household);
  if (!pl_leave_taking_extend_visit (enforcer->leave, child,
                                     pl_timekeeper_boottime_ms (enforcer->keeper)))
    return FALSE;
  enforce (enforcer);
  return TRUE;
}

/*
 * Staff are sent to the stub only while it answers: a broken filter never cuts them off (F9).
 * Children are sent to the proxy only while it is there; without it the web is closed to them.
 */
static gboolean
workers_changed (const PlEnforcer *enforcer)
{
  return !pl_workers_have_rules (enforcer->workers) ||
         pl_workers_resolver (enforcer->workers).up != enforcer->staff_filtered ||
         pl_workers_proxy (enforcer->workers).up != enforcer->web_open;
}

/* One came or went (message NULL), or said something. */
static void
on_worker_event (const PlWorkerMessage *message, gpointer data)
{
  PlEnforcer *enforcer = data;
  gboolean of_itself = message == NULL || message->type == PL_WORKER_HELLO;

  if (of_itself ? workers_changed (enforcer) : pl_enforcer_take_message (enforcer, message))
    enforce (enforcer);
}

PlEnforcer *
pl_enforcer_new (const PlEnforcerOptions *options, GError **error)
{
  g_autoptr (PlEnforcer) enforcer = g_new0 (PlEnforcer, 1);
  g_autofree char *slots = g_build_filename (options->state, "slots", NULL);
  g_autofree char *ends = g_build_filename (options->run, "ends", NULL);

  enforcer->lease_ms = options->lease_ms;
  enforcer->help = pl_shipped_names ("help-sites.list");
  enforcer->encrypted_dns = pl_shipped_names ("encrypted-dns.list");
  enforcer->learning = pl_shipped_names ("learning-sites.list");
  enforcer->slots = pl_slot_table_read (slots);
  enforcer->open_accounts = g_build_filename (options->state, PL_OPEN_ACCOUNTS_FILE, NULL);
  enforcer->workers =
      pl_workers_new (options->resolver_socket, options->proxy_socket, on_worker_event, enforcer);
  enforcer->inquiries = pl_site_inquiries_new (enforcer->workers);
  enforcer->upstreams = pl_upstream_watch_new (enforce, enforcer);
  enforcer->networks = pl_networks_new (options->bus_address, enforce, enforcer);
  PlTimekeeperOptions keeper = { options->run, options->bus_address, enforce, enforcer };
  enforcer->keeper = pl_timekeeper_new (&keeper);
  enforcer->leave =
      pl_leave_taking_new (pl_timekeeper_sessions (enforcer->keeper), options->visit_ms, ends);
  enforcer->alarm = pl_alarm_new (enforce, enforcer, error);
  if (enforcer->alarm == NULL || (enforcer->firewall = pl_firewall_new (error)) == NULL ||
      !pl_firewall_ensure_base (enforcer->firewall, NULL, error) ||
      !pl_firewall_watch (enforcer->firewall, on_put_back, enforcer, error))
    return NULL;
  return g_steal_pointer (&enforcer);
}

void
pl_enforcer_free (PlEnforcer *enforcer)
{
  if (enforcer == NULL)
    return;
  g_clear_pointer (&enforcer->alarm, pl_alarm_free);
  g_clear_pointer (&enforcer->upstreams, pl_upstream_watch_free);
  g_clear_pointer (&enforcer->networks, pl_networks_free);
  g_clear_pointer (&enforcer->leave, pl_leave_taking_free);
  pl_timekeeper_close (enforcer->keeper, enforcer->household);
  g_clear_pointer (&enforcer->inquiries, pl_site_inquiries_free);
  g_clear_pointer (&enforcer->workers, pl_workers_free);
  g_clear_pointer (&enforcer->firewall, pl_firewall_free);
  g_clear_pointer (&enforcer->slots, pl_slot_table_free);
  g_free (enforcer->open_accounts);
  g_clear_pointer (&enforcer->household, pl_household_free);
  g_strfreev (enforcer->help);
  g_strfreev (enforcer->encrypted_dns);
  g_strfreev (enforcer->learning);
  g_free (enforcer);
}

static void
assign_slots (PlEnforcer *enforcer)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (uid_t));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < enforcer->household->children->len; i++) {
    const PlChild *child = enforcer->household->children->pdata[i];
    g_array_append_val (uids, child->uid);
  }
  if (!pl_slot_table_assign (enforcer->slots, (const uid_t *)uids->data, uids->len, &error))
    g_critical ("slots: %s", error->message);
}

void
pl_enforcer_set_household (PlEnforcer *enforcer, PlHousehold *household)
{
  g_clear_pointer (&enforcer->household, pl_household_free);
  enforcer->household = household;
  memset (enforcer->held, 0, sizeof enforcer->held);
  for (guint i = 0; i < household->problems->len; i++)
    g_warning ("%s", (const char *)household->problems->pdata[i]);
  assign_slots (enforcer);
  pl_timekeeper_set_household (enforcer->keeper, household);
  enforce (enforcer);
}

void
pl_enforcer_set_store (PlEnforcer *enforcer, PlStore *store)
{
  pl_timekeeper_set_store (enforcer->keeper, store);
}

void
pl_enforcer_on_notice (PlEnforcer *enforcer, PlLeaveNotice callback, gpointer data)
{
  pl_leave_taking_on_notice (enforcer->leave, callback, data);
}

void
pl_enforcer_on_changed (PlEnforcer *enforcer,
                        void (*callback) (uid_t uid, gpointer data),
                        gpointer data)
{
  enforcer->on_changed = callback;
  enforcer->on_changed_data = data;
}

void
pl_enforcer_problems (const PlEnforcer *enforcer, GPtrArray *problems)
{
  pl_timekeeper_problems (enforcer->keeper, problems);
  pl_networks_problems (enforcer->networks, enforcer->household, problems);
}

void
pl_enforcer_set_index (PlEnforcer *enforcer, int fd)
{
  pl_workers_set_index (enforcer->workers, fd);
}

void
pl_enforcer_refresh (PlEnforcer *enforcer)
{
  enforce (enforcer);
}

const PlHousehold *
pl_enforcer_household (const PlEnforcer *enforcer)
{
  return enforcer->household;
}

void
pl_enforcer_on_turn (PlEnforcer *enforcer, void (*callback) (gpointer data), gpointer data)
{
  enforcer->on_turn = callback;
  enforcer->on_turn_data = data;
}

void
pl_enforcer_on_blocked (PlEnforcer *enforcer, PlSiteBlocked callback, gpointer data)
{
  enforcer->on_blocked = callback;
  enforcer->on_blocked_data = data;
}

void
pl_enforcer_on_asked (PlEnforcer *enforcer, PlSiteAsked callback, gpointer data)
{
  enforcer->on_asked = callback;
  enforcer->on_asked_data = data;
}

gboolean
pl_enforcer_is_current (const PlEnforcer *enforcer)
{
  return pl_workers_resolver (enforcer->workers).current &&
         pl_workers_proxy (enforcer->workers).current;
}

guint
pl_enforcer_slot (const PlEnforcer *enforcer, const PlChild *child)
{
  return pl_slot_table_find (enforcer->slots, child->uid);
}

void
pl_enforcer_set_quiet (PlEnforcer *enforcer, guint64 slots)
{
  enforcer->quiet = slots;
}

void
pl_enforcer_health (PlEnforcer *enforcer, PlEnforcerHealth *health)
{
  gboolean put_back = FALSE;

  *health = (PlEnforcerHealth){
    .resolver = pl_workers_resolver (enforcer->workers),
    .proxy = pl_workers_proxy (enforcer->workers),
    .index = pl_workers_index (enforcer->workers),
    .lease_until_ms = pl_workers_lease_until_ms (enforcer->workers),
  };
  if (!pl_timekeeper_anybody_here (enforcer->keeper, enforcer->household))
    health->lease_until_ms = G_MAXINT64;
  health->firewall_intact =
      pl_firewall_ensure_base (enforcer->firewall, &put_back, NULL) && !put_back;
}
