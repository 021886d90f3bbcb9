/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/export-json.h"

#include <string.h>

#define MASK "[another child]"

#define NAME_SUFFIX "-name"

/* A part of a name that is shorter is in many words' place: "Jo" stays searched for, "O" does not. */
#define WORD_MIN 2

char *
pl_export_time (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup ("");
}

/* Duties of a restriction (sxs) and steps of a record (sxx): what, due, and how it stands or when it was done. */
static JsonNode *
node_of_duty (GVariant *tuple, GTimeZone *zone)
{
  g_autoptr (JsonObject) object = json_object_new ();
  gboolean duty = g_variant_is_of_type (tuple, G_VARIANT_TYPE ("(sxs)"));
  const char *what, *state;
  gint64 due, done;

  if (duty)
    g_variant_get (tuple, "(&sx&s)", &what, &due, &state);
  else
    g_variant_get (tuple, "(&sxx)", &what, &due, &done);
  json_object_set_string_member (object, duty ? "duty" : "step", what);
  if (due > 0) {
    g_autofree char *text = pl_export_time (due, zone);
    json_object_set_string_member (object, "due", text);
  }
  if (duty) {
    json_object_set_string_member (object, "state", state);
  } else if (done >= 0) {
    g_autofree char *text = pl_export_time (done, zone);
    json_object_set_string_member (object, "done", text);
  }
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  return node;
}

static JsonNode *
node_of_list (GVariant *list, GTimeZone *zone)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) tuple = g_variant_get_child_value (list, i);
    json_array_add_element (array, node_of_duty (tuple, zone));
  }
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

/* What the log says of an act is an object itself. */
static JsonNode *
node_of_text (const char *key, const char *text)
{
  g_autoptr (JsonNode) parsed =
      g_str_equal (key, "text") && *text == '{' ? json_from_string (text, NULL) : NULL;

  if (parsed != NULL)
    return g_steal_pointer (&parsed);
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, text);
  return node;
}

/* A number, or what times says that it is. */
static void
add_number (JsonObject *object, const char *key, gint64 number, char **times, GTimeZone *zone)
{
  g_autofree char *as_day = g_strconcat ("@", key, NULL);
  gboolean day = g_strv_contains ((const char *const *)times, as_day);

  if (!day && !g_strv_contains ((const char *const *)times, key)) {
    json_object_set_int_member (object, key, number);
  } else if (number > 0) {
    g_autofree char *text = pl_export_time (number, zone);
    if (day)
      text[strlen ("YYYY-MM-DD")] = '\0';
    json_object_set_string_member (object, key, text);
  }
}

/* What people call the person of an account now (policy/dbus) is on no record. */
static gboolean
is_name_of_account (GVariant *row, const char *key)
{
  gsize length = strlen (key) - (g_str_has_suffix (key, NAME_SUFFIX) ? strlen (NAME_SUFFIX) : 0);
  g_autofree char *account = g_strndup (key, length);

  return key[length] != '\0' && g_variant_lookup (row, account, "&s", NULL);
}

JsonObject *
pl_export_row (GVariant *row, const char *times, GTimeZone *zone)
{
  JsonObject *object = json_object_new ();
  g_auto (GStrv) time_keys = g_strsplit (times, " ", -1);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, row);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value)) {
    if (is_name_of_account (row, key))
      continue;
    if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
      json_object_set_member (object, key, node_of_text (key, g_variant_get_string (value, NULL)));
    } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64)) {
      add_number (object, key, g_variant_get_int64 (value), time_keys, zone);
    } else if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT)) {
      json_object_set_object_member (object, key, pl_export_row (value, times, zone));
    } else if (g_variant_is_of_type (value, G_VARIANT_TYPE ("a(sxs)")) ||
               g_variant_is_of_type (value, G_VARIANT_TYPE ("a(sxx)"))) {
      json_object_set_member (object, key, node_of_list (value, zone));
    } else {
      json_object_set_member (object, key, json_gvariant_serialize (value));
    }
  }
  return object;
}

/* Each word of each name, and each name whole, longest first; NULL: none. */
static GRegex *
pattern_of (const char *const *names, const char *const *own)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) pattern = g_string_new (NULL);

  for (; *names != NULL; names++) {
    g_auto (GStrv) parts = g_strsplit_set (*names, " \t-.", -1);
    g_hash_table_add (words, g_utf8_casefold (*names, -1));
    for (char **part = parts; *part != NULL; part++)
      g_hash_table_add (words, g_utf8_casefold (*part, -1));
  }
  for (; own != NULL && *own != NULL; own++) {
    g_autofree char *folded = g_utf8_casefold (*own, -1);
    g_hash_table_remove (words, folded);
  }
  g_autoptr (GList) keys = g_hash_table_get_keys (words);
  keys = g_list_sort (keys, (GCompareFunc)strcmp);
  /* In an alternation the first that fits counts: what begins another comes after it. */
  for (GList *key = g_list_last (keys); key != NULL; key = key->prev) {
    if (g_utf8_strlen (key->data, -1) < WORD_MIN)
      continue;
    g_autofree char *escaped = g_regex_escape_string (key->data, -1);
    g_string_append_printf (pattern, "%s%s", pattern->len > 0 ? "|" : "", escaped);
  }
  if (pattern->len == 0)
    return NULL;
  g_autofree char *whole =
      g_strdup_printf ("(?<![\\p{L}\\p{N}])(?:%s)(?![\\p{L}\\p{N}])", pattern->str);
  return g_regex_new (whole, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
}

typedef struct {
  GRegex *pattern;
  guint count;
} Mask;

static gboolean
count (const GMatchInfo *match, GString *result, gpointer data)
{
  ((Mask *)data)->count++;
  g_string_append (result, MASK);
  return FALSE;
}

static void mask_node (Mask *mask, JsonNode *node);

static void
mask_member (JsonObject *object, const char *key, JsonNode *node, gpointer data)
{
  mask_node (data, node);
}

static void
mask_element (JsonArray *array, guint i, JsonNode *node, gpointer data)
{
  mask_node (data, node);
}

static void
mask_node (Mask *mask, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    json_object_foreach_member (json_node_get_object (node), mask_member, mask);
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    json_array_foreach_element (json_node_get_array (node), mask_element, mask);
  } else if (json_node_get_value_type (node) == G_TYPE_STRING) {
    g_autofree char *masked = g_regex_replace_eval (mask->pattern, json_node_get_string (node), -1,
                                                    0, 0, count, mask, NULL);
    if (masked != NULL)
      json_node_set_string (node, masked);
  }
}

/* What stands before the lists is the program's and the home's own. */
static void
mask_list (JsonObject *object, const char *key, JsonNode *node, gpointer data)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    mask_node (data, node);
}

guint
pl_export_mask (JsonObject *object, const char *const *names, const char *const *own)
{
  g_autoptr (GRegex) pattern = pattern_of (names, own);
  Mask mask = { pattern, 0 };

  if (pattern != NULL)
    json_object_foreach_member (object, mask_list, &mask);
  return mask.count;
}
