/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <arpa/inet.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/net/block-address.h"
#include "agent/net/firewall.h"
#include "agent/net/kernel-settings.h"
#include "agent/net/slots.h"
#include "tests/tap.h"

/* Each test has a network namespace of its own; Check forks, so it goes with the test. */

#define CHILD 1001
#define OTHER 1002
#define JO    1500

static void
own_network (void)
{
  ck_assert_int_eq (unshare (CLONE_NEWNET), 0);
  ck_assert_int_eq (system ("ip link set lo up"), 0);
}

static char *
nft (const char *arguments)
{
  g_autofree char *line = g_strdup_printf ("nft -n %s", arguments);
  char *output = NULL;
  int status = -1;

  ck_assert (g_spawn_command_line_sync (line, &output, NULL, &status, NULL));
  ck_assert_msg (status == 0, "%s: %d", line, status);
  return output;
}

static gboolean
holds (const char *set, const char *element)
{
  g_autofree char *arguments = g_strdup_printf ("list set inet porchlight %s", set);
  g_autofree char *listed = nft (arguments);

  return strstr (listed, element) != NULL;
}

static gboolean
maps (const char *map, const char *element)
{
  g_autofree char *arguments = g_strdup_printf ("list map inet porchlight %s", map);
  g_autofree char *listed = nft (arguments);

  return strstr (listed, element) != NULL;
}

static PlFirewall *
firewall_new (void)
{
  g_autoptr (GError) error = NULL;
  PlFirewall *firewall = pl_firewall_new (&error);

  ck_assert_msg (firewall != NULL, "%s", error != NULL ? error->message : "?");
  return firewall;
}

static const PlPort xmpp[] = { { IPPROTO_TCP, 5222 }, { IPPROTO_UDP, 914 } };
static const PlFirewallChild children[] = {
  { .slot = 1, .uid = CHILD, .n_ports = 2, .ports = xmpp },
  { .slot = 2, .uid = OTHER, .web = TRUE },
};
static const uid_t staff[] = { JO };
static const PlFirewallState state = {
  .n_children = 2,
  .children = children,
  .n_staff = 1,
  .staff = staff,
  .staff_filtered = TRUE,
};

static void
apply (PlFirewall *firewall, const PlFirewallState *wanted)
{
  g_autoptr (GError) error = NULL;

  ck_assert_msg (pl_firewall_apply (firewall, wanted, &error), "%s",
                 error != NULL ? error->message : "?");
}

START_TEST (a_state_becomes_elements)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();

  apply (firewall, &state);
  ck_assert (maps ("dns", "1001 : 915"));
  ck_assert (maps ("dns", "1002 : 916"));
  ck_assert (maps ("zones", "1001 : 915"));
  ck_assert (holds ("own", "1002 . 916"));
  ck_assert (!maps ("web", "1001"));
  ck_assert (maps ("web", "1002 : 956"));
  ck_assert (holds ("staff", "1500"));
  ck_assert (maps ("staff_dns", "1500 timeout 90s"));
  ck_assert (holds ("opened", "915 . 6 . 5222 timeout 90s"));
  ck_assert_msg (!holds ("opened", "914"), "a slot's port is never a way out");
  ck_assert_msg (holds ("echo", "915 timeout 90s") && !holds ("echo", "916"),
                 "who has an open port may ping");
}
END_TEST

START_TEST (a_new_state_takes_away_what_it_does_not_name)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();
  /* the agent was started anew, and the child has another slot */
  g_autoptr (PlFirewall) restarted = NULL;
  const PlFirewallChild moved = { .slot = 7, .uid = CHILD };
  const PlFirewallState later = { .n_children = 1, .children = &moved };

  apply (firewall, &state);
  restarted = firewall_new ();
  apply (restarted, &later);
  ck_assert (maps ("dns", "{ 1001 : 921 }"));
  ck_assert (maps ("zones", "{ 1001 : 921 }"));
  ck_assert (holds ("own", "{ 1001 . 921 }"));
  ck_assert (!holds ("opened", "elements"));
  ck_assert (!holds ("staff", "elements"));
  ck_assert (!maps ("staff_dns", "elements"));
}
END_TEST

static int
open_events (void)
{
  const struct sockaddr_nl address = {
    .nl_family = AF_NETLINK,
    .nl_groups = 1u << (NFNLGRP_NFTABLES - 1),
  };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK, NETLINK_NETFILTER);

  ck_assert_int_eq (bind (fd, (const struct sockaddr *)&address, sizeof address), 0);
  return fd;
}

START_TEST (what_stands_is_not_touched_again)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();
  const PlFirewallState restricting = { .n_children = 1, .children = &children[1] };
  int events = open_events ();
  char byte;

  apply (firewall, &restricting);
  while (recv (events, &byte, 1, 0) >= 0)
    continue;
  apply (firewall, &restricting);
  ck_assert_msg (recv (events, &byte, 1, 0) < 0, "the second time changed something");
  close (events);
}
END_TEST

/* Waits for the element, not for a time; the lease is one second. */
START_TEST (what_opens_closes_by_itself)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();
  PlFirewallState brief = state;

  brief.lease_s = 1;
  apply (firewall, &brief);
  ck_assert (holds ("opened", "5222"));
  while (holds ("opened", "5222") || maps ("staff_dns", "1500"))
    g_usleep (20000);
  ck_assert_msg (maps ("dns", "1001 : 915"), "what restricts stays");
  ck_assert (holds ("staff", "1500"));
}
END_TEST

START_TEST (a_renewal_sets_the_whole_lease_again)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();
  PlFirewallState brief = state;

  brief.lease_s = 5;
  apply (firewall, &brief);
  apply (firewall, &state);
  g_autofree char *listed = nft ("list set inet porchlight opened");
  /* The whole of it, where the kernel's clock has not ticked yet. */
  ck_assert_msg (strstr (listed, "915 . 6 . 5222 timeout 90s expires 8") != NULL ||
                     strstr (listed, "915 . 6 . 5222 timeout 90s expires 90s") != NULL,
                 "%s", listed);
}
END_TEST

typedef struct {
  GMainLoop *loop;
  guint put_back;
} Watched;

static void
note_put_back (const GError *error, gpointer data)
{
  Watched *watched = data;

  ck_assert_msg (error == NULL, "%s", error != NULL ? error->message : "?");
  watched->put_back++;
  g_main_loop_quit (watched->loop);
}

static gboolean
too_late (gpointer data)
{
  ck_abort_msg ("not put back within a second");
  return G_SOURCE_REMOVE;
}

static void
removed_is_put_back (const char *removal)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watched watched = { .loop = loop };

  apply (firewall, &state);
  g_autofree char *before = nft ("-s -t list table inet porchlight");
  ck_assert (pl_firewall_watch (firewall, note_put_back, &watched, NULL));
  g_free (nft (removal));
  g_timeout_add (1000, too_late, NULL);
  g_main_loop_run (loop);
  g_autofree char *after = nft ("-s -t list table inet porchlight");
  ck_assert_str_eq (after, before);
  ck_assert (maps ("dns", "1001 : 915"));
}

START_TEST (a_flushed_ruleset_is_put_back_within_a_second)
{
  removed_is_put_back ("flush ruleset");
}
END_TEST

START_TEST (a_flushed_chain_is_put_back_within_a_second)
{
  removed_is_put_back ("flush chain inet porchlight leaving");
}
END_TEST

START_TEST (an_added_rule_is_taken_out_within_a_second)
{
  removed_is_put_back ("insert rule inet porchlight output meta skuid 1001 accept");
}
END_TEST

/* A rule is deleted by its handle; it is the first of the chain that holds the text. */
static void
delete_rule (const char *chain, const char *rule)
{
  g_autofree char *list = g_strdup_printf ("-a list chain inet porchlight %s", chain);
  g_autofree char *listed = nft (list);
  const char *handle = strstr (strstr (listed, rule), "# handle ") + strlen ("# handle ");
  g_autofree char *removal = g_strdup_printf ("delete rule inet porchlight %s handle %d", chain,
                                              (int)g_ascii_strtoll (handle, NULL, 10));

  g_free (nft (removal));
}

START_TEST (a_rule_that_was_taken_out_is_back_within_a_second)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watched watched = { .loop = loop };

  apply (firewall, &state);
  g_autofree char *before = nft ("-s -t list table inet porchlight");
  ck_assert (pl_firewall_watch (firewall, note_put_back, &watched, NULL));
  delete_rule ("child", "reject with tcp");
  g_timeout_add (1000, too_late, NULL);
  g_main_loop_run (loop);
  g_autofree char *after = nft ("-s -t list table inet porchlight");
  ck_assert_str_eq (after, before);
  ck_assert_msg (watched.put_back == 1, "said once");
}
END_TEST

START_TEST (a_table_that_was_deleted_is_back_within_a_second)
{
  removed_is_put_back ("delete table inet porchlight");
}
END_TEST

START_TEST (a_table_that_was_put_to_sleep_is_awake_within_a_second)
{
  removed_is_put_back ("add table inet porchlight '{ flags dormant; }'");
}
END_TEST

START_TEST (a_chain_that_was_renamed_has_its_name_back_within_a_second)
{
  removed_is_put_back ("rename chain inet porchlight child nobody");
}
END_TEST

static gboolean
elements_are_back (gpointer data)
{
  if (maps ("dns", "1001 : 915") && holds ("own", "1002 . 916") && !holds ("exempt", "1001"))
    g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
elements_are_put_back_after (const char *change)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  apply (firewall, &state);
  ck_assert (pl_firewall_watch (firewall, NULL, NULL, NULL));
  g_free (nft (change));
  g_timeout_add (10, elements_are_back, loop);
  g_timeout_add (1000, too_late, NULL);
  g_main_loop_run (loop);
}

START_TEST (flushed_elements_are_put_back_within_a_second)
{
  elements_are_put_back_after ("flush map inet porchlight dns");
}
END_TEST

START_TEST (an_element_that_was_taken_out_is_back_within_a_second)
{
  elements_are_put_back_after ("delete element inet porchlight own { 1002 . 916 }");
}
END_TEST

START_TEST (an_element_that_opens_something_is_taken_out_within_a_second)
{
  elements_are_put_back_after ("add element inet porchlight exempt { 1001 }");
}
END_TEST

START_TEST (nobody_changes_which_ports_are_a_slots)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();

  apply (firewall, &state);
  ck_assert_int_ne (system ("nft add element inet porchlight slot_ports { 915 . 916 }"), 0);
  ck_assert_int_ne (system ("nft flush set inet porchlight slot_ports"), 0);
}
END_TEST

START_TEST (rules_loaded_before_the_agent_are_kept)
{
  own_network ();
  g_autofree char *file = NULL;
  gboolean put_back = TRUE;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("base-XXXXXX.nft", &file, NULL);

  close (fd);
  ck_assert (g_file_set_contents (file, pl_firewall_base_rules (), -1, NULL));
  g_autofree char *load = g_strdup_printf ("-f %s", file);
  g_free (nft (load));
  g_autoptr (PlFirewall) firewall = firewall_new ();
  ck_assert (pl_firewall_ensure_base (firewall, &put_back, &error));
  ck_assert_msg (!put_back, "the rules were intact");
  g_autofree char *again = g_strdup_printf ("nft -f %s", file);
  ck_assert_msg (system (again) != 0, "loading twice is refused, and doubles nothing");
  ck_assert (pl_firewall_ensure_base (firewall, &put_back, &error));
  ck_assert (!put_back);
  unlink (file);
}
END_TEST

START_TEST (counters_are_read_by_listing)
{
  own_network ();
  g_autoptr (PlFirewall) firewall = firewall_new ();
  PlFirewallCounters counters = { .capped = 99 };

  apply (firewall, &state);
  g_assert_cmpint (system ("setpriv --reuid 1001 --clear-groups "
                           "bash -c 'echo >/dev/udp/127.0.0.1/123' 2>/dev/null"),
                   !=, -1);
  ck_assert (pl_firewall_read_counters (firewall, &counters, NULL));
  ck_assert_uint_eq (counters.refused, 1);
  ck_assert_uint_eq (counters.capped, 0);
}
END_TEST

/* A socket on a port of loopback, as somebody opens it who wants to share the port; -1: refused. */
static int
share_port (guint16 port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int fd = socket (AF_INET, SOCK_DGRAM, 0);
  int one = 1;

  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt (fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
  if (bind (fd, (struct sockaddr *)&address, sizeof address) == 0)
    return fd;
  close (fd);
  return -1;
}

static int
join_port (guint16 port)
{
  int fd = share_port (port);

  if (fd < 0)
    return -1;
  close (fd);
  return 0;
}

START_TEST (nobody_shares_a_slots_port)
{
  own_network ();
  int fds[PL_SOCKET_KINDS], again[PL_SOCKET_KINDS] = { -1, -1, -1, -1 };
  g_autoptr (GError) error = NULL;

  int shared = share_port (918);
  ck_assert_msg (join_port (918) == 0, "with address reuse a port is shared");
  close (shared);
  ck_assert (pl_slot_open_dns (3, fds, &error));
  ck_assert_int_ne (join_port (917), 0);
  ck_assert (!pl_slot_open_dns (3, again, &error));
  ck_assert_ptr_nonnull (strstr (error->message, "udp4 port 917"));
  ck_assert_int_eq (again[0], -1);
}
END_TEST

START_TEST (web_ports_of_a_slot_are_tcp_only)
{
  own_network ();
  int fds[PL_SOCKET_KINDS], again[PL_SOCKET_KINDS];
  g_autoptr (GError) error = NULL;

  ck_assert (pl_slot_open_web (3, fds, NULL));
  ck_assert_int_eq (fds[PL_SOCKET_UDP4], -1);
  ck_assert_int_eq (fds[PL_SOCKET_UDP6], -1);
  ck_assert (fds[PL_SOCKET_TCP4] >= 0 && fds[PL_SOCKET_TCP6] >= 0);
  ck_assert (!pl_slot_open_web (3, again, &error));
  ck_assert_ptr_nonnull (strstr (error->message, "tcp4 port 957"));
}
END_TEST

START_TEST (slots_have_ports_of_their_own)
{
  ck_assert_uint_eq (pl_slot_dns_port (PL_SLOT_STAFF), 914);
  ck_assert_uint_eq (pl_slot_dns_port (31), 945);
  ck_assert_uint_eq (pl_slot_web_port (31), 985);
  ck_assert_uint_eq (pl_slot_dns_port (PL_SLOT_MAX), 0);
  ck_assert_uint_eq (pl_slot_zone (1), 915);
}
END_TEST

START_TEST (the_block_address_is_on_lo)
{
  own_network ();
  g_autoptr (GError) error = NULL;

  ck_assert (pl_block_address_add (&error));
  ck_assert_msg (pl_block_address_add (&error), "it may be there already");
  ck_assert_int_eq (system ("ip -4 addr show dev lo | grep -q 'inet 192.0.2.53/32'"), 0);
}
END_TEST

static gboolean
mptcp_can_be_opened (void)
{
  int fd = socket (AF_INET, SOCK_STREAM, IPPROTO_MPTCP);

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

/* Its join packets belong to no socket, so the firewall would see no uid on them. */
START_TEST (mptcp_is_off)
{
  own_network ();
  g_autoptr (GError) error = NULL;
  gboolean known = mptcp_can_be_opened ();

  ck_assert (pl_kernel_settings_apply (&error));
  ck_assert (!mptcp_can_be_opened ());
  if (known) {
    ck_assert_int_eq (system ("echo 1 >/proc/sys/net/mptcp/enabled"), 0);
    ck_assert_msg (mptcp_can_be_opened (), "it is the setting that turns it off");
  }
}
END_TEST

static gboolean
anybody_can_bind (guint16 port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = g_htons (port),
    .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK),
  };
  pid_t pid = fork ();
  int status;

  if (pid == 0) {
    int fd = socket (AF_INET, SOCK_DGRAM, 0);
    _exit (setresuid (CHILD, CHILD, CHILD) != 0 ||
           bind (fd, (struct sockaddr *)&address, sizeof address) != 0);
  }
  ck_assert_int_eq (waitpid (pid, &status, 0), pid);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

START_TEST (no_child_binds_a_slots_port)
{
  own_network ();
  g_autoptr (GError) error = NULL;

  ck_assert_int_eq (system ("echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start"), 0);
  ck_assert_msg (anybody_can_bind (pl_slot_dns_port (1)), "it is the setting that forbids it");
  ck_assert (pl_kernel_settings_apply (&error));
  ck_assert (!anybody_can_bind (pl_slot_dns_port (1)));
}
END_TEST

int
main (void)
{
  const TTest *tests[] = { a_state_becomes_elements,
                           a_new_state_takes_away_what_it_does_not_name,
                           what_stands_is_not_touched_again,
                           what_opens_closes_by_itself,
                           a_renewal_sets_the_whole_lease_again,
                           a_flushed_ruleset_is_put_back_within_a_second,
                           a_flushed_chain_is_put_back_within_a_second,
                           an_added_rule_is_taken_out_within_a_second,
                           a_rule_that_was_taken_out_is_back_within_a_second,
                           a_table_that_was_deleted_is_back_within_a_second,
                           a_table_that_was_put_to_sleep_is_awake_within_a_second,
                           a_chain_that_was_renamed_has_its_name_back_within_a_second,
                           flushed_elements_are_put_back_within_a_second,
                           an_element_that_was_taken_out_is_back_within_a_second,
                           an_element_that_opens_something_is_taken_out_within_a_second,
                           nobody_changes_which_ports_are_a_slots,
                           rules_loaded_before_the_agent_are_kept,
                           counters_are_read_by_listing,
                           nobody_shares_a_slots_port,
                           web_ports_of_a_slot_are_tcp_only,
                           slots_have_ports_of_their_own,
                           the_block_address_is_on_lo,
                           mptcp_is_off,
                           no_child_binds_a_slots_port,
                           NULL };

  if (geteuid () != 0) {
    puts ("1..0 # SKIP needs root");
    return 0;
  }
  return pl_tap_main ("firewall", tests, 30);
}
