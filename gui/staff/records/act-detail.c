/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/act-detail.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "gui/app/english.h"
#include "gui/app/time-words.h"
#include "gui/staff/acts/restriction-fields.h"
#include "gui/staff/check-words.h"
#include "gui/staff/records/record-words.h"
#include "policy/care/record-kind.h"

/* What stands in entries, in words; what is not here is a field of a record (tests/gui/act-kinds). */
static const struct {
  const char *key, *words;
} names[] = {
  { "until", NC_ ("log", "Until") },
  { "from", NC_ ("log", "From") },
  { "note", NC_ ("log", "Note") },
  { "words", NC_ ("log", "Words") },
  { "site", NC_ ("log", "Site") },
  { "decision", NC_ ("log", "Answer") },
  { "minutes", NC_ ("log", "Minutes") },
  { "minutes-a-day", NC_ ("log", "Minutes a day") },
  { "beyond", NC_ ("log", "Past") },
  { "took-part", NC_ ("log", "Took part") },
  { "child-view", NC_ ("log", "The child’s view") },
  { "level-before", NC_ ("log", "Level before") },
  { "level-after", NC_ ("log", "Level after") },
  { "file", NC_ ("log", "File") },
  { "changes", NC_ ("log", "Changed") },
  { "consulted", NC_ ("log", "Who was asked") },
  { "kind", NC_ ("log", "Kind") },
  { "step", NC_ ("log", "Step") },
  { "duty", NC_ ("log", "Duty") },
  { "worked", NC_ ("log", "Whether it worked") },
  { "name", NC_ ("log", "Name") },
  { "account", NC_ ("log", "Account") },
  { "role", NC_ ("log", "Role") },
  { "route", NC_ ("log", "Way") },
  { "routes", NC_ ("log", "Ways") },
  { "answer", NC_ ("log", "Answer") },
  { "proof", NC_ ("log", "Proven by") },
  { "emergency", NC_ ("log", "Emergency") },
  { "encrypted", NC_ ("log", "Encrypted") },
  { "ended", NC_ ("log", "Ended") },
  /* Translators: the person whose shift was ended by somebody else. */
  { "of", NC_ ("log", "Whose shift") },
  { "reader", NC_ ("log", "Reader") },
  /* Translators: of a reader's key: "active". */
  { "state", NC_ ("log", "State") },
  { "topic", NC_ ("log", "Topic") },
  { "version", NC_ ("log", "Version") },
};

/* Codes of values that are of no record's field. */
static const struct {
  const char *code, *words;
} values[] = {
  { "granted", NC_ ("log", "yes") },
  { "denied", NC_ ("log", "no") },
  { "home-maximum", NC_ ("log", "the home’s longest hours") },
  { "password", NC_ ("log", "their password") },
  { "code", NC_ ("log", "a one-time code") },
  /* Translators: what a reader's key is. */
  { "waiting", NC_ ("log", "waits for another reader") },
  { "active", NC_ ("log", "in use") },
  { "revoked", NC_ ("log", "taken back") },
};

static const char *
own_name (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].key, key))
      return g_dpgettext2 (NULL, "log", names[i].words);
  return NULL;
}

static const PlRecordField *
field_of (const PlRecordKind *kind, const char *key)
{
  for (gsize i = 0; kind != NULL && i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, key))
      return &kind->fields[i];
  return NULL;
}

/* The kind of record that an entry is of; a restriction where it is of none. */
static const PlRecordKind *
kind_of (JsonObject *entry)
{
  const char *id = json_object_get_string_member_with_default (entry, "kind", "");
  const PlRecordKind *kind = pl_record_kind (id);

  return kind != NULL ? kind : &pl_restriction_kind;
}

/* Transfer full. */
static char *
name_of (const PlRecordKind *kind, const char *key)
{
  const PlRecordField *field = field_of (kind, key);
  const char *own = own_name (key);

  /* A record's own fields are called as its form calls them. */
  if (own != NULL && (field == NULL || kind == &pl_restriction_kind))
    return g_strdup (own);
  return field != NULL ? g_strdup (pl_record_say (field->title))
                       : g_strdelimit (g_strdup (key), "-", ' ');
}

/* A moment of the record is in UTC; a person's is the home's. Transfer full. */
static char *
text_words (const char *key, const char *text)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (text, NULL);
  const PlRecordKind *kind = g_str_equal (key, "kind") ? pl_record_kind (text) : NULL;

  g_autofree char *day = pl_words_date (text);

  if (at != NULL)
    return pl_words_short_moment (g_date_time_to_unix (at));
  if (day != NULL)
    return g_steal_pointer (&day);
  if (kind != NULL)
    return g_strdup (pl_record_say (kind->title));
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].code, text))
      return g_strdup (g_dpgettext2 (NULL, "log", values[i].words));
  return g_strdup (pl_record_choice (text));
}

static gboolean
is_hash (const char *text)
{
  gsize length = strspn (text, "0123456789abcdef");

  return text[length] == '\0' && length >= 32;
}

/* Numbers that people read; the others are the record's own. */
static const char *const counts[] = { "minutes", "minutes-a-day", NULL };

/* Of which the value is an account. */
static const char *const people[] = { "account", "by", "of", NULL };

/* NULL: nothing that a person reads. Transfer full. */
static char *
value_words (PlRecord *entry, const char *key, JsonNode *node)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  char *details =
      text != NULL && g_str_equal (key, "details") ? pl_check_details_words (entry) : NULL;

  if (details != NULL)
    return details;
  if (text != NULL && g_strv_contains (people, key))
    return *text != '\0' ? g_strdup (pl_record_name_of (entry, text)) : NULL;
  if (text != NULL)
    return *text != '\0' && !is_hash (text) ? text_words (key, text) : NULL;
  if (!JSON_NODE_HOLDS_VALUE (node))
    return json_to_string (node, FALSE);
  return g_strv_contains (counts, key)
             ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node))
             : NULL;
}

static gboolean
is_why (const char *key)
{
  return g_str_equal (key, "reason") || g_str_equal (key, "why");
}

static void
add (GString *words, const char *part)
{
  if (words->len > 0)
    g_string_append_c (words, '\n');
  g_string_append (words, part);
}

/* Of an account, why is what the agent says. Transfer full. */
static char *
in_words (JsonObject *said, const char *key, const char *written)
{
  gboolean ours = g_str_equal (key, "why") && !json_object_has_member (said, "record");

  return ours ? pl_screen_said (written) : g_strdup (written);
}

static void
add_why (GString *words, JsonObject *said)
{
  static const char *const keys[] = { "reason", "why" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *written = json_object_get_string_member_with_default (said, keys[i], "");
    g_autofree char *why = in_words (said, keys[i], written);
    /* Translators: why something was done, in the words of who did it. */
    g_autofree char *quoted = g_strdup_printf (C_ ("log", "“%s”"), why);
    if (*why != '\0')
      add (words, quoted);
  }
}

static void
add_members (GString *words, PlRecord *entry, JsonObject *said)
{
  const PlRecordKind *kind = kind_of (said);
  g_autoptr (GList) keys = json_object_get_members (said);

  for (GList *key = keys; key != NULL; key = key->next) {
    g_autofree char *value =
        is_why (key->data)
            ? NULL
            : value_words (entry, key->data, json_object_get_member (said, key->data));
    g_autofree char *name = name_of (kind, key->data);
    /* Translators: what a particular of an act is, and what it was. */
    g_autofree char *line =
        value != NULL ? g_strdup_printf (C_ ("log", "%1$s: %2$s"), name, value) : NULL;
    if (line != NULL)
      add (words, line);
  }
}

char *
pl_act_detail (PlRecord *entry)
{
  g_autoptr (JsonNode) node = json_from_string (pl_record_text (entry, "text"), NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node)) {
    add_why (words, json_node_get_object (node));
    add_members (words, entry, json_node_get_object (node));
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}
