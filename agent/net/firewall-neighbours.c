/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/firewall-neighbours.h"

#include <json-glib/json-glib.h>
#include <nftables/libnftables.h>

#include "agent/net/firewall-elements.h"
#include "policy/error.h"

/* Of the chain names in base.nft. */
#define OUR_PRIORITY (-110)

static const char *
word (JsonObject *object, const char *member)
{
  return json_object_get_string_member_with_default (object, member, "");
}

static gboolean
is_rival (JsonObject *chain)
{
  return g_str_equal (word (chain, "type"), "nat") &&
         g_str_equal (word (chain, "hook"), "output") &&
         json_object_get_int_member_with_default (chain, "prio", 0) <= OUR_PRIORITY &&
         !g_str_equal (word (chain, "table"), PL_FIREWALL_TABLE);
}

static char *
find_rival (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, json, -1, error))
    return NULL;
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  JsonArray *listed = json_object_get_array_member (root, "nftables");
  for (guint i = 0; i < json_array_get_length (listed); i++) {
    JsonObject *object = json_array_get_object_element (listed, i);
    JsonObject *chain = json_object_has_member (object, "chain")
                            ? json_object_get_object_member (object, "chain")
                            : NULL;
    if (chain != NULL && is_rival (chain))
      return g_strdup_printf ("%s %s %s", word (chain, "family"), word (chain, "table"),
                              word (chain, "name"));
  }
  return NULL;
}

char *
pl_firewall_rival (GError **error)
{
  struct nft_ctx *nft = nft_ctx_new (NFT_CTX_DEFAULT);
  char *rival = NULL;

  if (nft != NULL && nft_ctx_buffer_output (nft) == 0 && nft_ctx_buffer_error (nft) == 0) {
    nft_ctx_output_set_flags (nft, NFT_CTX_OUTPUT_JSON | NFT_CTX_OUTPUT_NUMERIC_ALL);
    if (nft_run_cmd_from_buffer (nft, "list chains") == 0)
      rival = find_rival (nft_ctx_get_output_buffer (nft), error);
    else
      g_set_error (error, PL_ERROR, PL_ERROR_IO, "nft: %s", nft_ctx_get_error_buffer (nft));
  }
  if (nft != NULL)
    nft_ctx_free (nft);
  return rival;
}
