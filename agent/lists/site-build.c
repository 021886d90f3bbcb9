/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/site-build.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/lists/folder-stream.h"
#include "agent/lists/import.h"
#include "agent/lists/list-layout.h"
#include "policy/data/shipped.h"
#include "policy/error.h"

/* Importers at a time: more only wait for the one thread that builds. */
#define IMPORTS_MAX    3
#define PROGRESS_EVERY 65536

typedef struct {
  const PlSiteBuild *build;
  PlSiteIndexBuilder *builder;
  PlSiteBuildStats *stats;
  guint64 rules;
} Work;

/* One input while it is read. */
typedef struct {
  Work *work;
  const PlSiteBuildInput *input;
  PlImport *import;
  PlFolderStream *folder; /* NULL unless the input is one */
  int descriptor;         /* -1 if it is */
  int category;           /* of the list that is read; -1: none */
  char *list;             /* what reports call it */
  GError *error;          /* what came up while its answer was read */
} Source;

static void G_GNUC_PRINTF (2, 3) report (const Work *work, const char *format, ...)
{
  va_list arguments;

  if (work->build->report == NULL)
    return;
  va_start (arguments, format);
  g_autofree char *line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  work->build->report (line, work->build->user_data);
}

/* "PATH" for the input itself, "PATH: ENTRY" for what lies in it. */
static char *
name_of (const Source *source, const char *entry)
{
  while (*entry == '/')
    entry++;
  if (*entry == '\0')
    return g_strdup (source->input->path);
  return g_strconcat (source->input->path, ": ", entry, NULL);
}

/* Not what the importer says but what the path says decides: the importer is not trusted. */
static void
on_list (const char *path, gpointer user_data)
{
  Source *source = user_data;
  const char *id = source->input->category;

  if (id == NULL)
    id = pl_list_layout_category (path);
  source->category = -1;
  if (id != NULL && source->error == NULL)
    source->category =
        pl_site_index_builder_add_category (source->work->builder, id, &source->error);
  g_free (source->list);
  source->list = name_of (source, path);
}

static void
on_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  Source *source = user_data;
  Work *work = source->work;

  if (source->category < 0 || source->error != NULL)
    return;
  if (work->rules >= PL_SITE_BUILD_RULES_MAX) {
    g_set_error_literal (&source->error, PL_ERROR, PL_ERROR_LIMIT, NC_ ("said", "too many rules"));
    return;
  }
  pl_site_index_builder_add (work->builder, (guint)source->category, kind, name, length);
  if (++work->rules % PROGRESS_EVERY == 0 && work->build->progress != NULL)
    work->build->progress (work->rules, work->build->user_data);
}

static void
on_skipped (guint64 line, PlSiteSkip why, const char *text, gpointer user_data)
{
  Source *source = user_data;

  report (source->work, "%s:%" G_GUINT64_FORMAT ": skipped: %s: %s", source->list, line,
          pl_site_skip_text (why), text);
}

static void
on_list_end (guint64 rules, guint64 skipped, gpointer user_data)
{
  Source *source = user_data;

  source->work->stats->skipped += skipped;
  if (skipped > PL_SITE_LIST_SAMPLES)
    report (source->work, "%s: %" G_GUINT64_FORMAT " lines skipped in all", source->list, skipped);
  if (rules == 0)
    report (source->work, "%s: no rule in it", source->list);
}

static void
on_passed (PlImportPassed why, const char *path, gpointer user_data)
{
  Source *source = user_data;
  g_autofree char *name = name_of (source, path);

  report (source->work, "%s: skipped: %s", name, pl_import_passed_text (why));
}

static const PlImportEvents events = {
  .list = on_list,
  .rule = on_rule,
  .skipped = on_skipped,
  .list_end = on_list_end,
  .passed = on_passed,
};

static gboolean
fail_io (GError **error, const char *path, int code)
{
  return pl_error_io (error, path, g_strerror (code));
}

static void
source_free (Source *source)
{
  pl_import_free (source->import);
  if (source->folder != NULL)
    pl_folder_stream_finish (source->folder, NULL);
  if (source->descriptor >= 0)
    close (source->descriptor);
  g_clear_error (&source->error);
  g_free (source->list);
  g_free (source);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Source, source_free)

static gboolean
source_open (Source *source, PlListImportMode mode, GError **error)
{
  const char *path = source->input->path;
  struct stat status;

  source->descriptor = open (path, O_RDONLY | O_CLOEXEC);
  if (source->descriptor < 0 || fstat (source->descriptor, &status) != 0)
    return fail_io (error, path, errno);
  if (!S_ISDIR (status.st_mode))
    return TRUE;
  close (source->descriptor);
  source->descriptor = -1;
  source->folder = pl_folder_stream_start (path, mode, error);
  return source->folder != NULL;
}

static Source *
source_start (Work *work, const PlSiteBuildInput *input, GError **error)
{
  g_autoptr (Source) source = g_new0 (Source, 1);
  PlListImportMode mode = input->category != NULL ? PL_LIST_IMPORT_GIVEN : PL_LIST_IMPORT_TREE;

  source->work = work;
  source->input = input;
  source->descriptor = source->category = -1;
  if (!source_open (source, mode, error))
    return NULL;
  int descriptor =
      source->folder != NULL ? pl_folder_stream_descriptor (source->folder) : source->descriptor;
  source->import =
      pl_import_start (work->build->importer, descriptor, mode, &events, source, error);
  return source->import != NULL ? g_steal_pointer (&source) : NULL;
}

/* What cannot be read of a folder explains better than what the importer then says of its stream. */
static gboolean
source_finish (Source *source, gboolean imported, GError **error)
{
  PlFolderStream *folder = g_steal_pointer (&source->folder);
  guint64 passed = pl_import_passed (source->import);
  g_autoptr (GError) reason = NULL;

  /* Nobody reads the folder's stream any more: its thread is waited for below. */
  g_clear_pointer (&source->import, pl_import_free);
  if (folder != NULL && !pl_folder_stream_finish (folder, &reason)) {
    g_clear_error (error);
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  if (!imported) {
    g_prefix_error (error, "%s: ", source->input->path);
    return FALSE;
  }
  if (passed > PL_IMPORT_PASSED_NAMED)
    report (source->work, "%s: %" G_GUINT64_FORMAT " entries skipped in all", source->input->path,
            passed);
  if (source->list == NULL)
    report (source->work, "%s: nothing was taken from it", source->input->path);
  return TRUE;
}

/* Reads what came from one importer; drops it from running when it is over. */
static gboolean
step (GPtrArray *running, guint which, GError **error)
{
  Source *source = running->pdata[which];
  gboolean over = FALSE;
  gboolean good = pl_import_read (source->import, &over, error);

  if (good && source->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&source->error));
    good = FALSE;
  }
  if (good && !over)
    return TRUE;
  good = source_finish (source, good, error);
  g_ptr_array_remove_index (running, which);
  return good;
}

static gboolean
wait_and_step (GPtrArray *running, GError **error)
{
  struct pollfd polled[IMPORTS_MAX];

  for (guint i = 0; i < running->len; i++) {
    const Source *source = running->pdata[i];
    polled[i] = (struct pollfd){ pl_import_descriptor (source->import), POLLIN, 0 };
  }
  int ready = poll (polled, running->len, PL_IMPORT_SILENCE_MS);
  if (ready == 0) {
    const Source *source = running->pdata[0];
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, NC_ ("said", "%s: reading it takes too long"),
                 source->input->path);
    return FALSE;
  }
  /* From the end, since those that are over are removed. */
  for (guint i = running->len; ready > 0 && i-- > 0;)
    if (polled[i].revents != 0 && !step (running, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
import_all (Work *work, GError **error)
{
  g_autoptr (GPtrArray) running = g_ptr_array_new_with_free_func ((GDestroyNotify)source_free);
  gsize next = 0;

  while (next < work->build->n_inputs || running->len > 0) {
    if (next < work->build->n_inputs && running->len < IMPORTS_MAX) {
      Source *source = source_start (work, &work->build->inputs[next++], error);
      if (source == NULL)
        return FALSE;
      g_ptr_array_add (running, source);
    } else if (!wait_and_step (running, error))
      return FALSE;
  }
  return TRUE;
}

/* Wrong ids are told before any list is read; the order of the numbers is that of the inputs. */
static gboolean
add_categories (Work *work, GError **error)
{
  for (gsize i = 0; i < work->build->n_inputs; i++) {
    const char *id = work->build->inputs[i].category;
    if (id != NULL && pl_site_index_builder_add_category (work->builder, id, error) < 0)
      return FALSE;
  }
  return TRUE;
}

static void
add_starter_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  Source *source = user_data;

  pl_site_index_builder_add (source->work->builder, (guint)source->category, kind, name, length);
}

/* The lists that ship are ours: no importer needed. */
static gboolean
add_starter_list (Work *work, const char *path, GError **error)
{
  const char *id = pl_list_layout_category (path);
  g_autoptr (GBytes) bytes = pl_shipped_data (path);
  Source source = { .work = work };

  if (id == NULL) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "%s: no category has this name"),
                 path);
    return FALSE;
  }
  source.category = pl_site_index_builder_add_category (work->builder, id, error);
  if (source.category < 0)
    return FALSE;
  g_autoptr (PlSiteList) list = pl_site_list_new (add_starter_rule, &source);
  pl_site_list_feed (list, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  work->stats->skipped += pl_site_list_end (list)->skipped;
  return TRUE;
}

static gboolean
add_starter (Work *work, GError **error)
{
  g_auto (GStrv) folders = pl_shipped_children ("starter/");

  for (char **folder = folders; *folder != NULL; folder++) {
    g_autofree char *path = g_strconcat ("starter/", *folder, "domains", NULL);
    if (!add_starter_list (work, path, error))
      return FALSE;
  }
  return TRUE;
}

static void
protect (PlSiteIndexBuilder *builder, const char *list)
{
  g_auto (GStrv) names = pl_shipped_names (list);

  for (char **name = names; *name != NULL; name++)
    pl_site_index_builder_protect (builder, *name, strlen (*name));
}

GBytes *
pl_site_build (const PlSiteBuild *build, PlSiteBuildStats *stats, GError **error)
{
  guint8 key[PL_SITE_INDEX_KEY_SIZE];

  if (sodium_init () < 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "no randomness"));
    return NULL;
  }
  randombytes_buf (key, sizeof key);
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);
  Work work = { build, builder, stats };

  *stats = (PlSiteBuildStats){ 0 };
  if (!add_categories (&work, error) || (build->starter && !add_starter (&work, error)) ||
      !import_all (&work, error))
    return NULL;
  protect (builder, "help-sites.list");
  protect (builder, "popular-sites.list");
  return pl_site_index_builder_finish (builder, &stats->index, error);
}

gboolean
pl_site_build_install (const char *path, GBytes *index, GError **error)
{
  g_autoptr (GError) reason = NULL;
  struct stat status;
  gsize size;
  const char *data = g_bytes_get_data (index, &size);

  /* A rename would put a file in the place of /dev/null. */
  if (stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return pl_error_io (error, path, NC_ ("said", "not a file"));
  if (g_file_set_contents_full (path, data, (gssize)size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &reason))
    return TRUE;
  return pl_error_io (error, NULL, reason->message);
}
