/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/key-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _PlKeyFile {
  char *name;
  GStringChunk *texts;  /* what the entries point to */
  GArray *entries;      /* of PlKeyEntry, in the order of the file */
  GHashTable *keys;     /* "section\nkey" -> line */
  GHashTable *sections; /* section -> line of its first header */
  GPtrArray *order;     /* the same sections as they come */
};

/* A pass over the lines. */
typedef struct {
  PlKeyFile *file;
  const char *section; /* NULL before the first */
  guint line;
} Reader;

static const char *const weekdays[] = {
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};

int
pl_weekday_parse (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++) {
    if (strcmp (weekdays[i], text) == 0)
      return (int)i;
  }
  return -1;
}

const char *
pl_weekday_name (guint weekday)
{
  return weekdays[weekday];
}

G_GNUC_PRINTF (3, 0)
static char *
remark (const PlKeyFile *file, guint line, const char *format, va_list arguments)
{
  g_autofree char *reason = g_strdup_vprintf (format, arguments);

  return g_strdup_printf ("%s:%u: %s", file->name, line, reason);
}

char *
pl_key_file_remark (const PlKeyFile *file, guint line, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  char *text = remark (file, line, format, arguments);
  va_end (arguments);
  return text;
}

gboolean
pl_key_file_refuse (const PlKeyFile *file, guint line, GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *text = remark (file, line, format, arguments);
  va_end (arguments);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, text);
  return FALSE;
}

static char *
key_id (const char *section, const char *key)
{
  return g_strconcat (section, "\n", key, NULL);
}

const char *
pl_key_file_value (const PlKeyFile *file, const char *section, const char *key)
{
  for (guint i = 0; i < file->entries->len; i++) {
    const PlKeyEntry *entry = &g_array_index (file->entries, PlKeyEntry, i);
    if (g_str_equal (entry->section, section) && g_str_equal (entry->key, key))
      return entry->value;
  }
  return NULL;
}

gboolean
pl_key_file_has (const PlKeyFile *file, const char *section, const char *key)
{
  g_autofree char *id = key_id (section, key);

  return g_hash_table_contains (file->keys, id);
}

const char **
pl_key_file_sections (const PlKeyFile *file)
{
  const char **sections = g_new0 (const char *, file->order->len + 1);

  for (guint i = 0; i < file->order->len; i++)
    sections[i] = file->order->pdata[i];
  return sections;
}

const PlKeyEntry *
pl_key_file_nth (const PlKeyFile *file, guint n)
{
  return n < file->entries->len ? &g_array_index (file->entries, PlKeyEntry, n) : NULL;
}

guint
pl_key_file_line (const PlKeyFile *file, const char *section, const char *key)
{
  g_autofree char *id = key_id (section, key);
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (file->keys, id));

  if (line == 0)
    line = GPOINTER_TO_UINT (g_hash_table_lookup (file->sections, section));
  return MAX (line, 1);
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    if (*text != '\t' && g_unichar_iscntrl (g_utf8_get_char (text)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
read_section (Reader *reader, char *text, GError **error)
{
  gsize length = strlen (text);

  if (text[length - 1] != ']')
    return pl_key_file_refuse (reader->file, reader->line, error,
                               NC_ ("said", "a section has no closing \"]\""));
  text[length - 1] = '\0';
  reader->section = g_string_chunk_insert_const (reader->file->texts, g_strstrip (text + 1));
  if (!g_hash_table_contains (reader->file->sections, reader->section)) {
    g_hash_table_insert (reader->file->sections, (gpointer)reader->section,
                         GUINT_TO_POINTER (reader->line));
    g_ptr_array_add (reader->file->order, (gpointer)reader->section);
  }
  return TRUE;
}

static gboolean
read_entry (Reader *reader, char *text, GError **error)
{
  PlKeyFile *file = reader->file;
  char *equals = strchr (text, '=');

  if (equals == NULL)
    return pl_key_file_refuse (file, reader->line, error,
                               NC_ ("said", "not a line of the form key=value"));
  *equals = '\0';
  const char *key = g_strstrip (text), *value = g_strstrip (equals + 1);
  if (*key == '\0')
    return pl_key_file_refuse (file, reader->line, error, NC_ ("said", "a value without a key"));
  if (reader->section == NULL)
    return pl_key_file_refuse (file, reader->line, error,
                               NC_ ("said", "key \"%s\" before any section"), key);
  if (pl_key_file_has (file, reader->section, key))
    return pl_key_file_refuse (file, reader->line, error,
                               NC_ ("said", "key \"%s\" given twice, first on line %u"), key,
                               pl_key_file_line (file, reader->section, key));

  PlKeyEntry entry = {
    .section = reader->section,
    .key = g_string_chunk_insert_const (file->texts, key),
    .value = g_string_chunk_insert (file->texts, value),
    .line = reader->line,
  };
  g_array_append_val (file->entries, entry);
  g_hash_table_insert (file->keys, key_id (entry.section, entry.key),
                       GUINT_TO_POINTER (entry.line));
  return TRUE;
}

static gboolean
read_line (Reader *reader, const char *start, gsize length, GError **error)
{
  if (length > 0 && start[length - 1] == '\r')
    length--;
  if (!g_utf8_validate_len (start, length, NULL))
    return pl_key_file_refuse (reader->file, reader->line, error, NC_ ("said", "not UTF-8 text"));

  g_autofree char *line = g_strndup (start, length);
  if (has_control (line))
    return pl_key_file_refuse (reader->file, reader->line, error,
                               NC_ ("said", "a control character"));
  char *text = g_strstrip (line);
  if (*text == '\0' || *text == '#')
    return TRUE;
  return *text == '[' ? read_section (reader, text, error) : read_entry (reader, text, error);
}

static gboolean
read_lines (PlKeyFile *file, const char *text, gsize length, GError **error)
{
  Reader reader = { .file = file };
  const char *end = text + length;

  if (length > PL_KEY_FILE_MAX)
    return pl_key_file_refuse (file, 1, error, NC_ ("said", "larger than %d bytes"),
                               PL_KEY_FILE_MAX);
  if (length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    text += strlen (BYTE_ORDER_MARK);
  while (text < end) {
    const char *stop = memchr (text, '\n', end - text);
    reader.line++;
    if (!read_line (&reader, text, (stop != NULL ? stop : end) - text, error))
      return FALSE;
    text = stop != NULL ? stop + 1 : end;
  }
  return TRUE;
}

PlKeyFile *
pl_key_file_new (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (PlKeyFile) file = g_new0 (PlKeyFile, 1);

  file->name = g_strdup (name);
  file->texts = g_string_chunk_new (1024);
  file->entries = g_array_new (FALSE, FALSE, sizeof (PlKeyEntry));
  file->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  file->sections = g_hash_table_new (g_str_hash, g_str_equal);
  file->order = g_ptr_array_new ();
  return read_lines (file, text, length, error) ? g_steal_pointer (&file) : NULL;
}

void
pl_key_file_free (PlKeyFile *file)
{
  if (file == NULL)
    return;
  g_ptr_array_unref (file->order);
  g_hash_table_unref (file->sections);
  g_hash_table_unref (file->keys);
  g_array_unref (file->entries);
  g_string_chunk_free (file->texts);
  g_free (file->name);
  g_free (file);
}

/* The rule for a key of a section; NULL and section_known FALSE if not even the section has one. */
static const PlKeyRule *
find_rule (const PlKeyRule *rules,
           gsize n_rules,
           const char *section,
           const char *key,
           gboolean *section_known)
{
  const PlKeyRule *any = NULL;

  *section_known = FALSE;
  for (gsize i = 0; i < n_rules; i++) {
    if (rules[i].section != NULL && strcmp (rules[i].section, section) != 0)
      continue;
    *section_known = TRUE;
    if (rules[i].match == PL_KEY_ANY)
      any = &rules[i];
    else if (rules[i].match == PL_KEY_WEEKDAY ? pl_weekday_parse (key) >= 0
                                              : strcmp (rules[i].key, key) == 0)
      return &rules[i];
  }
  return any;
}

static gboolean
apply_entry (const PlKeyFile *file,
             const PlKeyRule *rules,
             gsize n_rules,
             const PlKeyEntry *entry,
             gpointer target,
             GError **error)
{
  gboolean known;
  const PlKeyRule *rule = find_rule (rules, n_rules, entry->section, entry->key, &known);

  if (rule == NULL)
    return pl_key_file_refuse (file, entry->line, error, NC_ ("said", "unknown key \"%s\" in [%s]"),
                               entry->key, entry->section);
  int weekday = pl_weekday_parse (entry->key);
  if (rule->read ((char *)target + rule->offset, rule, entry, weekday < 0 ? 0 : (guint)weekday,
                  error))
    return TRUE;
  g_prefix_error (error, "%s:%u: ", file->name, entry->line);
  return FALSE;
}

/* The first section that no rule has: its header is refused even if it is empty. */
static gboolean
check_sections (const PlKeyFile *file, const PlKeyRule *rules, gsize n_rules, GError **error)
{
  GHashTableIter iter;
  gpointer section, line, unknown = NULL;
  guint first = G_MAXUINT;
  gboolean known;

  g_hash_table_iter_init (&iter, file->sections);
  while (g_hash_table_iter_next (&iter, &section, &line)) {
    find_rule (rules, n_rules, section, "", &known);
    if (!known && GPOINTER_TO_UINT (line) < first) {
      first = GPOINTER_TO_UINT (line);
      unknown = section;
    }
  }
  if (unknown == NULL)
    return TRUE;
  return pl_key_file_refuse (file, first, error, NC_ ("said", "unknown section [%s]"),
                             (const char *)unknown);
}

gboolean
pl_key_file_apply (
    const PlKeyFile *file, const PlKeyRule *rules, gsize n_rules, gpointer target, GError **error)
{
  if (!check_sections (file, rules, n_rules, error))
    return FALSE;
  for (guint i = 0; i < file->entries->len; i++) {
    if (!apply_entry (file, rules, n_rules, &g_array_index (file->entries, PlKeyEntry, i), target,
                      error))
      return FALSE;
  }
  return TRUE;
}

gboolean
pl_key_file_apply_section (const PlKeyFile *file,
                           const char *section,
                           const PlKeyRule *rules,
                           gsize n_rules,
                           gpointer target,
                           GError **error)
{
  for (guint i = 0; i < file->entries->len; i++) {
    const PlKeyEntry *entry = &g_array_index (file->entries, PlKeyEntry, i);
    if (strcmp (entry->section, section) == 0 &&
        !apply_entry (file, rules, n_rules, entry, target, error))
      return FALSE;
  }
  return TRUE;
}
