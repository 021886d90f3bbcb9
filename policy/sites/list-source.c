/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/list-source.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/data/shipped.h"
#include "policy/error.h"
#include "policy/people/key-value.h"
#include "policy/sites/category.h"

#define SCHEME "https://"

#define refuse(error, ...) (g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, __VA_ARGS__), FALSE)

static const char *const formats[] = { "auto", "archive", NULL };

static void
source_free (gpointer data)
{
  PlListSource *source = data;

  g_free (source->id);
  g_free (source->title);
  g_free (source->category);
  g_free (source->address);
  g_free (source->licence);
  g_free (source->home);
  g_free (source->covers);
  g_free (source->credential);
  g_free (source);
}

static PlListSource *
source_new (const char *id)
{
  PlListSource *source = g_new0 (PlListSource, 1);

  source->id = g_strdup (id);
  source->title = g_strdup (id);
  source->category = g_strdup ("");
  source->address = g_strdup ("");
  source->licence = g_strdup ("");
  source->home = g_strdup ("");
  source->covers = g_strdup ("");
  source->credential = g_strdup ("");
  source->every_h = 24;
  source->minimum = 1;
  return source;
}

static const char *
address_problem (const char *address)
{
  if (!g_str_has_prefix (address, SCHEME))
    return NC_ ("said", "does not begin with https://");
  if (strlen (address) > PL_LIST_ADDRESS_MAX)
    return NC_ ("said", "is too long");
  for (const char *c = address; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || strchr ("\"<>\\^`{|}#", *c) != NULL)
      return NC_ ("said", "has a character that an address cannot have");
  const char *host = address + strlen (SCHEME);
  gsize length = strcspn (host, "/?");
  if (length == 0 || *host == ':')
    return NC_ ("said", "names no server");
  if (memchr (host, '@', length) != NULL)
    return NC_ ("said", "has a name or a password in it: that is what Credential is for");
  return NULL;
}

static gboolean
read_address (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  const char *problem = address_problem (entry->value);
  char **address = field;

  if (problem != NULL)
    return refuse (error, "%s: %s", entry->key, problem);
  g_free (*address);
  *address = g_strdup (entry->value);
  return TRUE;
}

/* help and learning are what passes: no list from elsewhere says that. */
static gboolean
read_category (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (g_str_equal (entry->value, PL_SITE_SET_HELP) ||
      g_str_equal (entry->value, PL_SITE_SET_LEARNING))
    return refuse (error, NC_ ("said", "%s=%s is no category"), entry->key, entry->value);
  return *entry->value == '\0' ? pl_key_read_text (field, rule, entry, weekday, error)
                               : pl_key_read_id (field, rule, entry, weekday, error);
}

static gboolean
read_enabled (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  gboolean enabled;

  if (!pl_key_read_boolean (&enabled, rule, entry, weekday, error))
    return FALSE;
  *(gboolean *)field = !enabled;
  return TRUE;
}

static gboolean
read_path (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (*entry->value != '/' && *entry->value != '\0')
    return refuse (error, NC_ ("said", "%s=%s is not a whole path"), entry->key, entry->value);
  return pl_key_read_text (field, rule, entry, weekday, error);
}

#define FIELD(member) .offset = G_STRUCT_OFFSET (PlListSource, member)

static const PlKeyRule source_rules[] = {
  { NULL, "Title", .read = pl_key_read_text, FIELD (title) },
  { NULL, "Category", .read = read_category, FIELD (category) },
  { NULL, "Address", .read = read_address, FIELD (address) },
  { NULL, "Format", .read = pl_key_read_choice, FIELD (format), .choices = formats },
  { NULL, "Licence", .read = pl_key_read_text, FIELD (licence) },
  { NULL, "Home", .read = pl_key_read_text, FIELD (home) },
  { NULL, "Covers", .read = pl_key_read_text, FIELD (covers) },
  { NULL, "Hours", .read = pl_key_read_number, FIELD (every_h), .minimum = 1, .maximum = 720 },
  { NULL, "Minimum", .read = pl_key_read_number, FIELD (minimum), .minimum = 1,
    .maximum = 16 * 1024 * 1024 },
  { NULL, "Credential", .read = read_path, FIELD (credential) },
  { NULL, "Enabled", .read = read_enabled, FIELD (off) },
};

static PlListSource *
find (const GPtrArray *sources, const char *id)
{
  for (guint i = 0; i < sources->len; i++) {
    PlListSource *source = sources->pdata[i];
    if (g_str_equal (source->id, id))
      return source;
  }
  return NULL;
}

/* The source that a section means; a new one where nobody has named it yet. */
static PlListSource *
source_of (GPtrArray *sources, const PlKeyFile *file, const char *section, GError **error)
{
  guint line = pl_key_file_line (file, section, "");
  PlListSource *source = find (sources, section);

  if (source != NULL)
    return source;
  if (!pl_category_id_is_valid (section)) {
    pl_key_file_refuse (file, line, error, NC_ ("said", "[%s] is not of the form [a-z][a-z0-9-]*"),
                        section);
    return NULL;
  }
  if (sources->len == PL_LIST_SOURCES_MAX) {
    pl_key_file_refuse (file, line, error, NC_ ("said", "more than %d sources"),
                        PL_LIST_SOURCES_MAX);
    return NULL;
  }
  source = source_new (section);
  g_ptr_array_add (sources, source);
  return source;
}

static gboolean
check_source (const PlKeyFile *file, const PlListSource *source, GError **error)
{
  guint line = pl_key_file_line (file, source->id, "Address");

  if (*source->address == '\0')
    return pl_key_file_refuse (file, line, error, NC_ ("said", "%s is missing from [%s]"),
                               "Address", source->id);
  if (*source->category == '\0' && source->format != PL_LIST_FORMAT_ARCHIVE)
    return pl_key_file_refuse (
        file, pl_key_file_line (file, source->id, "Category"), error,
        NC_ ("said", "[%s] needs a Category: only an archive can name its own"), source->id);
  return TRUE;
}

static gboolean
apply (GPtrArray *sources, const PlKeyFile *file, GError **error)
{
  g_autofree const char **sections = pl_key_file_sections (file);

  for (const char **section = sections; *section != NULL; section++) {
    PlListSource *source = source_of (sources, file, *section, error);
    if (source == NULL ||
        !pl_key_file_apply_section (file, *section, source_rules, G_N_ELEMENTS (source_rules),
                                    source, error) ||
        !check_source (file, source, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_file (GPtrArray *sources, const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new (name, text, length, error);

  return file != NULL && apply (sources, file, error);
}

GPtrArray *
pl_list_sources_read (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (source_free);
  g_autoptr (GBytes) shipped = pl_shipped_data ("sources.conf");
  g_autoptr (GError) wrong = NULL;
  gsize size;
  const char *ours = g_bytes_get_data (shipped, &size);

  if (!read_file (sources, "sources.conf", ours, size, &wrong))
    g_error ("the sources that ship are refused: %s", wrong->message);
  if (text != NULL && !read_file (sources, name, text, length, error))
    return NULL;
  return g_steal_pointer (&sources);
}
