/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The child's own copy of what is kept about them (L8): as it is on record, but for concerns, which go by the lead's act. */
#include <json-glib/json-glib.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/child.h"
#include "agent/ctl/options.h"
#include "policy/error.h"

#define RECORDS "(aa{sv})"
/* Of usage and blocked names: as long as they are kept. */
#define DAYS 90

/* One kind of record, in pages: what it is called here, and who is asked for it. */
typedef struct {
  const char *key, *interface, *method;
  const char *number;                                        /* the field that pages go by */
  GVariant *(*arguments) (const char *child, gint64 before); /* floating */
} Kind;

static GVariant *
of_child (const char *child, gint64 before)
{
  return g_variant_new ("(sxu)", child, before, 200);
}

static GVariant *
of_requests (const char *child, gint64 before)
{
  return g_variant_new ("(sbxu)", child, FALSE, before, 200);
}

static GVariant *
of_versions (const char *child, gint64 before)
{
  return g_variant_new ("(sx)", child, before);
}

static GVariant *
of_acts (const char *child, gint64 before)
{
  return g_variant_new ("(tuss)", (guint64)before, 200, child, "");
}

static const Kind kinds[] = {
  { "profile-versions", ".Profiles", "ListVersions", "id", of_versions },
  { "reviews", ".Decisions", "ListReviews", "id", of_child },
  { "restrictions", ".Decisions", "ListRestrictions", "id", of_child },
  { "grants", ".Decisions", "ListGrants", "id", of_requests },
  { "requests", ".Decisions", "ListRequests", "id", of_requests },
  { "acts-of-staff", ".Audit", "List", "serial", of_acts },
};

/* The lowest number of a page: the next one has lower ones. */
static gint64
last_number (GVariant *page, const char *field)
{
  g_autoptr (GVariant) record = g_variant_get_child_value (page, g_variant_n_children (page) - 1);
  g_autoptr (GVariant) number = g_variant_lookup_value (record, field, NULL);

  return g_variant_is_of_type (number, G_VARIANT_TYPE_INT64)
             ? g_variant_get_int64 (number)
             : (gint64)g_variant_get_uint64 (number);
}

static gboolean
add_kind (JsonBuilder *json, const Kind *kind, const char *child, GError **error)
{
  gint64 before = 0;

  json_builder_set_member_name (json, kind->key);
  json_builder_begin_array (json);
  for (;;) {
    g_autoptr (GVariant) reply = pl_ctl_call_agent (
        kind->interface, kind->method, kind->arguments (child, before), RECORDS, error);
    if (reply == NULL)
      return FALSE;
    g_autoptr (GVariant) page = g_variant_get_child_value (reply, 0);
    gsize n = g_variant_n_children (page);
    if (n == 0)
      break;
    for (gsize i = 0; i < n; i++) {
      g_autoptr (GVariant) record = g_variant_get_child_value (page, i);
      json_builder_add_value (json, json_gvariant_serialize (record));
    }
    before = last_number (page, kind->number);
  }
  json_builder_end_array (json);
  return TRUE;
}

/* Of a time that ends today. */
static gboolean
add_days (JsonBuilder *json,
          const char *key,
          const char *method,
          const char *type,
          const char *child,
          GError **error)
{
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (".Staff", method, g_variant_new ("(su)", child, DAYS), type, error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  json_builder_set_member_name (json, key);
  json_builder_add_value (json, json_gvariant_serialize (rows));
  return TRUE;
}

static gboolean
write_copy (JsonBuilder *json, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  g_autofree char *text = json_to_string (root, TRUE);
  g_autoptr (GError) reason = NULL;

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &reason))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, reason->message);
  return FALSE;
}

gboolean
pl_ctl_child_copy (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!pl_ctl_options (&argc, &argv, entries, 2, "one CHILD and a FILE", error))
    return FALSE;
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "account");
  json_builder_add_string_value (json, argv[1]);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!add_kind (json, &kinds[i], argv[1], error))
      return FALSE;
  if (!add_days (json, "usage", "ListUsage", "(a(sx))", argv[1], error) ||
      !add_days (json, "blocked", "ListBlocked", RECORDS, argv[1], error))
    return FALSE;
  json_builder_end_object (json);
  return write_copy (json, argv[2], error);
}
