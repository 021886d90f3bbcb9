/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/safe-search.h"

#include <string.h>

#include "policy/data/shipped.h"
#include "policy/sites/hostname.h"

/* The cells of a row. */
enum {
  ENGINE,
  MODE,
  HOST,
  TARGET
};

#define MODES 3

/* A host that is answered as another name. */
typedef struct {
  const char *host;
  gboolean youtube;
  const char *targets[MODES]; /* by PlSafeSearch; NULL: as itself */
} Host;

/* Made once, of what ships; its strings are the rows'. */
typedef struct {
  GPtrArray *rows;
  GArray *hosts;      /* of Host, by name */
  GPtrArray *targets; /* each once */
  GPtrArray *refused; /* names that stand for all below them, too */
} Table;

static gint
compare_hosts (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Host *)a)->host, ((const Host *)b)->host);
}

static Host *
host_of (Table *table, char **row)
{
  Host host = { .host = row[HOST], .youtube = g_str_equal (row[ENGINE], "youtube") };

  for (guint i = 0; i < table->hosts->len; i++) {
    Host *known = &g_array_index (table->hosts, Host, i);
    if (g_str_equal (known->host, row[HOST]))
      return known;
  }
  g_array_append_val (table->hosts, host);
  return &g_array_index (table->hosts, Host, table->hosts->len - 1);
}

static const char *
target_of (Table *table, const char *name)
{
  guint at;

  if (!g_ptr_array_find_with_equal_func (table->targets, name, g_str_equal, &at)) {
    at = table->targets->len;
    g_ptr_array_add (table->targets, (char *)name);
  }
  return table->targets->pdata[at];
}

static void
add_row (Table *table, char **row)
{
  gboolean any = g_str_equal (row[MODE], "any");

  if (g_str_equal (row[TARGET], "-")) {
    g_ptr_array_add (table->refused, row[HOST]);
    return;
  }
  Host *host = host_of (table, row);
  const char *target = target_of (table, row[TARGET]);
  if (any || g_str_equal (row[MODE], "moderate"))
    host->targets[PL_SAFE_SEARCH_MODERATE] = target;
  if (any || g_str_equal (row[MODE], "strict"))
    host->targets[PL_SAFE_SEARCH_STRICT] = target;
}

static const Table *
shipped (void)
{
  static Table table;
  static gsize made = 0;

  if (g_once_init_enter (&made)) {
    table.rows = pl_shipped_rows ("safe-search.tsv");
    table.hosts = g_array_new (FALSE, FALSE, sizeof (Host));
    table.targets = g_ptr_array_new ();
    table.refused = g_ptr_array_new ();
    for (guint i = 0; i < table.rows->len; i++)
      add_row (&table, table.rows->pdata[i]);
    g_array_sort (table.hosts, compare_hosts);
    g_once_init_leave (&made, 1);
  }
  return &table;
}

static const Host *
find_host (const Table *table, const char *name, gsize length)
{
  gsize low = 0, high = table->hosts->len;

  while (low < high) {
    gsize middle = (low + high) / 2;
    const Host *host = &g_array_index (table->hosts, Host, middle);
    int order = strncmp (name, host->host, length);

    if (order == 0 && host->host[length] == '\0')
      return host;
    if (order > 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static gboolean
is_refused (const Table *table, const char *name, gsize length)
{
  for (guint i = 0; i < table->refused->len; i++) {
    const char *rule = table->refused->pdata[i];
    if (pl_hostname_matches (name, length, rule, strlen (rule)))
      return TRUE;
  }
  return FALSE;
}

static const char *
target_for (const Host *host, const PlSafeSearchModes *modes)
{
  return host->targets[host->youtube ? modes->youtube : modes->search];
}

PlSafeSearchForm
pl_safe_search_find (const char *name,
                     gsize length,
                     const PlSafeSearchModes *modes,
                     const char **target)
{
  const Table *table = shipped ();
  const Host *host = find_host (table, name, length);
  const char *other = host != NULL ? target_for (host, modes) : NULL;

  if (other != NULL) {
    *target = other;
    return PL_SAFE_SEARCH_AS;
  }
  if (modes->search != PL_SAFE_SEARCH_OFF && is_refused (table, name, length))
    return PL_SAFE_SEARCH_REFUSED;
  return PL_SAFE_SEARCH_PASS;
}

static const char *
find_target (const Table *table, const char *name, gsize length)
{
  for (guint i = 0; i < table->targets->len; i++) {
    const char *target = table->targets->pdata[i];
    if (strlen (target) == length && memcmp (target, name, length) == 0)
      return target;
  }
  return NULL;
}

/* TRUE if a host that is answered as this target is open. Rare: only for targets that are blocked. */
static gboolean
is_needed (const Table *table,
           const char *target,
           const PlSafeSearchModes *modes,
           const PlSiteRules *rules,
           const PlSiteIndex *index)
{
  for (guint i = 0; i < table->hosts->len; i++) {
    const Host *host = &g_array_index (table->hosts, Host, i);
    PlSiteVerdict verdict;

    if (target_for (host, modes) != target)
      continue;
    pl_site_rules_decide (rules, index, host->host, strlen (host->host), &verdict);
    if (verdict.answer != PL_SITE_BLOCK)
      return TRUE;
  }
  return FALSE;
}

/* Nobody has allowed the name itself. */
static gboolean
is_open_by_default (const PlSiteVerdict *verdict)
{
  return verdict->cause == PL_SITE_BY_DEFAULT || verdict->cause == PL_SITE_BY_LEARNING;
}

const char *
pl_safe_search_apply (const PlSafeSearchModes *modes,
                      const PlSiteRules *rules,
                      const PlSiteIndex *index,
                      const char *name,
                      gsize length,
                      PlSiteVerdict *verdict)
{
  const PlSiteVerdict open = { .cause = PL_SITE_BY_DEFAULT, .category = PL_CATEGORY_NONE };
  const char *target = NULL;

  if (verdict->answer == PL_SITE_BLOCK) {
    target = find_target (shipped (), name, length);
    if (target != NULL && is_needed (shipped (), target, modes, rules, index))
      *verdict = open;
    return NULL;
  }
  if (pl_safe_search_find (name, length, modes, &target) == PL_SAFE_SEARCH_REFUSED &&
      is_open_by_default (verdict)) {
    *verdict = open;
    verdict->answer = PL_SITE_BLOCK;
    verdict->cause = PL_SITE_BY_SAFE_SEARCH;
  }
  return target;
}
