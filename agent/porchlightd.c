/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The agent: options, loop, signals. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "agent/account-keeper.h"
#include "agent/bookkeeper.h"
#include "agent/bus/service.h"
#include "agent/concern-watch.h"
#include "agent/enforcer.h"
#include "agent/hosts-backstop.h"
#include "agent/lists/updater.h"
#include "agent/loop-watchdog.h"
#include "agent/net/block-address.h"
#include "agent/net/hosts-file.h"
#include "agent/net/kernel-settings.h"
#include "agent/occasion.h"
#include "agent/post/courier.h"
#include "agent/records/accounts-watch.h"
#include "agent/records/accounts.h"
#include "agent/records/household-record.h"
#include "agent/records/reader.h"
#include "agent/records/route-test.h"
#include "agent/records/store.h"
#include "agent/sandbox/notify.h"
#include "agent/self-test.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/time/calendar.h"
#include "policy/time/timestamp.h"

typedef struct {
  char *home;
  char *children;
  char *levels;
  char *sites;
  char *sources;
  char *routes;
  char *run;
  char *state;
  char *hosts;
  gboolean remove_hosts;
  char *bus_address;
  char *test_clock;
  int test_lease_s;
  int test_visit_s;
  char *test_authorities;
} Options;

typedef struct {
  const Options *options;
  PlHouseholdPaths paths;
  PlStore *store; /* NULL before it is open */
  PlEnforcer *enforcer;
  PlBookkeeper *bookkeeper;
  PlHostsBackstop *hosts; /* NULL before it has looked first */
  PlUpdater *updater;     /* NULL: one index was given, and stays */
  PlOccasion *network;    /* NULL with it */
  PlConcernWatch *concerns;
  PlCourier *courier;
  PlBusService *service;
  PlNotify *notify;
  GMainLoop *loop;
} Agent;

static gboolean
parse_options (Options *options, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "home", 0, 0, G_OPTION_ARG_FILENAME, &options->home, "The home file", "FILE" },
    { "children", 0, 0, G_OPTION_ARG_FILENAME, &options->children,
      "The children's profiles, ACCOUNT.conf", "DIR" },
    { "levels", 0, 0, G_OPTION_ARG_FILENAME, &options->levels,
      "Levels that replace the shipped ones", "DIR" },
    { "sites", 0, 0, G_OPTION_ARG_FILENAME, &options->sites,
      "One site index that stays; no lists are fetched", "INDEX" },
    { "sources", 0, 0, G_OPTION_ARG_FILENAME, &options->sources,
      "Where lists come from, beside the sources that ship", "FILE" },
    { "routes", 0, 0, G_OPTION_ARG_FILENAME, &options->routes,
      "The ways to readers of concerns: routes.conf", "FILE" },
    { "run-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->run, "Where the workers' sockets are",
      "DIR" },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->state, "Where state is kept", "DIR" },
    { "hosts-file", 0, 0, G_OPTION_ARG_FILENAME, &options->hosts,
      "The machine's hosts file; an empty name: none", "FILE" },
    { "remove-hosts", 0, 0, G_OPTION_ARG_NONE, &options->remove_hosts,
      "Take Porchlight's lines out of the hosts file and end", NULL },
    { "bus-address", 0, 0, G_OPTION_ARG_STRING, &options->bus_address,
      "A bus of its own instead of the system bus", "ADDRESS" },
#ifdef PL_TEST_CLOCK
    { "test-clock", 0, 0, G_OPTION_ARG_STRING, &options->test_clock,
      "Where the clock starts (tests only)", "TIME" },
    { "test-lease", 0, 0, G_OPTION_ARG_INT, &options->test_lease_s,
      "How long a lease lasts (tests only)", "SECONDS" },
    { "test-visit", 0, 0, G_OPTION_ARG_INT, &options->test_visit_s,
      "How long a help visit lasts (tests only)", "SECONDS" },
    { "test-authorities", 0, 0, G_OPTION_ARG_FILENAME, &options->test_authorities,
      "Certificate authorities of servers of lists (tests only)", "FILE" },
#endif
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context,
                                "The agent of Porchlight: enforces the rules of the home.");
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc == 1)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "\"%s\" is not an option", argv[1]);
  return FALSE;
}

static void
fill_defaults (Options *options)
{
  if (options->home == NULL)
    options->home = g_strdup ("/etc/porchlight/home.conf");
  if (options->children == NULL)
    options->children = g_strdup ("/etc/porchlight/children");
  if (options->sources == NULL)
    options->sources = g_strdup ("/etc/porchlight/sources.conf");
  if (options->routes == NULL)
    options->routes = g_strdup ("/etc/porchlight/routes.conf");
  if (options->run == NULL)
    options->run = g_strdup ("/run/porchlight");
  if (options->state == NULL)
    options->state = g_strdup ("/var/lib/porchlight");
  if (options->hosts == NULL)
    options->hosts = g_strdup ("/etc/hosts");
}

static void
clear_options (Options *options)
{
  g_free (options->home);
  g_free (options->children);
  g_free (options->levels);
  g_free (options->sites);
  g_free (options->sources);
  g_free (options->routes);
  g_free (options->test_authorities);
  g_free (options->run);
  g_free (options->state);
  g_free (options->hosts);
  g_free (options->bus_address);
  g_free (options->test_clock);
}

/* What is in force is on record, also where somebody changed a file by hand. */
static PlHousehold *
read_household (Agent *agent)
{
  agent->paths.day = pl_clock_wall_ms () / 1000 / PL_SECONDS_A_DAY;
  PlHousehold *household = pl_household_read (&agent->paths);

  if (agent->store != NULL)
    pl_household_record_found (agent->store, household, household->problems);
  return household;
}

/* A local time is the home's, as everywhere. */
static gboolean
start_test_clock (const char *text, const PlHousehold *household, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GTimeZone *zone = household->home != NULL ? household->home->zone : utc;
  PlTimestamp start;

  if (text == NULL)
    return TRUE;
  if (pl_timestamp_parse (text, &start) &&
      pl_clock_set_test_start (pl_timestamp_instant (&start, zone) * 1000))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "\"%s\" is not a time", text);
  return FALSE;
}

static void
use_index (int fd, gpointer data)
{
  Agent *agent = data;

  pl_enforcer_set_index (agent->enforcer, fd);
}

/*
 * The agent only opens an index; a worker reads it. One that cannot be opened is not "none": the
 * workers keep what they have, and a worker without an index leaves children help sites.
 */
static void
open_index (Agent *agent)
{
  const char *path = agent->options->sites;
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;

  if (path != NULL && fd < 0)
    g_critical ("%s: %s", path, g_strerror (errno));
  else if (fd >= 0)
    use_index (fd, agent);
}

static void
on_network (gpointer data)
{
  pl_updater_note_network (data);
}

/* Lists are kept current, unless the agent was given an index of its own. */
static gboolean
keep_lists (Agent *agent, const char *folder, GError **error)
{
  const PlUpdaterOptions options = {
    .folder = folder,
    .sources = agent->options->sources,
    .authorities = agent->options->test_authorities,
    .index = use_index,
    .data = agent,
  };

  if (agent->options->sites != NULL)
    return TRUE;
  agent->updater = pl_updater_new (&options, error);
  if (agent->updater != NULL)
    agent->network = pl_occasion_new (PL_OCCASION_NETWORK, on_network, agent->updater);
  return agent->updater != NULL;
}

/* Something that a reader signed: about a concern, or the answer to a test of a route. */
static gboolean
on_letter (const guint8 *bytes, gsize length, gpointer data, GError **error)
{
  Agent *agent = data;
  g_autoptr (GError) refused = NULL;
  gboolean test;

  if (pl_route_test_receive (agent->store, bytes, length, &test, &refused))
    return TRUE;
  if (!test)
    return pl_concern_watch_receive (agent->concerns, NULL, bytes, length, error);
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

static void
on_letter_for (const guint8 reader[PL_CARE_ID_SIZE], gpointer data)
{
  Agent *agent = data;
  g_autoptr (GPtrArray) readers = pl_reader_list (agent->store, NULL);
  const PlReader *to = readers != NULL ? pl_reader_find (readers, reader) : NULL;
  uid_t uid;

  if (to != NULL && pl_account_uid (to->account, &uid))
    pl_bus_service_tell (agent->service, uid, PL_NEWS_WAITS);
}

/* A duty is overdue (R2). */
static void
on_overdue (guint roles, gpointer data)
{
  Agent *agent = data;
  const PlHousehold *household = pl_enforcer_household (agent->enforcer);

  for (guint i = 0; household != NULL && i < household->staff->len; i++) {
    uid_t uid = g_array_index (household->staff, uid_t, i);
    if ((pl_home_people_roles (household, uid) & roles) != 0)
      pl_bus_service_tell (agent->service, uid, PL_NEWS_WAITS);
  }
}

static void
on_page_blocked (uid_t uid, gpointer data)
{
  if (((Agent *)data)->service != NULL)
    pl_bus_service_tell (((Agent *)data)->service, uid, PL_NEWS_PAGE_BLOCKED);
}

static PlCourier *
start_courier (Agent *agent, const char *kept, GError **error)
{
  const PlCourierOptions options = {
    .store = agent->store,
    .routes = agent->options->routes,
    .kept = kept,
    .authorities = agent->options->test_authorities,
    .arrived = on_letter,
    .notice = on_letter_for,
    .data = agent,
  };

  return pl_courier_new (&options, error);
}

static void
reread (gpointer data)
{
  Agent *agent = data;

  pl_enforcer_set_household (agent->enforcer, read_household (agent));
  if (agent->concerns != NULL)
    pl_concern_watch_look (agent->concerns);
}

static void
reload (gpointer data)
{
  Agent *agent = data;

  pl_notify_send (agent->notify, "RELOADING=1", -1);
  open_index (agent);
  if (agent->updater != NULL)
    pl_updater_start (agent->updater, "check", NULL, NULL);
  reread (agent);
  pl_courier_reload (agent->courier);
  pl_hosts_backstop_look (agent->hosts);
  pl_notify_send (agent->notify, "READY=1", -1);
}

static gboolean
on_hangup (gpointer data)
{
  reload (data);
  return G_SOURCE_CONTINUE;
}

/* What the enforcer's turn is for, beside what it enforces. */
static void
on_turn (gpointer data)
{
  Agent *agent = data;

  pl_bookkeeper_turn (agent->bookkeeper);
  pl_hosts_backstop_look (agent->hosts); /* people come of age */
}

static gboolean
on_terminate (gpointer data)
{
  Agent *agent = data;

  g_main_loop_quit (agent->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
prepare_machine (const Options *options, GError **error)
{
  if (g_mkdir_with_parents (options->state, 0700) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "%s: %s", options->state, g_strerror (errno));
    return FALSE;
  }
  return pl_kernel_settings_apply (error) && pl_block_address_add (error);
}

static void
read_clocks (PlMoment *now)
{
  *now = (PlMoment){ .wall_ms = pl_clock_wall_ms (), .boottime_ms = pl_clock_boottime_ms () };
}

/* Filtering comes first and does not wait for the bus. */
static gboolean
run (Agent *agent, GError **error)
{
  g_autofree char *resolver = g_build_filename (agent->options->run, "resolver.sock", NULL);
  g_autofree char *proxy = g_build_filename (agent->options->run, "proxy.sock", NULL);
  g_autofree char *records = g_build_filename (agent->options->state, "records", NULL);
  g_autofree char *lists = g_build_filename (agent->options->state, "lists", NULL);
  g_autofree char *kept_routes =
      g_build_filename (agent->options->state, "last-good", "routes.conf", NULL);
  PlEnforcerOptions enforcer_options = {
    .resolver_socket = resolver,
    .proxy_socket = proxy,
    .state = agent->options->state,
    .run = agent->options->run,
    .bus_address = agent->options->bus_address,
    .lease_ms =
        agent->options->test_lease_s > 0 ? agent->options->test_lease_s * 1000 : PL_LEASE_MS,
    .visit_ms =
        agent->options->test_visit_s > 0 ? agent->options->test_visit_s * 1000 : PL_VISIT_MS,
  };
  agent->paths = (PlHouseholdPaths){
    .home = agent->options->home,
    .levels = agent->options->levels,
    .children = agent->options->children,
    .state = agent->options->state,
  };
  g_autoptr (PlHousehold) household = read_household (agent);
  g_autoptr (PlStore) store = NULL;
  g_autoptr (PlEnforcer) enforcer = NULL;

  if (!start_test_clock (agent->options->test_clock, household, error) ||
      !prepare_machine (agent->options, error) ||
      (enforcer = pl_enforcer_new (&enforcer_options, error)) == NULL)
    return FALSE;
  agent->store = store = pl_store_new (records, read_clocks);
  pl_household_record_found (store, household, household->problems);
  pl_enforcer_set_store (enforcer, store);
  g_autoptr (PlBookkeeper) bookkeeper = pl_bookkeeper_new (enforcer, store);
  pl_bookkeeper_on_page_blocked (bookkeeper, on_page_blocked, agent);
  agent->enforcer = enforcer;
  agent->bookkeeper = bookkeeper;
  pl_enforcer_on_turn (enforcer, on_turn, agent);
  open_index (agent);
  if (!keep_lists (agent, lists, error))
    return FALSE;
  g_autoptr (PlUpdater) updater = agent->updater;
  g_autoptr (PlOccasion) network = agent->network;
  pl_enforcer_set_household (enforcer, g_steal_pointer (&household));
  g_autoptr (PlHostsBackstop) hosts = pl_hosts_backstop_new (agent->options->hosts, enforcer);
  agent->hosts = hosts;

  g_autoptr (PlSelfTest) self_test = pl_self_test_new (enforcer, hosts, updater);
  g_autofree char *accounts_socket = g_build_filename (agent->options->run, "accounts.sock", NULL);
  g_autoptr (PlAccountKeeper) accounts =
      pl_account_keeper_new (store, accounts_socket, reread, agent);
  g_autoptr (PlConcernWatch) concerns = pl_concern_watch_new (enforcer, store, error);
  if (concerns == NULL)
    return FALSE;
  agent->concerns = concerns;
  g_autoptr (PlDutyWatch) duties = pl_duty_watch_new (enforcer, store, on_overdue, agent, error);
  if (duties == NULL)
    return FALSE;
  g_autoptr (PlCourier) courier = agent->courier = start_courier (agent, kept_routes, error);
  if (courier == NULL)
    return FALSE;
  PlBusAgent bus_agent = {
    .enforcer = enforcer,
    .store = store,
    .updater = updater,
    .self_test = self_test,
    .accounts = accounts,
    .concerns = concerns,
    .duties = duties,
    .courier = courier,
    .paths = &agent->paths,
    .reload = reload,
    .reread = reread,
    .data = agent,
  };
  g_autoptr (PlAccountsWatch) people = pl_accounts_watch_new (reread, agent);
  g_autoptr (PlBusService) service = pl_bus_service_new (agent->options->bus_address, &bus_agent);
  agent->service = service;
  g_unix_signal_add (SIGHUP, on_hangup, agent);
  g_unix_signal_add (SIGTERM, on_terminate, agent);
  g_unix_signal_add (SIGINT, on_terminate, agent);
  pl_notify_send (agent->notify, "READY=1", -1);
  pl_loop_watchdog_start (agent->notify, g_getenv ("WATCHDOG_USEC"));
  g_main_loop_run (agent->loop);
  pl_notify_send (agent->notify, "STOPPING=1", -1);
  pl_enforcer_on_turn (enforcer, NULL, NULL);
  return TRUE;
}

int
main (int argc, char **argv)
{
  Options options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (PlNotify) notify = pl_notify_new (g_getenv ("NOTIFY_SOCKET"));
  Agent agent = { .options = &options, .notify = notify, .loop = loop };

  /* What a child tells is in this memory for a moment: no core is written of it. */
  prctl (PR_SET_DUMPABLE, 0);
  setlocale (LC_ALL, "");
  g_set_prgname ("porchlightd");
  umask (0077);
  gboolean wrong = !parse_options (&options, argc, argv, &error);
  fill_defaults (&options);
  gboolean done =
      !wrong && (options.remove_hosts ? pl_hosts_file_remove (options.hosts, NULL, &error)
                                      : run (&agent, &error));
  if (!done)
    g_printerr ("porchlightd: %s\n", error->message);
  clear_options (&options);
  return done ? EXIT_SUCCESS : wrong ? 2 : EXIT_FAILURE;
}
