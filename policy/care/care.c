/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/care.h"

#include <glib/gi18n.h>

#include "policy/data/shipped.h"
#include "policy/error.h"
#include "policy/people/key-value.h"
#include "policy/sites/category.h"

#define refuse(error, ...) (g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, __VA_ARGS__), FALSE)

/* A kind's answer for one party. */
typedef struct {
  PlToldWhen when;
  char **ids;       /* of sources; NULL: none */
  GPtrArray *words; /* what they say; NULL-terminated, owned by the sources */
} Row;

struct _PlCare {
  int minutes[2][PL_READER_ROLES]; /* ordinary, serious */
  gboolean serious[PL_CONCERN_KINDS];
  Row rows[PL_CONCERN_KINDS][PL_TOLD_PARTIES];
  GHashTable *sources; /* id -> words */
};

static const char *const urgencies[] = { "Ordinary", "Serious" };

static gboolean
read_minutes (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlReaderRole role;
  int *minutes = field;

  if (!pl_reader_role_parse (entry->key, &role))
    return refuse (error, NC_ ("said", "unknown key \"%s\" in [%s]"), entry->key, entry->section);
  return pl_key_read_number (&minutes[role], rule, entry, 0, error);
}

static gboolean
read_source (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlCare *care = field;
  char *words = NULL;

  if (!pl_category_id_is_valid (entry->key))
    return refuse (error, NC_ ("said", "\"%s\" is not of the form [a-z][a-z0-9-]*"), entry->key);
  if (*entry->value == '\0')
    return refuse (error, NC_ ("said", "%s names no source"), entry->key);
  if (!pl_key_read_text (&words, rule, entry, weekday, error))
    return FALSE;
  g_hash_table_replace (care->sources, g_strdup (entry->key), words);
  return TRUE;
}

static void
row_set (Row *row, PlToldWhen when, char **ids)
{
  row->when = when;
  g_strfreev (row->ids);
  row->ids = ids;
}

/* "now;regulation-40": when, and why. */
static gboolean
read_row (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  Row *rows = field;
  PlTold party;
  PlToldWhen when;

  if (!pl_told_parse (entry->key, &party))
    return refuse (error, NC_ ("said", "unknown key \"%s\" in [%s]"), entry->key, entry->section);
  g_auto (GStrv) parts = pl_key_split (entry->value, error);
  if (parts == NULL)
    return FALSE;
  if (parts[0] == NULL || !pl_told_when_parse (parts[0], &when))
    return refuse (
        error,
        NC_ ("said", "%s=%s does not begin with one of: first, now, day, after-police, decide, no"),
        entry->key, entry->value);
  row_set (&rows[party], when, g_strdupv (parts + 1));
  return TRUE;
}

/* What ships as serious stays so: a mistake in a file must not make help slower. */
static gboolean
read_serious (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  gboolean *serious = field, was = *serious;

  if (!pl_key_read_boolean (serious, rule, entry, weekday, error))
    return FALSE;
  if (was && !*serious)
    return refuse (error, NC_ ("said", "[%s] is serious, and cannot be made less"), entry->section);
  return TRUE;
}

#define MINUTES(section, place)                                                                    \
  {                                                                                                \
    section, NULL, PL_KEY_ANY, read_minutes, G_STRUCT_OFFSET (PlCare, minutes[place]),             \
        PL_CARE_MINUTES_MIN, PL_CARE_MINUTES_MAX                                                   \
  }
#define KIND(code, kind)                                                                           \
  { code, "Serious", PL_KEY_EXACT, read_serious, G_STRUCT_OFFSET (PlCare, serious[kind]) },        \
  {                                                                                                \
    code, NULL, PL_KEY_ANY, read_row, G_STRUCT_OFFSET (PlCare, rows[kind])                         \
  }

static const PlKeyRule care_rules[] = {
  MINUTES ("Ordinary", 0),
  MINUTES ("Serious", 1),
  { "Sources", NULL, PL_KEY_ANY, read_source },
  KIND ("talk", PL_CONCERN_TALK),
  KIND ("stranger", PL_CONCERN_STRANGER),
  KIND ("pictures", PL_CONCERN_PICTURES),
  KIND ("shared", PL_CONCERN_SHARED),
  KIND ("bullying", PL_CONCERN_BULLYING),
  KIND ("upsetting", PL_CONCERN_UPSETTING),
  KIND ("self-harm", PL_CONCERN_SELF_HARM),
  KIND ("money", PL_CONCERN_MONEY),
  KIND ("meeting", PL_CONCERN_MEETING),
  KIND ("staff-member", PL_CONCERN_STAFF_MEMBER),
  KIND ("other", PL_CONCERN_OTHER),
};

static gboolean
check_minutes (const PlCare *care, const PlKeyFile *file, GError **error)
{
  for (guint i = 0; i < PL_READER_ROLES; i++) {
    const char *role = pl_reader_role_code ((PlReaderRole)i);
    if (care->minutes[1][i] > care->minutes[0][i])
      return pl_key_file_refuse (
          file,
          pl_key_file_line (file, urgencies[pl_key_file_has (file, urgencies[1], role)], role),
          error,
          NC_ ("said", "%s has longer for what is serious (%d minutes) than for the rest (%d)"),
          role, care->minutes[1][i], care->minutes[0][i]);
  }
  return TRUE;
}

/* Finds the words of a row's sources. */
static gboolean
check_row (PlCare *care, PlConcernKind kind, PlTold party, const PlKeyFile *file, GError **error)
{
  const char *section = pl_concern_kind_code (kind), *key = pl_told_code (party);
  Row *row = &care->rows[kind][party];

  g_ptr_array_set_size (row->words, 0);
  for (char **id = row->ids; id != NULL && *id != NULL; id++) {
    const char *words = g_hash_table_lookup (care->sources, *id);
    if (words == NULL)
      return pl_key_file_refuse (file, pl_key_file_line (file, section, key), error,
                                 NC_ ("said", "there is no \"%s\" in [Sources]"), *id);
    g_ptr_array_add (row->words, (gpointer)words);
  }
  g_ptr_array_add (row->words, NULL);
  if (row->when == PL_TOLD_AFTER_POLICE && care->rows[kind][PL_TOLD_POLICE].when == PL_TOLD_NO)
    return pl_key_file_refuse (file, pl_key_file_line (file, section, key), error,
                               NC_ ("said", "%s waits for the police, who are not asked in [%s]"),
                               key, section);
  return TRUE;
}

static gboolean
check (PlCare *care, const PlKeyFile *file, GError **error)
{
  for (guint kind = 0; kind < PL_CONCERN_KINDS; kind++)
    for (guint party = 0; party < PL_TOLD_PARTIES; party++)
      if (!check_row (care, (PlConcernKind)kind, (PlTold)party, file, error))
        return FALSE;
  return check_minutes (care, file, error);
}

static gboolean
read_file (PlCare *care, const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new (name, text, length, error);

  return file != NULL &&
         pl_key_file_apply (file, care_rules, G_N_ELEMENTS (care_rules), care, error) &&
         check (care, file, error);
}

static PlCare *
care_new (void)
{
  PlCare *care = g_new0 (PlCare, 1);

  care->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint kind = 0; kind < PL_CONCERN_KINDS; kind++) {
    care->serious[kind] = pl_concern_kind_ships_serious ((PlConcernKind)kind);
    for (guint party = 0; party < PL_TOLD_PARTIES; party++)
      care->rows[kind][party] = (Row){ PL_TOLD_NO, NULL, g_ptr_array_new () };
  }
  return care;
}

PlCare *
pl_care_read (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (PlCare) care = care_new ();
  g_autoptr (GBytes) shipped = pl_shipped_data ("care.conf");
  g_autoptr (GError) wrong = NULL;
  gsize size;
  const char *ours = g_bytes_get_data (shipped, &size);

  if (!read_file (care, "care.conf", ours, size, &wrong))
    g_error ("the care.conf that ships is refused: %s", wrong->message);
  if (text != NULL && !read_file (care, name, text, length, error))
    return NULL;
  return g_steal_pointer (&care);
}

void
pl_care_free (PlCare *care)
{
  if (care == NULL)
    return;
  for (guint kind = 0; kind < PL_CONCERN_KINDS; kind++)
    for (guint party = 0; party < PL_TOLD_PARTIES; party++) {
      g_strfreev (care->rows[kind][party].ids);
      g_ptr_array_unref (care->rows[kind][party].words);
    }
  g_hash_table_unref (care->sources);
  g_free (care);
}

int
pl_care_minutes (const PlCare *care, PlConcernKind kind, PlReaderRole role)
{
  return care->minutes[care->serious[kind] ? 1 : 0][role];
}

gboolean
pl_care_is_serious (const PlCare *care, PlConcernKind kind)
{
  return care->serious[kind];
}

PlToldWhen
pl_care_told_when (const PlCare *care, PlConcernKind kind, PlTold party)
{
  return care->rows[kind][party].when;
}

const char *const *
pl_care_told_sources (const PlCare *care, PlConcernKind kind, PlTold party)
{
  return (const char *const *)care->rows[kind][party].words->pdata;
}

guint
pl_care_told_order (const PlCare *care,
                    PlConcernKind kind,
                    guint barred,
                    PlTold parties[PL_TOLD_PARTIES])
{
  gboolean no_manager = (barred & PL_READER_BIT (PL_READER_MANAGER)) != 0;
  guint n = 0;

  for (guint when = PL_TOLD_FIRST; when < PL_TOLD_NO; when++)
    for (guint party = 0; party < PL_TOLD_PARTIES; party++)
      if (care->rows[kind][party].when == when && !(party == PL_TOLD_MANAGER && no_manager))
        parties[n++] = (PlTold)party;
  return n;
}
