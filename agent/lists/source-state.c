/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/source-state.h"

#include "policy/error.h"
#include "policy/people/key-file.h"

static gboolean
read_line (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  char **text = field;

  g_free (*text);
  *text = g_strdup (entry->value);
  return TRUE;
}

static gboolean
read_count (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (g_ascii_string_to_signed (entry->value, 10, 0, G_MAXINT64, field, NULL))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s is not a number", entry->key);
  return FALSE;
}

#define FIELD(member) .offset = G_STRUCT_OFFSET (PlSourceState, member)
#define LIST(section, list)                                                                        \
  { section, "Tag", .read = read_line, FIELD (list.tag) },                                         \
      { section, "Modified", .read = read_line, FIELD (list.modified) },                           \
      { section, "Digest", .read = read_line, FIELD (list.digest) },                               \
      { section, "Guarded", .read = read_line, FIELD (list.guarded) },                             \
      { section, "Entries", .read = read_count, FIELD (list.entries) },                            \
      { section, "Size", .read = read_count, FIELD (list.size) },                                  \
  {                                                                                                \
    section, "Fetched", .read = read_count, FIELD (list.fetched)                                   \
  }

static const PlKeyRule state_rules[] = {
  LIST ("List", good),
  LIST ("Held", held),
  { "Held", "Reason", .read = read_line, FIELD (reason) },
  { "Source", "Rejected", .read = read_line, FIELD (rejected) },
  { "Source", "Result", .read = read_line, FIELD (result) },
  { "Source", "PartTag", .read = read_line, FIELD (part_tag) },
  { "Source", "Checked", .read = read_count, FIELD (checked) },
  { "Source", "Due", .read = read_count, FIELD (due) },
  { "Source", "Wait", .read = read_count, FIELD (wait) },
  { "Source", "Failures", .read = read_count, FIELD (failures) },
};

static char **
text_of (PlSourceState *state, const PlKeyRule *rule)
{
  return (char **)(gpointer)((char *)state + rule->offset);
}

static PlSourceState *
state_new (void)
{
  PlSourceState *state = g_new0 (PlSourceState, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (state_rules); i++)
    if (state_rules[i].read == read_line)
      *text_of (state, &state_rules[i]) = g_strdup ("");
  return state;
}

void
pl_source_state_free (PlSourceState *state)
{
  if (state == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (state_rules); i++)
    if (state_rules[i].read == read_line)
      g_free (*text_of (state, &state_rules[i]));
  g_free (state);
}

PlSourceState *
pl_source_state_read (const char *path)
{
  g_autoptr (PlSourceState) state = state_new ();
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return g_steal_pointer (&state);
  g_autoptr (PlKeyFile) file = pl_key_file_new (path, text, length, NULL);
  if (file != NULL &&
      pl_key_file_apply (file, state_rules, G_N_ELEMENTS (state_rules), state, NULL))
    return g_steal_pointer (&state);
  return state_new ();
}

static void
append (GString *text, const PlSourceState *state, const PlKeyRule *rule)
{
  const char *field = (const char *)state + rule->offset;

  g_string_append_printf (text, "%s=", rule->key);
  if (rule->read == read_line)
    g_string_append (text, *(char *const *)(gconstpointer)field);
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT, *(const gint64 *)(gconstpointer)field);
  g_string_append_c (text, '\n');
}

gboolean
pl_source_state_write (const PlSourceState *state, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new ("# Written by porchlight-update.\n");
  g_autoptr (GError) reason = NULL;
  const char *section = "";

  for (gsize i = 0; i < G_N_ELEMENTS (state_rules); i++) {
    if (!g_str_equal (state_rules[i].section, section))
      g_string_append_printf (text, "[%s]\n", state_rules[i].section);
    section = state_rules[i].section;
    append (text, state, &state_rules[i]);
  }
  if (g_file_set_contents_full (path, text->str, (gssize)text->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &reason))
    return TRUE;
  return pl_error_io (error, NULL, reason->message);
}

void
pl_source_state_set (char **field, const char *text)
{
  char *valid = g_utf8_make_valid (text, -1);

  for (char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  g_free (*field);
  *field = valid;
}

void
pl_list_facts_clear (PlListFacts *facts)
{
  pl_source_state_set (&facts->tag, "");
  pl_source_state_set (&facts->modified, "");
  pl_source_state_set (&facts->digest, "");
  pl_source_state_set (&facts->guarded, "");
  facts->entries = facts->size = facts->fetched = 0;
}

void
pl_list_facts_move (PlListFacts *to, PlListFacts *from)
{
  PlListFacts old = *to;

  *to = *from;
  *from = old;
  pl_list_facts_clear (from);
}
