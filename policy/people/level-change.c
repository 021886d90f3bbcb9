/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/level-change.h"

#include <netinet/in.h>
#include <string.h>

#include "policy/people/key-value.h"
#include "policy/people/profile-change.h"

static void
add (GArray *changes, PlLevelField field, guint direction, int category)
{
  const PlLevelChange change = { field, direction, category };

  g_array_append_val (changes, change);
}

/* More of it is less access. */
static void
compare_strictness (GArray *changes, PlLevelField field, int before, int after)
{
  if (before != after)
    add (changes, field, after < before ? PL_LOOSENS : PL_TIGHTENS, PL_CATEGORY_NONE);
}

static void
compare_sites (GArray *changes, const PlLevel *before, const PlLevel *after, PlCategorySet closed)
{
  PlCategorySet differ = (before->blocked ^ after->blocked) & ~closed;

  if (before->chosen_only || after->chosen_only)
    return;
  for (int i = 0; i < PL_CATEGORY_MAX; i++)
    if (differ & PL_CATEGORY_BIT (i))
      add (changes, PL_LEVEL_SITES,
           before->blocked & PL_CATEGORY_BIT (i) ? PL_LOOSENS : PL_TIGHTENS, i);
}

static gboolean
has_port (const PlLevel *level, const PlPort *port)
{
  for (guint i = 0; i < level->n_ports; i++)
    if (level->ports[i].port == port->port && level->ports[i].protocol == port->protocol)
      return TRUE;
  return FALSE;
}

/* TRUE if one opens a port that the other does not. */
static gboolean
opens_more (const PlLevel *level, const PlLevel *other)
{
  for (guint i = 0; i < level->n_ports; i++)
    if (!has_port (other, &level->ports[i]))
      return TRUE;
  return FALSE;
}

static void
compare_ports (GArray *changes, const PlLevel *before, const PlLevel *after)
{
  guint direction = (opens_more (after, before) ? PL_LOOSENS : 0) |
                    (opens_more (before, after) ? PL_TIGHTENS : 0);

  if (direction != 0)
    add (changes, PL_LEVEL_PORTS, direction, PL_CATEGORY_NONE);
}

GArray *
pl_level_changes (const PlLevel *before, const PlLevel *after, PlCategorySet closed)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (PlLevelChange));

  if (!g_str_equal (before->name, after->name))
    add (changes, PL_LEVEL_NAME, 0, PL_CATEGORY_NONE);
  compare_strictness (changes, PL_LEVEL_MODE, before->chosen_only, after->chosen_only);
  compare_sites (changes, before, after, closed);
  /* Off, moderate, strict. */
  compare_strictness (changes, PL_LEVEL_SEARCH, (int)before->search, (int)after->search);
  compare_strictness (changes, PL_LEVEL_YOUTUBE, (int)before->youtube, (int)after->youtube);
  compare_ports (changes, before, after);
  compare_strictness (changes, PL_LEVEL_TETHERING, !before->tethering, !after->tethering);
  return changes;
}

guint
pl_level_changes_direction (const GArray *changes)
{
  guint direction = 0;

  for (guint i = 0; i < changes->len; i++)
    direction |= g_array_index (changes, PlLevelChange, i).direction;
  return direction;
}

const char *
pl_level_field_code (PlLevelField field)
{
  static const char *const codes[] = {
    [PL_LEVEL_NAME] = "level-name",           [PL_LEVEL_MODE] = "level-mode",
    [PL_LEVEL_SITES] = "level-sites",         [PL_LEVEL_SEARCH] = "level-search",
    [PL_LEVEL_YOUTUBE] = "level-youtube",     [PL_LEVEL_PORTS] = "level-ports",
    [PL_LEVEL_TETHERING] = "level-tethering",
  };

  return codes[field];
}

static char *
ports_text (const PlLevel *level)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < level->n_ports; i++)
    g_string_append_printf (text, "%s%s/%u", i > 0 ? ";" : "",
                            level->ports[i].protocol == IPPROTO_TCP ? "tcp" : "udp",
                            level->ports[i].port);
  return g_string_free (text, FALSE);
}

char *
pl_level_value (const PlLevel *level, const PlLevelChange *change)
{
  switch (change->field) {
    case PL_LEVEL_NAME:
      return g_strdup (level->name);
    case PL_LEVEL_MODE:
      return g_strdup (level->chosen_only ? "chosen-only" : "filtered");
    case PL_LEVEL_SITES:
      return g_strdup (level->blocked & PL_CATEGORY_BIT (change->category) ? "yes" : "");
    case PL_LEVEL_SEARCH:
      return g_strdup (pl_safe_search_names[level->search]);
    case PL_LEVEL_YOUTUBE:
      return g_strdup (pl_safe_search_names[level->youtube]);
    case PL_LEVEL_PORTS:
      return ports_text (level);
    case PL_LEVEL_TETHERING:
      return g_strdup (level->tethering ? "yes" : "");
  }
  return g_strdup ("");
}
