/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/act.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "agent/records/store-private.h"
#include "policy/error.h"

struct _PlPayload {
  JsonObject *object;
};

typedef struct {
  const PlAct *act;
  PlActWork work;
  gpointer data;
} Doing;

void
pl_payload_text (PlPayload *payload, const char *key, const char *value)
{
  json_object_set_string_member (payload->object, key, value);
}

void
pl_payload_number (PlPayload *payload, const char *key, gint64 value)
{
  json_object_set_int_member (payload->object, key, value);
}

void
pl_payload_time (PlPayload *payload, const char *key, gint64 wall_ms)
{
  if (wall_ms == 0)
    return;
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (wall_ms / 1000);
  g_autofree char *text = at != NULL ? g_date_time_format_iso8601 (at) : g_strdup ("?");
  pl_payload_text (payload, key, text);
}

static char *
payload_end (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

static gboolean
do_act (PlStore *store, gpointer data, GError **error)
{
  const Doing *doing = data;
  const PlActor *actor = doing->act->actor;
  g_autoptr (JsonObject) object = json_object_new ();
  PlPayload payload = { object };

  if (!doing->work (store, doing->data, &payload, error))
    return FALSE;
  if (actor->proof[0] != '\0')
    pl_payload_text (&payload, "proof", actor->proof);
  g_autofree char *text = payload_end (object);
  PlAuditEntry entry = {
    .chain = PL_AUDIT_PUBLIC,
    .actor_uid = actor->uid,
    .actor = actor->account,
    .kind = doing->act->kind,
    .subject = doing->act->subject,
    .payload = text,
  };
  return pl_audit_append (store, &entry, error);
}

gboolean
pl_act (PlStore *store, const PlAct *act, PlActWork work, gpointer data, GError **error)
{
  Doing doing = { act, work, data };

  return pl_store_transact (store, do_act, &doing, error);
}

typedef struct {
  gint64 *wall_ms;
  char **by;
} Last;

static void
take_last (const PlAuditEntry *entry, gpointer data)
{
  const Last *last = data;

  *last->wall_ms = entry->wall_ms;
  *last->by = g_strdup (entry->actor);
}

gboolean
pl_act_last (PlStore *store,
             const char *kind,
             const char *subject,
             gint64 *wall_ms,
             char **by,
             GError **error)
{
  const PlAuditFilter filter = { .limit = 1, .subject = subject, .kind = kind };
  Last last = { wall_ms, by };

  *wall_ms = 0;
  *by = NULL;
  return pl_audit_list (store, &filter, take_last, &last, error);
}

gboolean
pl_act_refuse_changed (GError **error)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                       NC_ ("said", "somebody else has changed this in the meantime: look again"));
  return FALSE;
}
