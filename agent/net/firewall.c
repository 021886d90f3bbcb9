/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/firewall.h"

#include <errno.h>
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <nftables/libnftables.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/net/firewall-elements.h"
#include "agent/net/net-resources.h"
#include "policy/error.h"

/* Where the rules are listed as they would stand, to compare: a dormant table meets no packet. */
#define REFERENCE_TABLE "porchlight_reference"

#define LIST_RULES "list table inet %s"
#define REMOVE_RULES                                                                               \
  "add table inet " PL_FIREWALL_TABLE "\ndelete table inet " PL_FIREWALL_TABLE "\n"
#define LIST_ELEMENTS "list table inet " PL_FIREWALL_TABLE

struct _PlFirewall {
  struct nft_ctx *nft;
  char *intact;               /* a listing of the base rules without elements */
  PlFirewallElements *wanted; /* nullable: of the last state */
  guint lease_s;
  int events; /* netlink socket of the watch, -1: none */
  guint source;
  PlFirewallPutBack callback;
  gpointer data;
};

const char *
pl_firewall_base_rules (void)
{
  static GBytes *rules; /* a NUL follows the data of a resource */

  if (rules == NULL)
    rules = g_resource_lookup_data (pl_net_get_resource (), "/org/porchlight/net/base.nft",
                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  return g_bytes_get_data (rules, NULL);
}

/* Runs commands as one transaction. Returns what nft prints, owned by its context until the next. */
static const char *
run (PlFirewall *firewall, const char *commands, unsigned int flags, GError **error)
{
  nft_ctx_output_set_flags (firewall->nft, flags | NFT_CTX_OUTPUT_NUMERIC_ALL);
  if (nft_run_cmd_from_buffer (firewall->nft, commands) == 0)
    return nft_ctx_get_output_buffer (firewall->nft);
  g_set_error (error, PL_ERROR, PL_ERROR_IO, "nft: %s", nft_ctx_get_error_buffer (firewall->nft));
  nft_ctx_get_output_buffer (firewall->nft);
  return NULL;
}

static char *
replace (const char *text, const char *old, const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, -1);

  return g_strjoinv (new, parts);
}

/* The rules of a table, as text without elements, counts and empty lines; NULL if there is none. */
static char *
list_rules (PlFirewall *firewall, const char *table, GError **error)
{
  g_autofree char *command = g_strdup_printf (LIST_RULES, table);
  const char *listed =
      run (firewall, command, NFT_CTX_OUTPUT_TERSE | NFT_CTX_OUTPUT_STATELESS, error);

  return listed != NULL ? replace (listed, "\n\n", "\n") : NULL;
}

static gboolean
learn_reference (PlFirewall *firewall, GError **error)
{
  const char *forget = "add table inet " REFERENCE_TABLE "\ndelete table inet " REFERENCE_TABLE;
  g_autofree char *created =
      replace (pl_firewall_base_rules (), "create table inet " PL_FIREWALL_TABLE,
               "add table inet " REFERENCE_TABLE " { flags dormant; }");
  g_autofree char *dormant = replace (created, "table inet " PL_FIREWALL_TABLE " {",
                                      "table inet " REFERENCE_TABLE " {\n\tflags dormant\n");

  if (run (firewall, forget, 0, error) == NULL || run (firewall, dormant, 0, error) == NULL)
    return FALSE;

  g_autofree char *listed = list_rules (firewall, REFERENCE_TABLE, error);
  if (listed == NULL || run (firewall, forget, 0, error) == NULL)
    return FALSE;

  g_autofree char *awake = replace (listed, "\tflags dormant\n", "");
  g_free (firewall->intact);
  firewall->intact = replace (awake, REFERENCE_TABLE, PL_FIREWALL_TABLE);
  return TRUE;
}

PlFirewall *
pl_firewall_new (GError **error)
{
  g_autoptr (PlFirewall) firewall = g_new0 (PlFirewall, 1);

  firewall->events = -1;
  firewall->nft = nft_ctx_new (NFT_CTX_DEFAULT);
  if (firewall->nft == NULL || nft_ctx_buffer_output (firewall->nft) != 0 ||
      nft_ctx_buffer_error (firewall->nft) != 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "nft: no context");
    return NULL;
  }
  if (!learn_reference (firewall, error))
    return NULL;
  return g_steal_pointer (&firewall);
}

void
pl_firewall_free (PlFirewall *firewall)
{
  if (firewall->source != 0)
    g_source_remove (firewall->source);
  if (firewall->events >= 0)
    close (firewall->events);
  if (firewall->nft != NULL)
    nft_ctx_free (firewall->nft);
  g_clear_pointer (&firewall->wanted, pl_firewall_elements_free);
  g_free (firewall->intact);
  g_free (firewall);
}

/* Elements that stand are kept as they are, so that no packet passes between two states. */
static gboolean
bring_elements (PlFirewall *firewall, GError **error)
{
  const char *json = run (firewall, LIST_ELEMENTS, NFT_CTX_OUTPUT_JSON, error);
  g_autoptr (PlFirewallElements) listed =
      json != NULL ? pl_firewall_elements_listed (json, error) : NULL;

  if (listed == NULL)
    return FALSE;

  g_autofree char *commands =
      pl_firewall_elements_commands (listed, firewall->wanted, firewall->lease_s);
  return *commands == '\0' || run (firewall, commands, 0, error) != NULL;
}

/* The base rules and the elements together: nobody meets the one without the other. */
static gboolean
put_back (PlFirewall *firewall, GError **error)
{
  g_autoptr (GString) commands = g_string_new (REMOVE_RULES);

  g_string_append (commands, pl_firewall_base_rules ());
  if (firewall->wanted != NULL) {
    PlFirewallState nobody = { 0 };
    g_autoptr (PlFirewallElements) none = pl_firewall_elements_wanted (&nobody);
    g_autofree char *elements =
        pl_firewall_elements_commands (none, firewall->wanted, firewall->lease_s);

    g_string_append (commands, elements);
  }
  return run (firewall, commands->str, 0, error) != NULL;
}

gboolean
pl_firewall_ensure_base (PlFirewall *firewall, gboolean *was_put_back, GError **error)
{
  g_autofree char *listed = list_rules (firewall, PL_FIREWALL_TABLE, NULL);
  gboolean intact = listed != NULL && strcmp (listed, firewall->intact) == 0;

  if (was_put_back != NULL)
    *was_put_back = !intact;
  return intact || put_back (firewall, error);
}

static void
forget_events (PlFirewall *firewall)
{
  char nothing;

  while (firewall->events >= 0 &&
         (recv (firewall->events, &nothing, 1, MSG_DONTWAIT | MSG_TRUNC) >= 0 || errno == ENOBUFS))
    continue;
}

/* Our own changes wake the watch as well: so look once more after them, and not for them. */
static gboolean
bring_all (PlFirewall *firewall, gboolean *was_put_back, GError **error)
{
  if (!pl_firewall_ensure_base (firewall, was_put_back, error) ||
      (firewall->wanted != NULL && !bring_elements (firewall, error)))
    return FALSE;
  forget_events (firewall);

  gboolean again = FALSE;
  if (!pl_firewall_ensure_base (firewall, &again, error))
    return FALSE;
  *was_put_back |= again;
  return TRUE;
}

static void
want (PlFirewall *firewall, const PlFirewallState *state)
{
  g_clear_pointer (&firewall->wanted, pl_firewall_elements_free);
  firewall->wanted = pl_firewall_elements_wanted (state);
  firewall->lease_s = state->lease_s != 0 ? state->lease_s : PL_FIREWALL_LEASE_S;
}

gboolean
pl_firewall_apply (PlFirewall *firewall, const PlFirewallState *state, GError **error)
{
  gboolean was_put_back;

  want (firewall, state);
  return bring_all (firewall, &was_put_back, error);
}

gboolean
pl_firewall_load (PlFirewall *firewall, const PlFirewallState *state, GError **error)
{
  want (firewall, state);
  return pl_firewall_ensure_base (firewall, NULL, error);
}

gboolean
pl_firewall_remove (PlFirewall *firewall, GError **error)
{
  return run (firewall, REMOVE_RULES, 0, error) != NULL;
}

/* An event is only a reason to look: nothing of it is read. */
static gboolean
look_again (int fd, GIOCondition condition, gpointer data)
{
  PlFirewall *firewall = data;
  g_autoptr (GError) error = NULL;
  gboolean was_put_back = FALSE;

  forget_events (firewall);
  if ((!bring_all (firewall, &was_put_back, &error) || was_put_back) && firewall->callback != NULL)
    firewall->callback (error, firewall->data);
  return G_SOURCE_CONTINUE;
}

gboolean
pl_firewall_watch (PlFirewall *firewall, PlFirewallPutBack callback, gpointer data, GError **error)
{
  struct sockaddr_nl address = {
    .nl_family = AF_NETLINK,
    .nl_groups = 1u << (NFNLGRP_NFTABLES - 1),
  };

  g_return_val_if_fail (firewall->events < 0, FALSE);

  firewall->events =
      socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_NETFILTER);
  if (firewall->events < 0 ||
      bind (firewall->events, (struct sockaddr *)&address, sizeof address) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "cannot watch the firewall: %s", g_strerror (errno));
    return FALSE;
  }
  firewall->callback = callback;
  firewall->data = data;
  firewall->source = g_unix_fd_add (firewall->events, G_IO_IN | G_IO_ERR, look_again, firewall);
  return TRUE;
}

static void
read_counter (JsonObject *counter, PlFirewallCounters *counters)
{
  const struct {
    const char *name;
    guint64 *value;
  } known[] = {
    { "refused", &counters->refused },     { "capped", &counters->capped },
    { "stray", &counters->stray },         { "crossed", &counters->crossed },
    { "forwarded", &counters->forwarded },
  };
  const char *name = json_object_get_string_member_with_default (counter, "name", "");

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].name, name) == 0)
      *known[i].value = json_object_get_int_member_with_default (counter, "packets", 0);
}

gboolean
pl_firewall_read_counters (PlFirewall *firewall, PlFirewallCounters *counters, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  const char *json =
      run (firewall, "list counters table inet " PL_FIREWALL_TABLE, NFT_CTX_OUTPUT_JSON, error);

  if (json == NULL || !json_parser_load_from_data (parser, json, -1, error))
    return FALSE;

  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  JsonArray *listed = json_object_get_array_member (root, "nftables");

  memset (counters, 0, sizeof *counters);
  for (guint i = 0; i < json_array_get_length (listed); i++) {
    JsonObject *object = json_array_get_object_element (listed, i);

    if (json_object_has_member (object, "counter"))
      read_counter (json_object_get_object_member (object, "counter"), counters);
  }
  return TRUE;
}
