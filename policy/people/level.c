/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/level.h"

#include <glib/gi18n.h>
#include <netinet/in.h>
#include <string.h>

#include "policy/data/shipped.h"
#include "policy/error.h"
#include "policy/people/key-value.h"

#define ORDER_MAX 999

struct _PlLevels {
  GPtrArray *levels; /* of PlLevel, owned, by order */
};

/* A level while its file is read. */
typedef struct {
  PlLevel level;
  const PlCategories *categories;
} Draft;

static const char *const modes[] = { "filtered", "chosen-only", NULL };

static void
level_clear (PlLevel *level)
{
  g_free (level->id);
  g_free (level->name);
  g_free (level->about);
}

static void
level_free (gpointer level)
{
  level_clear (level);
  g_free (level);
}

static void
draft_clear (Draft *draft)
{
  level_clear (&draft->level);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static gboolean
read_blocked (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  Draft *draft = field;
  g_auto (GStrv) ids = pl_key_split (entry->value, error);

  if (ids == NULL)
    return FALSE;
  for (char **id = ids; *id != NULL; id++) {
    int category = pl_categories_find (draft->categories, *id);
    if (category == PL_CATEGORY_NONE) {
      g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "unknown category \"%s\""), *id);
      return FALSE;
    }
    draft->level.blocked |= PL_CATEGORY_BIT (category);
  }
  /* F1 is blocked anyway, and reported as such. */
  draft->level.blocked &= ~PL_CATEGORIES_ALWAYS;
  return TRUE;
}

/* "tcp/5222". Ports that the workers serve, or that browsers and DNS use, are never opened. */
static const char *
parse_port (const char *text, PlPort *port)
{
  static const guint64 served[] = { 53, 80, 443, 853 };
  const char *number = strchr (text, '/');
  guint64 value;

  if (g_str_has_prefix (text, "tcp/"))
    port->protocol = IPPROTO_TCP;
  else if (g_str_has_prefix (text, "udp/"))
    port->protocol = IPPROTO_UDP;
  else
    return NC_ ("said", "is not of the form tcp/NUMBER or udp/NUMBER");
  if (!g_ascii_string_to_unsigned (number + 1, 10, 1, 65535, &value, NULL))
    return NC_ ("said", "is not a port from 1 to 65535");
  for (guint i = 0; i < G_N_ELEMENTS (served); i++) {
    if (value == served[i])
      return NC_ ("said", "is never opened: DNS and the web are filtered");
  }
  port->port = (guint16)value;
  return NULL;
}

static gboolean
read_ports (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlLevel *level = &((Draft *)field)->level;
  g_auto (GStrv) ports = pl_key_split (entry->value, error);

  if (ports == NULL)
    return FALSE;
  for (char **port = ports; *port != NULL; port++) {
    PlPort parsed;
    const char *problem = level->n_ports == PL_PORTS_MAX
                              ? NC_ ("said", "is one more than the 32 that there can be")
                              : parse_port (*port, &parsed);
    if (problem != NULL) {
      g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "port %s %s"), *port, problem);
      return FALSE;
    }
    level->ports[level->n_ports++] = parsed;
  }
  return TRUE;
}

#define FIELD(member) .offset = G_STRUCT_OFFSET (Draft, level.member)

static const PlKeyRule level_rules[] = {
  { "Level", "Id", .read = pl_key_read_id, FIELD (id) },
  { "Level", "Name", .read = pl_key_read_text, FIELD (name) },
  { "Level", "About", .read = pl_key_read_text, FIELD (about) },
  { "Level", "Order", .read = pl_key_read_number, FIELD (order), .minimum = 1,
    .maximum = ORDER_MAX },
  { "Sites", "Mode", .read = pl_key_read_choice, FIELD (chosen_only), .choices = modes },
  { "Sites", "Block", .read = read_blocked },
  { "SafeSearch", "Search", .read = pl_key_read_choice, FIELD (search),
    .choices = pl_safe_search_names },
  { "SafeSearch", "YouTube", .read = pl_key_read_choice, FIELD (youtube),
    .choices = pl_safe_search_names },
  { "Ports", "Allow", .read = read_ports },
  { "Wifi", "Tethering", .read = pl_key_read_boolean, FIELD (tethering) },
  { "TimeUp", "Action", .read = pl_key_read_choice, FIELD (time_up), .choices = pl_time_up_names },
};

/* What a file must say, and what no other level says. */
static gboolean
check_level (const PlLevels *levels, const PlKeyFile *file, const PlLevel *level, GError **error)
{
  if (level->id == NULL)
    return pl_key_file_refuse (file, pl_key_file_line (file, "Level", "Id"), error,
                               NC_ ("said", "Id is missing from [Level]"));
  if (level->order == 0)
    return pl_key_file_refuse (file, pl_key_file_line (file, "Level", "Order"), error,
                               NC_ ("said", "Order is missing from [Level]"));
  for (guint i = 0; i < levels->levels->len; i++) {
    const PlLevel *other = levels->levels->pdata[i];
    if (g_str_equal (other->id, level->id))
      return pl_key_file_refuse (file, pl_key_file_line (file, "Level", "Id"), error,
                                 NC_ ("said", "there is already a level \"%s\""), level->id);
    if (other->order == level->order)
      return pl_key_file_refuse (file, pl_key_file_line (file, "Level", "Order"), error,
                                 NC_ ("said", "Order=%d is that of level \"%s\" already"),
                                 level->order, other->id);
  }
  return TRUE;
}

static int
compare_orders (gconstpointer a, gconstpointer b)
{
  const PlLevel *const *x = a, *const *y = b;

  return (*x)->order - (*y)->order;
}

gboolean
pl_levels_add (PlLevels *levels,
               const PlCategories *categories,
               const char *name,
               const char *text,
               gsize length,
               GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new (name, text, length, error);
  /* What a file does not say about search is read as the strictest. */
  g_auto (Draft) draft = {
    .level = { .search = PL_SAFE_SEARCH_STRICT, .youtube = PL_SAFE_SEARCH_STRICT },
    .categories = categories,
  };

  if (file == NULL ||
      !pl_key_file_apply (file, level_rules, G_N_ELEMENTS (level_rules), &draft, error) ||
      !check_level (levels, file, &draft.level, error))
    return FALSE;
  if (draft.level.name == NULL)
    draft.level.name = g_strdup (draft.level.id);
  if (draft.level.about == NULL)
    draft.level.about = g_strdup ("");
  g_ptr_array_add (levels->levels, g_memdup2 (&draft.level, sizeof draft.level));
  draft.level = (PlLevel){ 0 };
  g_ptr_array_sort (levels->levels, compare_orders);
  return TRUE;
}

PlLevels *
pl_levels_new (void)
{
  PlLevels *levels = g_new0 (PlLevels, 1);

  levels->levels = g_ptr_array_new_with_free_func (level_free);
  return levels;
}

void
pl_levels_free (PlLevels *levels)
{
  if (levels == NULL)
    return;
  g_ptr_array_unref (levels->levels);
  g_free (levels);
}

const char *const *
pl_levels_shipped_ids (void)
{
  static const char *const ids[] = { "close-support", "supported", "guided", "independent", NULL };

  return ids;
}

char *
pl_level_shipped_text (const char *id)
{
  if (!g_strv_contains (pl_levels_shipped_ids (), id))
    return NULL;
  g_autofree char *path = g_strconcat ("levels.d/", id, ".conf", NULL);
  g_autoptr (GBytes) bytes = pl_shipped_data (path);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  return g_strndup (text, length);
}

PlLevels *
pl_levels_new_shipped (const PlCategories *categories)
{
  g_autoptr (PlLevels) levels = pl_levels_new ();

  for (const char *const *id = pl_levels_shipped_ids (); *id != NULL; id++) {
    g_autofree char *name = g_strconcat ("levels.d/", *id, ".conf", NULL);
    g_autofree char *text = pl_level_shipped_text (*id);
    g_autoptr (GError) error = NULL;
    if (!pl_levels_add (levels, categories, name, text, strlen (text), &error))
      g_error (NC_ ("said", "a level that ships is refused: %s"), error->message);
  }
  return g_steal_pointer (&levels);
}

const PlLevel *
pl_levels_find (const PlLevels *levels, const char *id)
{
  for (guint i = 0; i < levels->levels->len; i++) {
    const PlLevel *level = levels->levels->pdata[i];
    if (g_str_equal (level->id, id))
      return level;
  }
  return NULL;
}

guint
pl_levels_count (const PlLevels *levels)
{
  return levels->levels->len;
}

const PlLevel *
pl_levels_nth (const PlLevels *levels, guint n)
{
  return n < levels->levels->len ? levels->levels->pdata[n] : NULL;
}
