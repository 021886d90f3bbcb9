/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/list-check.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/lists/import.h"
#include "agent/lists/list-layout.h"
#include "policy/data/shipped.h"
#include "policy/error.h"
#include "policy/sites/category.h"
#include "policy/sites/site-list.h"

/* So many sites are named where a list is held; the rest is counted. */
#define NAMED 5

/* A name that a rule may be about, to the guarded sites that such a rule would close (of char *). */
typedef GHashTable Guarded;

/* What a list says of one site in one category: the longest rule, the longest exception. */
typedef struct {
  gsize rule;
  gsize exception;
} Said;

typedef struct {
  Guarded *guarded;
  GHashTable *said; /* "category:name" to Said */
  const char *given;
  const char *category; /* of the list that is read; NULL: none */
  guint64 entries;
} Look;

static void
guard_as (Guarded *guarded, const char *rule, const char *site)
{
  GPtrArray *sites = g_hash_table_lookup (guarded, rule);

  if (sites == NULL) {
    sites = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (guarded, g_strdup (rule), sites);
  }
  g_ptr_array_add (sites, g_strdup (site));
}

static void
guard (Guarded *guarded, const char *list)
{
  g_auto (GStrv) names = pl_shipped_names (list);

  for (char **name = names; *name != NULL; name++) {
    g_autofree char *www = g_strconcat ("www.", *name, NULL);
    guard_as (guarded, www, *name);
    for (const char *rule = *name; rule != NULL && strchr (rule, '.') != NULL;
         rule = strchr (rule, '.') + 1)
      guard_as (guarded, rule, *name);
  }
}

static Guarded *
guarded_new (void)
{
  Guarded *guarded =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  guard (guarded, "help-sites.list");
  guard (guarded, "learning-sites.list");
  guard (guarded, "popular-sites.list");
  return guarded;
}

static void
on_list (const char *path, gpointer user_data)
{
  Look *look = user_data;

  look->category = *look->given != '\0' ? look->given : pl_list_layout_category (path);
}

static void
on_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  Look *look = user_data;
  const GPtrArray *sites = g_hash_table_lookup (look->guarded, name);

  look->entries++;
  for (guint i = 0; sites != NULL && look->category != NULL && i < sites->len; i++) {
    g_autofree char *key = g_strconcat (look->category, ":", sites->pdata[i], NULL);
    Said *said = g_hash_table_lookup (look->said, key);
    if (said == NULL)
      g_hash_table_insert (look->said, g_steal_pointer (&key), said = g_new0 (Said, 1));
    gsize *longest = kind == PL_SITE_RULE_BLOCK ? &said->rule : &said->exception;
    *longest = MAX (*longest, length);
  }
}

static void
on_skipped (guint64 line, PlSiteSkip why, const char *text, gpointer user_data)
{
}

static void
on_list_end (guint64 rules, guint64 skipped, gpointer user_data)
{
}

static void
on_passed (PlImportPassed why, const char *path, gpointer user_data)
{
}

static void
look_init (Look *look, const char *category)
{
  *look = (Look){
    .guarded = guarded_new (),
    .said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .given = category,
  };
}

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->guarded, g_hash_table_unref);
  g_clear_pointer (&look->said, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* What stands of what was said (design.md section 5: the exception on a tie). */
static char *
stands (const Look *look)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, look->said);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    const Said *said = value;
    if (said->rule > said->exception)
      g_ptr_array_add (keys, key);
  }
  g_ptr_array_sort (keys, compare);
  g_ptr_array_add (keys, NULL);
  return g_strjoinv (";", (char **)keys->pdata);
}

static gboolean
import (Look *look, const char *importer, int fd, GError **error)
{
  static const PlImportEvents events = {
    .list = on_list,
    .rule = on_rule,
    .skipped = on_skipped,
    .list_end = on_list_end,
    .passed = on_passed,
  };
  PlListImportMode mode = *look->given != '\0' ? PL_LIST_IMPORT_GIVEN : PL_LIST_IMPORT_TREE;
  g_autoptr (PlImport) process = pl_import_start (importer, fd, mode, &events, look, error);
  gboolean over = FALSE;

  while (process != NULL && !over) {
    struct pollfd polled = { pl_import_descriptor (process), POLLIN, 0 };
    if (poll (&polled, 1, PL_IMPORT_SILENCE_MS) == 0) {
      g_set_error_literal (error, PL_ERROR, PL_ERROR_LIMIT,
                           NC_ ("said", "reading it takes too long"));
      return FALSE;
    }
    if (!pl_import_read (process, &over, error))
      return FALSE;
  }
  return process != NULL;
}

/* Reads all of fd from where it is. NULL if that fails. */
static char *
digest_of (int fd, guint64 *size)
{
  guint8 bytes[65536], digest[crypto_generichash_BYTES];
  char text[2 * sizeof digest + 1];
  crypto_generichash_state hash;
  ssize_t n;

  crypto_generichash_init (&hash, NULL, 0, sizeof digest);
  *size = 0;
  while ((n = read (fd, bytes, sizeof bytes)) > 0) {
    crypto_generichash_update (&hash, bytes, (unsigned long long)n);
    *size += (guint64)n;
  }
  crypto_generichash_final (&hash, digest, sizeof digest);
  return n < 0 ? NULL : g_strdup (sodium_bin2hex (text, sizeof text, digest, sizeof digest));
}

static gboolean
check_open (const char *importer, int fd, const char *category, PlListCheck *check, GError **error)
{
  g_auto (Look) look = { 0 };

  look_init (&look, category);
  check->digest = digest_of (fd, &check->size);
  if (check->digest == NULL || lseek (fd, 0, SEEK_SET) != 0)
    return pl_error_io (error, NULL, g_strerror (errno));
  if (!import (&look, importer, fd, error))
    return FALSE;
  if (look.entries == 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "there is no site in it"));
    return FALSE;
  }
  check->entries = look.entries;
  check->guarded = stands (&look);
  return TRUE;
}

gboolean
pl_list_check (const char *importer,
               const char *path,
               const char *category,
               PlListCheck *check,
               GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  *check = (PlListCheck){ 0 };
  if (fd < 0)
    return pl_error_io (error, path, g_strerror (errno));
  gboolean good = check_open (importer, fd, category, check, error);
  close (fd);
  if (!good)
    pl_list_check_clear (check);
  return good;
}

void
pl_list_check_clear (PlListCheck *check)
{
  g_clear_pointer (&check->digest, g_free);
  g_clear_pointer (&check->guarded, g_free);
}

/* ---- to be held? ---- */

/* What the lists that ship say of guarded sites. */
static char *
starter_guarded (void)
{
  g_auto (GStrv) folders = pl_shipped_children ("starter/");
  g_auto (Look) look = { 0 };

  look_init (&look, "");
  for (char **folder = folders; *folder != NULL; folder++) {
    g_autofree char *path = g_strconcat ("starter/", *folder, "domains", NULL);
    g_autoptr (GBytes) bytes = pl_shipped_data (path);
    g_autoptr (PlSiteList) list = pl_site_list_new (on_rule, &look);
    look.category = pl_list_layout_category (path);
    pl_site_list_feed (list, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    pl_site_list_end (list);
  }
  return stands (&look);
}

/* TRUE for a site that many people use, in a category that no child may see. */
static gboolean
counts_at_first (const char *said, const char *const *popular, const PlCategories *categories)
{
  const char *colon = strchr (said, ':');
  g_autofree char *id = g_strndup (said, (gsize)(colon - said));
  int category = pl_categories_find (categories, id);

  return category >= 0 && (PL_CATEGORY_BIT (category) & PL_CATEGORIES_ALWAYS) != 0 &&
         g_strv_contains (popular, colon + 1);
}

static GPtrArray *
newly_said (const char *guarded, const char *before, gboolean first)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) old = g_strsplit_set (before, ";", -1);
  g_auto (GStrv) now = g_strsplit_set (guarded, ";", -1);
  g_auto (GStrv) popular = pl_shipped_names ("popular-sites.list");
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);

  for (char **said = now; *said != NULL; said++)
    if (strchr (*said, ':') != NULL && !g_strv_contains ((const char *const *)old, *said) &&
        (!first || counts_at_first (*said, (const char *const *)popular, categories)))
      g_ptr_array_add (found, g_strdup (*said));
  return found;
}

char *
pl_list_check_hold (const PlListCheck *check, guint64 old_entries, const char *old_guarded)
{
  gboolean first = old_entries == 0;

  if (check->entries < old_entries / 2)
    return g_strdup_printf (NC_ ("said", "it has %lu sites, the one before had %lu"),
                            (gulong)check->entries, (gulong)old_entries);
  g_autofree char *starter = first ? starter_guarded () : NULL;
  g_autoptr (GPtrArray) found = newly_said (check->guarded, first ? starter : old_guarded, first);
  if (found->len == 0)
    return NULL;
  g_autoptr (GString) sites = g_string_new (NULL);
  for (guint i = 0; i < MIN (found->len, NAMED); i++) {
    const char *said = found->pdata[i];
    g_string_append_printf (sites, "%s%s (%.*s)", i > 0 ? ", " : "", strchr (said, ':') + 1,
                            (int)strcspn (said, ":"), said);
  }
  return found->len > NAMED ? g_strdup_printf (NC_ ("said", "it would close %s and %u more"),
                                               sites->str, found->len - NAMED)
                            : g_strdup_printf (NC_ ("said", "it would close %s"), sites->str);
}
