/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Loads the base firewall at boot, before the network and before the agent; or takes it away, when
 * Porchlight is uninstalled. The agent is not needed for either.
 */
#include <gio/gio.h>
#include <stdlib.h>

#include "agent/net/block-address.h"
#include "agent/net/firewall.h"
#include "agent/net/kernel-settings.h"
#include "agent/net/open-accounts.h"
#include "policy/error.h"

typedef struct {
  char *state;
  gboolean remove;
} Options;

static gboolean
parse_options (Options *options, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->state,
                                     "Where the agent keeps its state", "DIR" },
                                   { "remove", 0, 0, G_OPTION_ARG_NONE, &options->remove,
                                     "Take the rules away", NULL },
                                   { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc == 1)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "\"%s\" is not an option", argv[1]);
  return FALSE;
}

/* Without the file staff wait for the agent; children are closed either way. */
static gboolean
load (PlFirewall *firewall, const char *state_folder, GError **error)
{
  g_autofree char *path = g_build_filename (state_folder, PL_OPEN_ACCOUNTS_FILE, NULL);
  g_autoptr (GError) unread = NULL;
  g_autoptr (PlOpenAccounts) accounts = pl_open_accounts_read (path, &unread);

  if (unread != NULL && !g_error_matches (unread, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_warning ("%s", unread->message);

  PlFirewallState state = {
    .n_staff = accounts->staff->len,
    .staff = (const uid_t *)accounts->staff->data,
    .n_exempt = accounts->exempt->len,
    .exempt = (const uid_t *)accounts->exempt->data,
  };
  return pl_firewall_load (firewall, &state, error) && pl_kernel_settings_apply (error);
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (PlFirewall) firewall = pl_firewall_new (error);

  if (firewall == NULL)
    return FALSE;
  if (options->remove)
    return pl_firewall_remove (firewall, error) && pl_block_address_remove (error);
  return load (firewall, options->state != NULL ? options->state : "/var/lib/porchlight", error);
}

int
main (int argc, char **argv)
{
  Options options = { 0 };
  g_autoptr (GError) error = NULL;

  g_set_prgname ("porchlight-firewall");
  gboolean wrong = !parse_options (&options, argc, argv, &error);
  gboolean done = !wrong && run (&options, &error);
  if (!done)
    g_printerr ("porchlight-firewall: %s\n", error->message);
  g_free (options.state);
  return done ? EXIT_SUCCESS : wrong ? 2 : EXIT_FAILURE;
}
