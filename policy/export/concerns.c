/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/concerns.h"

#include <sodium.h>
#include <string.h>

#include "policy/care/letter.h"
#include "policy/care/told-duty.h"
#include "policy/export/export-json.h"

#define CONCERNS ".Concerns"

/* Adds a page's rows; the id of its last one, NULL where it is the last page. */
static char *
add_page (GVariantBuilder *rows, GVariant *page)
{
  gsize n = g_variant_n_children (page);
  char *last = NULL;

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (page, i);
    g_variant_builder_add_value (rows, row);
    if (i + 1 == n && n == PL_EXPORT_PAGE)
      g_variant_lookup (row, "id", "s", &last);
  }
  return last;
}

GVariant *
pl_export_all_concerns (const PlExportAgent *agent,
                        const char *interface,
                        const char *method,
                        const char *reply_type,
                        GError **error)
{
  g_autoptr (GVariant) reply = NULL;
  g_autofree char *before = g_strdup ("");
  GVariantBuilder rows, all;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  while (before != NULL) {
    g_clear_pointer (&reply, g_variant_unref);
    reply = pl_export_ask (agent, interface, method, g_variant_new ("(su)", before, PL_EXPORT_PAGE),
                           reply_type, error);
    if (reply == NULL) {
      g_variant_builder_clear (&rows);
      return NULL;
    }
    g_autoptr (GVariant) page = g_variant_get_child_value (reply, 0);
    g_free (before);
    before = add_page (&rows, page);
  }
  /* What else the reply says is the same on every page. */
  g_variant_builder_init (&all, G_VARIANT_TYPE_TUPLE);
  g_variant_builder_add_value (&all, g_variant_builder_end (&rows));
  for (gsize i = 1; i < g_variant_n_children (reply); i++) {
    g_autoptr (GVariant) more = g_variant_get_child_value (reply, i);
    g_variant_builder_add_value (&all, more);
  }
  return g_variant_ref_sink (g_variant_builder_end (&all));
}

guint8 *
pl_export_open_part (GVariant *part, const PlExportKey *key, gsize *length)
{
  g_autoptr (GVariant) copy = g_variant_lookup_value (part, "sealed", G_VARIANT_TYPE_BYTESTRING);
  gsize n = 0;
  const guint8 *bytes = copy != NULL ? g_variant_get_fixed_array (copy, &n, 1) : NULL;
  PlSealed sealed;

  return n > 0 && pl_sealed_read (bytes, n, &sealed, NULL)
             ? pl_sealed_open (&sealed, key->key, key->secret, length, NULL)
             : NULL;
}

static const char *
text_of (GVariant *row, const char *key)
{
  const char *text = "";

  g_variant_lookup (row, key, "&s", &text);
  return text;
}

static gint64
instant_of (GVariant *row, const char *key)
{
  gint64 instant = -1;

  g_variant_lookup (row, key, "x", &instant);
  return instant;
}

static void
set_text (JsonObject *object, const char *key, const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (object, key, text);
}

static void
set_time (JsonObject *object, const char *key, gint64 instant, GTimeZone *zone)
{
  if (instant <= 0)
    return;
  g_autofree char *text = pl_export_time (instant, zone);
  json_object_set_string_member (object, key, text);
}

/* A line of a letter that is for people. */
static void
take_line (const char *key, const char *value, gpointer data)
{
  if (pl_letter_is_frame (key))
    return;
  JsonObject *line = json_object_new ();
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  json_object_set_string_member (line, "key", key);
  json_object_set_string_member (line, "value", valid);
  json_array_add_object_element (data, line);
}

static void
add_letter (JsonObject *message, const guint8 *letter, gsize length)
{
  JsonArray *lines = json_array_new ();
  gsize words = pl_letter_words (letter, length);
  g_autofree char *text =
      g_utf8_make_valid ((const char *)letter + words, (gssize)(length - words));

  pl_letter_each (letter, length, take_line, lines);
  json_object_set_array_member (message, "lines", lines);
  json_object_set_string_member (message, "words", text);
}

/* A message; of one that was not sealed to this reader, that it is there. */
static JsonObject *
message_of (const PlExportConcerns *asked, GVariant *part, PlReferrals *referrals)
{
  JsonObject *message = json_object_new ();
  gsize length = 0;
  guint8 *letter = pl_export_open_part (part, &asked->key, &length);

  json_object_set_string_member (message, "what", text_of (part, "what"));
  json_object_set_string_member (message, "from", text_of (part, "from"));
  set_text (message, "name", text_of (part, "name"));
  set_time (message, "at", instant_of (part, "at"), asked->zone);
  json_object_set_boolean_member (message, "opened", letter != NULL);
  if (letter != NULL) {
    add_letter (message, letter, length);
    if (g_str_equal (text_of (part, "what"), "acting"))
      pl_referrals_add (referrals, letter, length, instant_of (part, "at"));
  }
  sodium_free (letter);
  return message;
}

static gboolean
add_messages (const PlExportConcerns *asked,
              const char *id,
              JsonObject *concern,
              PlReferrals *referrals,
              GError **error)
{
  g_autoptr (GVariant) reply = pl_export_ask (asked->agent, CONCERNS, "Get",
                                              g_variant_new ("(s)", id), "(aa{sv}a(ayay)x)", error);
  JsonArray *messages = json_array_new ();

  json_object_set_array_member (concern, "messages", messages);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) parts = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (parts); i++) {
    g_autoptr (GVariant) part = g_variant_get_child_value (parts, i);
    json_array_add_object_element (messages, message_of (asked, part, referrals));
  }
  return TRUE;
}

/* What became of it, and when: as its own chain has it. */
static gboolean
add_course (const PlExportConcerns *asked, const char *id, JsonObject *concern, GError **error)
{
  g_autoptr (GVariant) reply = pl_export_ask (asked->agent, CONCERNS, "ListAudit",
                                              g_variant_new ("(s)", id), "(aa{sv})", error);
  JsonArray *course = json_array_new ();

  json_object_set_array_member (concern, "course", course);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) entries = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (entries); i++) {
    g_autoptr (GVariant) entry = g_variant_get_child_value (entries, i);
    json_array_add_object_element (course, pl_export_row (entry, "time", asked->zone));
  }
  return TRUE;
}

static void
add_seen (const PlExportConcerns *asked, GVariant *row, JsonObject *concern)
{
  g_autoptr (GVariant) seen = g_variant_lookup_value (row, "seen", G_VARIANT_TYPE ("a(sx)"));
  JsonArray *array = json_array_new ();

  for (gsize i = 0; seen != NULL && i < g_variant_n_children (seen); i++) {
    JsonObject *one = json_object_new ();
    const char *role;
    gint64 at;
    g_variant_get_child (seen, i, "(&sx)", &role, &at);
    json_object_set_string_member (one, "role", role);
    set_time (one, "at", at, asked->zone);
    json_array_add_object_element (array, one);
  }
  json_object_set_array_member (concern, "seen", array);
}

static JsonObject *
duty_object (const PlToldDuty *duty, GTimeZone *zone)
{
  JsonObject *object = json_object_new ();
  JsonArray *sources = json_array_new ();

  json_object_set_string_member (object, "to", pl_told_code (duty->party));
  json_object_set_string_member (object, "name", pl_told_name (duty->party));
  json_object_set_string_member (object, "when", pl_told_when_code (duty->when));
  json_object_set_string_member (object, "state", pl_duty_state_code (duty->status.state));
  set_time (object, "due", duty->status.due, zone);
  set_time (object, "at", duty->at, zone);
  set_text (object, "reference", duty->reference);
  for (char **source = duty->sources; *source != NULL; source++)
    json_array_add_string_element (sources, *source);
  json_object_set_array_member (object, "sources", sources);
  return object;
}

static void
add_told (const PlExportConcerns *asked,
          GVariant *row,
          const PlReferrals *referrals,
          JsonObject *concern)
{
  g_autoptr (GPtrArray) duties = pl_told_duties (row, referrals, asked->zone, asked->now);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < duties->len; i++)
    json_array_add_object_element (array, duty_object (duties->pdata[i], asked->zone));
  json_object_set_array_member (concern, "told", array);
}

/* What its row says. */
static JsonObject *
concern_object (const PlExportConcerns *asked, GVariant *row)
{
  JsonObject *concern = json_object_new ();

  json_object_set_string_member (concern, "id", text_of (row, "id"));
  json_object_set_string_member (concern, "kind", text_of (row, "kind"));
  set_time (concern, "filed", instant_of (row, "filed"), asked->zone);
  json_object_set_string_member (concern, "origin", text_of (row, "origin"));
  set_text (concern, "made-by", text_of (row, "made-by"));
  json_object_set_string_member (concern, "read-as", text_of (row, "role"));
  json_object_set_string_member (concern, "state", text_of (row, "state"));
  set_time (concern, "closed", instant_of (row, "closed"), asked->zone);
  set_text (concern, "linked", text_of (row, "linked"));
  add_seen (asked, row, concern);
  return concern;
}

/* It is on record first: its course says so itself. */
static gboolean
add_concern (const PlExportConcerns *asked, GVariant *row, JsonArray *concerns, GError **error)
{
  const char *id = text_of (row, "id");
  g_autoptr (GVariant) noted =
      pl_export_ask (asked->agent, CONCERNS, "NoteExport", g_variant_new ("(s)", id), "()", error);
  g_auto (PlReferrals) referrals = { 0 };

  if (noted == NULL)
    return FALSE;
  JsonObject *concern = concern_object (asked, row);
  json_array_add_object_element (concerns, concern);
  if (!add_messages (asked, id, concern, &referrals, error) ||
      !add_course (asked, id, concern, error))
    return FALSE;
  add_told (asked, row, &referrals, concern);
  return TRUE;
}

static gboolean
is_asked_for (const PlExportConcerns *asked, GVariant *row)
{
  gint64 filed = instant_of (row, "filed"), closed = instant_of (row, "closed");

  return g_str_equal (text_of (row, "child"), asked->child) && filed < asked->until &&
         (closed <= 0 || MAX (filed, closed) >= asked->from);
}

JsonArray *
pl_export_concerns (const PlExportConcerns *asked, GError **error)
{
  g_autoptr (GVariant) reply =
      pl_export_all_concerns (asked->agent, CONCERNS, "List", "(aa{sv})", error);
  g_autoptr (JsonArray) concerns = json_array_new ();

  if (reply == NULL)
    return NULL;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    if (is_asked_for (asked, row) && !add_concern (asked, row, concerns, error))
      return NULL;
  }
  return g_steal_pointer (&concerns);
}
