/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/firewall-elements.h"

#include <json-glib/json-glib.h>

#include "agent/net/slots.h"
#include "policy/error.h"

typedef enum {
  ZONES,
  DNS,
  WEB,
  OWN,
  STAFF,
  EXEMPT,
  STAFF_DNS,
  OPENED,
  ECHO,
  N_SETS
} SetId;

static const struct {
  const char *name;
  gboolean expires;
} sets[N_SETS] = {
  [ZONES] = { "zones", FALSE },
  [DNS] = { "dns", FALSE },
  [WEB] = { "web", FALSE },
  [OWN] = { "own", FALSE },
  [STAFF] = { "staff", FALSE },
  [EXEMPT] = { "exempt", FALSE },
  [STAFF_DNS] = { "staff_dns", TRUE },
  [OPENED] = { "opened", TRUE },
  [ECHO] = { "echo", TRUE },
};

struct _PlFirewallElements {
  GHashTable *of[N_SETS]; /* element texts: "1001 : 915" */
};

static PlFirewallElements *
elements_new (void)
{
  PlFirewallElements *elements = g_new (PlFirewallElements, 1);

  for (guint i = 0; i < N_SETS; i++)
    elements->of[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return elements;
}

void
pl_firewall_elements_free (PlFirewallElements *elements)
{
  for (guint i = 0; i < N_SETS; i++)
    g_hash_table_unref (elements->of[i]);
  g_free (elements);
}

static void G_GNUC_PRINTF (3, 4)
    add (PlFirewallElements *elements, SetId set, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_hash_table_add (elements->of[set], g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* A slot's port is for what was redirected to it, never a way out. */
static gboolean
is_slot_port (guint16 port)
{
  return (port >= PL_SLOT_DNS_PORT && port < PL_SLOT_DNS_PORT + PL_SLOT_MAX) ||
         (port >= PL_SLOT_WEB_PORT && port < PL_SLOT_WEB_PORT + PL_SLOT_MAX);
}

static void
add_child (PlFirewallElements *elements, const PlFirewallChild *child)
{
  guint zone = pl_slot_zone (child->slot);

  add (elements, ZONES, "%u : %u", child->uid, zone);
  add (elements, OWN, "%u . %u", child->uid, zone);
  add (elements, DNS, "%u : %u", child->uid, pl_slot_dns_port (child->slot));
  if (child->web)
    add (elements, WEB, "%u : %u", child->uid, pl_slot_web_port (child->slot));
  for (guint i = 0; i < child->n_ports; i++)
    if (!is_slot_port (child->ports[i].port))
      add (elements, OPENED, "%u . %u . %u", zone, child->ports[i].protocol, child->ports[i].port);
  /* Echo is a way out like an open port, and a narrower one: who has the one has the other. */
  if (child->n_ports > 0)
    add (elements, ECHO, "%u", zone);
}

PlFirewallElements *
pl_firewall_elements_wanted (const PlFirewallState *state)
{
  PlFirewallElements *elements = elements_new ();

  for (guint i = 0; i < state->n_children; i++)
    add_child (elements, &state->children[i]);
  for (guint i = 0; i < state->n_staff; i++) {
    add (elements, STAFF, "%u", state->staff[i]);
    if (state->staff_filtered)
      add (elements, STAFF_DNS, "%u : %u", state->staff[i], pl_slot_dns_port (PL_SLOT_STAFF));
  }
  for (guint i = 0; i < state->n_exempt; i++)
    add (elements, EXEMPT, "%u", state->exempt[i]);
  return elements;
}

static const char *element_text (JsonNode *node, GString *text);

static const char *
joined_text (JsonArray *array, const char *separator, GString *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (i > 0)
      g_string_append (text, separator);
    if (element_text (json_array_get_element (array, i), text) == NULL)
      return NULL;
  }
  return text->str;
}

/*
 * An element as nft lists it: 1001, [1001, 915] of a map, {"concat": [...]}, and {"elem": {"val": ...}}
 * around what expires. NULL if it is none of these.
 */
static const char *
element_text (JsonNode *node, GString *text)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64) {
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
    return text->str;
  }
  if (JSON_NODE_HOLDS_ARRAY (node))
    return joined_text (json_node_get_array (node), " : ", text);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  JsonObject *object = json_node_get_object (node);
  JsonNode *concat = json_object_get_member (object, "concat");
  JsonNode *elem = json_object_get_member (object, "elem");

  if (concat != NULL && JSON_NODE_HOLDS_ARRAY (concat))
    return joined_text (json_node_get_array (concat), " . ", text);
  if (elem == NULL || !JSON_NODE_HOLDS_OBJECT (elem))
    return NULL;
  elem = json_object_get_member (json_node_get_object (elem), "val");
  return elem != NULL ? element_text (elem, text) : NULL;
}

static gboolean
read_set (PlFirewallElements *elements, JsonObject *listed, GError **error)
{
  const char *name = json_object_get_string_member_with_default (listed, "name", "");
  JsonNode *elem = json_object_get_member (listed, "elem");
  guint set = 0;

  while (set < N_SETS && strcmp (sets[set].name, name) != 0)
    set++;
  if (set == N_SETS || elem == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (elem)); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    JsonNode *node = json_array_get_element (json_node_get_array (elem), i);

    if (element_text (node, text) == NULL) {
      g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "nft: unknown element in %s", name);
      return FALSE;
    }
    add (elements, set, "%s", text->str);
  }
  return TRUE;
}

PlFirewallElements *
pl_firewall_elements_listed (const char *json, GError **error)
{
  g_autoptr (PlFirewallElements) elements = elements_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, json, -1, error))
    return NULL;

  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  JsonArray *listed = json_object_get_array_member (root, "nftables");

  for (guint i = 0; i < json_array_get_length (listed); i++) {
    JsonObject *object = json_array_get_object_element (listed, i);
    const char *kind = json_object_has_member (object, "map") ? "map" : "set";

    if (json_object_has_member (object, kind) &&
        !read_set (elements, json_object_get_object_member (object, kind), error))
      return NULL;
  }
  return g_steal_pointer (&elements);
}

/* One command for all elements of a set that are in some and not in others. */
static void
append_command (GString *commands,
                const char *verb,
                SetId set,
                GHashTable *some,
                GHashTable *others,
                const char *options)
{
  const char *separator = "";
  GHashTableIter iter;
  const char *text;
  gsize start = commands->len;

  g_string_append_printf (commands, "%s element inet " PL_FIREWALL_TABLE " %s { ", verb,
                          sets[set].name);
  g_hash_table_iter_init (&iter, some);
  while (g_hash_table_iter_next (&iter, (gpointer *)&text, NULL))
    if (others == NULL || !g_hash_table_contains (others, text)) {
      const char *data = strstr (text, " : ");
      int key = data != NULL ? (int)(data - text) : (int)strlen (text);

      g_string_append_printf (commands, "%s%.*s%s%s", separator, key, text, options,
                              data != NULL ? data : "");
      separator = ", ";
    }
  if (*separator == '\0')
    g_string_truncate (commands, start);
  else
    g_string_append (commands, " }\n");
}

/*
 * Kernels before 6.12 do not change the time of an element that is there: so it is removed and added
 * again, in the same transaction; added first, as it may have expired since the listing.
 */
static void
append_renewal (
    GString *commands, SetId set, GHashTable *listed, GHashTable *wanted, const char *timeout)
{
  append_command (commands, "add", set, listed, NULL, "");
  append_command (commands, "add", set, wanted, listed, "");
  append_command (commands, "delete", set, listed, NULL, "");
  append_command (commands, "delete", set, wanted, listed, "");
  append_command (commands, "add", set, wanted, NULL, timeout);
}

char *
pl_firewall_elements_commands (const PlFirewallElements *listed,
                               const PlFirewallElements *wanted,
                               guint lease_s)
{
  GString *commands = g_string_new (NULL);
  g_autofree char *timeout = g_strdup_printf (" timeout %us", lease_s);

  for (guint i = 0; i < N_SETS; i++)
    if (sets[i].expires)
      append_renewal (commands, i, listed->of[i], wanted->of[i], timeout);
    else {
      append_command (commands, "delete", i, listed->of[i], wanted->of[i], "");
      append_command (commands, "add", i, wanted->of[i], listed->of[i], "");
    }
  return g_string_free (commands, FALSE);
}
