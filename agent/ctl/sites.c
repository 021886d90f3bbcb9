/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/sites.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/ctl/index-file.h"
#include "agent/lists/site-build.h"
#include "agent/sandbox/spawn.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/sites/category.h"
#include "policy/sites/hostname.h"
#include "policy/sites/site-index.h"

static gboolean G_GNUC_PRINTF (2, 3) wrong (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, message);
  return FALSE;
}

/* ---- build ---- */

static void
clear_progress (void)
{
  if (isatty (STDERR_FILENO))
    fputs ("\r\033[K", stderr);
}

static void
report_line (const char *line, gpointer user_data)
{
  clear_progress ();
  fprintf (stderr, "%s\n", line);
}

static void
show_progress (guint64 rules, gpointer user_data)
{
  fprintf (stderr, "\r%" G_GUINT64_FORMAT " rules read", rules);
}

/*
 * CATEGORY=PATH, or an archive. What stands before the first "=" is a category unless a "/" in it
 * shows that it is part of a path.
 */
static gboolean
read_input (const char *argument, GArray *inputs, GStringChunk *texts, GError **error)
{
  const char *equals = strchr (argument, '=');
  const char *slash = strchr (argument, '/');
  PlSiteBuildInput input = { NULL, argument };

  if (equals != NULL && (slash == NULL || slash > equals)) {
    input.category = g_string_chunk_insert_len (texts, argument, equals - argument);
    input.path = equals + 1;
    if (!pl_category_id_is_valid (input.category))
      return wrong (error, "%s: \"%s\" is no category", argument, input.category);
  }
  if (*input.path == '\0')
    return wrong (error, "\"%s\": no path", argument);
  g_array_append_val (inputs, input);
  return TRUE;
}

static gboolean
build (const PlSiteBuild *what, const char *out, GError **error)
{
  gint64 start = pl_clock_boottime_ms ();
  PlSiteBuildStats stats;
  g_autoptr (GBytes) index = pl_site_build (what, &stats, error);

  clear_progress ();
  if (index == NULL || !pl_site_build_install (out, index, error))
    return FALSE;
  if (stats.index.names == 0)
    report_line ("there is no name in the index: it blocks nothing", NULL);
  gint64 took = pl_clock_boottime_ms () - start;
  printf ("entries=%" G_GUINT64_FORMAT " names=%" G_GUINT64_FORMAT " bytes=%" G_GSIZE_FORMAT
          " skipped=%" G_GUINT64_FORMAT " seconds=%" G_GINT64_FORMAT ".%03d\n",
          stats.index.entries, stats.index.names, g_bytes_get_size (index), stats.skipped,
          took / 1000, (int)(took % 1000));
  return TRUE;
}

gboolean
pl_ctl_sites_build (int argc, char **argv, GError **error)
{
  g_autofree char *out = NULL, *importer = pl_spawn_find ("porchlight-import");
  g_auto (GStrv) arguments = NULL;
  gboolean starter = FALSE;
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, NULL, NULL },
    { "starter", 0, 0, G_OPTION_ARG_NONE, &starter, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (PlSiteBuildInput));
  g_autoptr (GStringChunk) texts = g_string_chunk_new (256);
  g_autoptr (GError) reason = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse (context, &argc, &argv, &reason))
    return wrong (error, "sites build: %s", reason->message);
  for (char **argument = arguments; argument != NULL && *argument != NULL; argument++)
    if (!read_input (*argument, inputs, texts, error))
      return FALSE;
  if (out == NULL || *out == '\0')
    return wrong (error, "sites build: -o OUT is missing");
  if (inputs->len == 0 && !starter)
    return wrong (error, "sites build: no list is named");

  const PlSiteBuild what = {
    .inputs = (const PlSiteBuildInput *)(gpointer)inputs->data,
    .n_inputs = inputs->len,
    .starter = starter,
    .importer = importer,
    .report = report_line,
    .progress = isatty (STDERR_FILENO) ? show_progress : NULL,
  };
  return build (&what, out, error);
}

/* ---- lookup ---- */

static int
compare_ids (const void *a, const void *b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/*
 * Prints what stands for a name: its categories, sorted, and the longest of their rules. The index
 * was opened without categories, so help and learning are ids like any other.
 */
static void
print_match (const PlSiteIndex *index, const char *name, const PlSiteMatch *match)
{
  const char *ids[PL_CATEGORY_MAX + 1];
  guint16 offset = G_MAXUINT16;
  guint n = 0;

  for (guint category = 0; category < PL_CATEGORY_MAX; category++)
    if (match->categories & PL_CATEGORY_BIT (category)) {
      ids[n++] = pl_site_index_id (index, category);
      offset = MIN (offset, match->rule_offset[category]);
    }
  qsort (ids, n, sizeof *ids, compare_ids);
  for (guint i = 0; i < n; i++)
    printf ("%c%s", i == 0 ? '\t' : ',', ids[i]);
  printf ("\t%s\n", name + offset);
}

/* FALSE if typed is no name; it gets its line all the same. */
static gboolean
lookup (const PlSiteIndex *index, const char *typed, gsize length)
{
  char name[PL_HOSTNAME_MAX + 1];
  gsize normal = pl_hostname_normalise (typed, length, name);
  PlSiteMatch match;

  fwrite (typed, 1, length, stdout);
  if (normal > 0 && pl_site_index_lookup (index, name, normal, &match))
    print_match (index, name, &match);
  else
    fputs ("\t-\t-\n", stdout);
  return normal > 0;
}

/* As much of it as a name can have: what is no name may be of any length. */
static void
note_wrong (char **first_wrong, const char *typed, gsize length)
{
  if (*first_wrong == NULL)
    *first_wrong = g_utf8_make_valid (typed, (gssize)MIN (length, PL_HOSTNAME_MAX));
}

static gboolean
lookup_input (const PlSiteIndex *index, char **first_wrong, GError **error)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) >= 0) {
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
      length--;
    if (!lookup (index, line, (gsize)length))
      note_wrong (first_wrong, line, (gsize)length);
  }
  free (line);
  if (ferror (stdin)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, "standard input cannot be read");
    return FALSE;
  }
  return TRUE;
}

gboolean
pl_ctl_sites_lookup (int argc, char **argv, GError **error)
{
  g_autofree char *first_wrong = NULL;

  if (argc < 2)
    return wrong (error, "sites lookup: no index is named");
  if (argc < 3)
    return wrong (error, "sites lookup: no name is given");
  g_autoptr (PlSiteIndex) index = pl_index_file_open (argv[1], NULL, error);
  if (index == NULL)
    return FALSE;

  if (argc == 3 && strcmp (argv[2], "-") == 0) {
    if (!lookup_input (index, &first_wrong, error))
      return FALSE;
  } else {
    for (int i = 2; i < argc; i++)
      if (!lookup (index, argv[i], strlen (argv[i])))
        note_wrong (&first_wrong, argv[i], strlen (argv[i]));
  }
  return first_wrong == NULL || wrong (error, "\"%s\" is no name", first_wrong);
}
