/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/error.h"
#include "policy/people/routes.h"
#include "tests/fuzz/fuzz.h"

/* Nothing of it can leave a line of SMTP, a header, or an address in libcurl's words. */
static void
check_plain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    g_assert (g_ascii_isgraph (*c) && *c != '"' && *c != '\\');
}

static void
check_server (const PlMailServer *server)
{
  g_assert (server->server == NULL || (server->port >= 1 && server->port <= 65535));
  check_plain (server->server != NULL ? server->server : "");
  check_plain (server->user);
}

/* Bytes as a home's routes.conf, and as the routes of a reader: read, with every promise kept, or refused. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *)data : "", size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlRoutes) routes = pl_routes_parse ("f", (const char *)data, size, NULL, &error);
  g_autoptr (GPtrArray) reader = pl_reader_routes_parse (text, NULL);

  g_assert (routes != NULL || g_str_has_prefix (error->message, "f:"));
  if (routes != NULL) {
    check_server (&routes->out);
    check_server (&routes->back);
    check_plain (routes->mailbox);
    check_plain (routes->from);
    g_assert (routes->folders->len <= PL_ROUTE_FOLDERS_MAX);
  }
  for (guint i = 0; reader != NULL && i < reader->len; i++) {
    const PlReaderRoute *route = reader->pdata[i];
    g_assert (strlen (route->route) <= PL_ROUTE_ID_MAX);
    g_assert (strlen (route->address) <= PL_ROUTE_ADDRESS_MAX);
    check_plain (route->address);
  }
  return 0;
}
