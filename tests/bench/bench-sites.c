/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "policy/sites/site-index-builder.h"
#include "policy/sites/site-index.h"

/*
 * The site index on real lists, all together: argument 1 is the folder with lists/ and popular/.
 * Each list file is a category of its own (by a hash of its name, 64 of them).
 */

#define SKIPPED_TEST   77
#define SAMPLE_EVERY   97
#define BATCH          32
#define PASSES         20
#define RANDOM_QUERIES 1000000
#define OPENS          101

static double
now_s (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* On a busy machine this says more than the clock on the wall. */
static double
cpu_s (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
peak_rss_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

/* The files of a folder and all below. */
static void
find_files (const char *path, GPtrArray *files)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    g_ptr_array_add (files, g_strdup (path));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inside = g_build_filename (path, name, NULL);

    find_files (inside, files);
  }
}

/* UT1 names its categories by folder, and has other files beside "domains"; the others by file. */
static char *
category_label (const char *path)
{
  g_autofree char *name = g_path_get_basename (path), *folder = g_path_get_dirname (path);

  if (strstr (path, "/ut1/") != NULL)
    return strcmp (name, "domains") == 0 ? g_path_get_basename (folder) : NULL;
  if (strstr (name, "LICENSE") != NULL || strstr (name, "README") != NULL ||
      g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".tsv"))
    return NULL;
  return g_steal_pointer (&name);
}

typedef struct {
  PlSiteIndexBuilder *builder;
  guint category;
} Adding;

static void
add_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  Adding *adding = user_data;

  pl_site_index_builder_add (adding->builder, adding->category, kind, name, length);
}

static void
add_file (PlSiteIndexBuilder *builder, const char *path)
{
  g_autofree char *label = category_label (path), *id = NULL;
  char chunk[64 * 1024];
  ssize_t n;

  if (label == NULL)
    return;
  id = g_strdup_printf ("c%u", g_str_hash (label) % PL_CATEGORY_MAX);

  Adding adding = { builder, (guint)pl_site_index_builder_add_category (builder, id, NULL) };
  g_autoptr (PlSiteList) list = pl_site_list_new (add_rule, &adding);
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  while ((n = read (fd, chunk, sizeof chunk)) > 0)
    pl_site_list_feed (list, chunk, (gsize)n);
  close (fd);
  pl_site_list_end (list);
}

/* Builds in a process of its own, whose peak memory is then that of the build. */
static void
build_index (const GPtrArray *files, int out)
{
  double base_mb = peak_rss_mb (), start = now_s (), cpu_start = cpu_s (), parsed;
  guint8 key[PL_SITE_INDEX_KEY_SIZE];
  PlSiteIndexStats stats;
  gsize size;

  for (gsize i = 0; i < sizeof key; i++)
    key[i] = (guint8)g_random_int ();

  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);

  for (guint i = 0; i < files->len; i++)
    add_file (builder, g_ptr_array_index (files, i));
  parsed = cpu_s ();

  g_autoptr (GBytes) bytes = pl_site_index_builder_finish (builder, &stats, NULL);
  const void *data = g_bytes_get_data (bytes, &size);
  double end = now_s (), cpu_end = cpu_s (), millions = (double)stats.names / 1e6,
         mb = peak_rss_mb () - base_mb;

  if (write (out, data, size) != (ssize_t)size)
    _exit (1);
  g_print ("entries %" G_GUINT64_FORMAT ", names %" G_GUINT64_FORMAT ", sets %" G_GUINT64_FORMAT
           ", exact %" G_GUINT64_FORMAT "\n",
           stats.entries, stats.names, stats.sets, stats.exact);
  g_print ("size                  %8.3f bytes a name (%zu bytes; to reach: 8)\n",
           (double)size / (double)stats.names, size);
  g_print (
      "build                 %8.3f s a million names (to reach: 1.5), of processor time %.3f s: "
      "%.3f s reading and %.3f s building\n",
      (end - start) / millions, (cpu_end - cpu_start) / millions, (parsed - cpu_start) / millions,
      (cpu_end - parsed) / millions);
  g_print ("build, peak memory    %8.1f MB a million names (to reach: 200), %.1f MB in all\n",
           mb / millions, mb);
}

static gboolean
build_apart (const GPtrArray *files, int out)
{
  int status = -1;
  pid_t pid = fork ();

  if (pid == 0) {
    build_index (files, out);
    _exit (0);
  }
  return pid > 0 && waitpid (pid, &status, 0) == pid && status == 0;
}

static int
compare_doubles (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static double
median (double *values, gsize n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

static void
measure_open (const void *data, gsize size)
{
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  double times[OPENS];

  for (int i = 0; i < OPENS; i++) {
    double start = now_s ();
    g_autoptr (PlSiteIndex) index = pl_site_index_new_static (data, size, categories, NULL);

    times[i] = now_s () - start;
  }
  g_print ("open                  %8.1f us (to reach: 1000)\n", median (times, OPENS) * 1e6);
}

static double
look_up_batch (const PlSiteIndex *index, char **names, const gsize *lengths, gsize *hits)
{
  PlSiteMatch match;
  double start = now_s ();

  for (gsize i = 0; i < BATCH; i++)
    *hits += pl_site_index_lookup (index, names[i], lengths[i], &match);
  return (now_s () - start) / BATCH;
}

/*
 * Medians over batches of different names: hot is a batch that was looked up just before; cold one
 * that was looked up thousands of names before, so that most of it comes from beyond a core's cache.
 */
static void
measure_lookups (const PlSiteIndex *index, const char *what, const GPtrArray *names)
{
  gsize n_batches = names->len / BATCH, n = n_batches * PASSES, hits = 0;
  g_autofree double *cold = g_new (double, n + 1), *hot = g_new (double, n + 1);
  g_autofree gsize *lengths = g_new (gsize, names->len);

  if (n_batches == 0)
    return;
  for (guint i = 0; i < names->len; i++)
    lengths[i] = strlen (g_ptr_array_index (names, i));
  for (gsize i = 0; i < n; i++) {
    gsize first = i % n_batches * BATCH;
    char **batch = (char **)names->pdata + first;

    cold[i] = look_up_batch (index, batch, lengths + first, &hits);
    hot[i] = look_up_batch (index, batch, lengths + first, &hits);
  }
  g_print ("lookup, %-8s      %8.1f ns hot (to reach: 300), %.1f ns cold; median of %zu names of "
           "three labels, %.1f%% match\n",
           what, median (hot, n) * 1e9, median (cold, n) * 1e9, n_batches * BATCH,
           100.0 * (double)hits / (double)(2 * n * BATCH));
}

static guint
count_dots (const char *name)
{
  guint dots = 0;

  for (; *name != '\0'; name++)
    dots += *name == '.';
  return dots;
}

typedef struct {
  GPtrArray *names;
  guint64 n;
} Sample;

/* Every so many listed names of three labels, or of two with www. before. */
static void
sample_rule (PlSiteRuleKind kind, const char *name, gsize length, gpointer user_data)
{
  Sample *sample = user_data;
  guint dots = count_dots (name);

  if (sample->n++ % SAMPLE_EVERY == 0 && dots <= 2)
    g_ptr_array_add (sample->names, dots == 2 ? g_strdup (name) : g_strconcat ("www.", name, NULL));
}

static GPtrArray *
sample_lists (const GPtrArray *files)
{
  Sample sample = { g_ptr_array_new_with_free_func (g_free), 0 };

  for (guint i = 0; i < files->len; i++) {
    g_autofree char *label = category_label (g_ptr_array_index (files, i)), *text = NULL;
    gsize length;

    if (label == NULL || !g_file_get_contents (g_ptr_array_index (files, i), &text, &length, NULL))
      continue;

    g_autoptr (PlSiteList) list = pl_site_list_new (sample_rule, &sample);

    pl_site_list_feed (list, text, length);
  }
  for (guint i = sample.names->len; i > 1; i--) { /* in no order */
    guint j = (guint)g_random_int_range (0, (gint32)i);
    gpointer other = sample.names->pdata[j];

    sample.names->pdata[j] = sample.names->pdata[i - 1];
    sample.names->pdata[i - 1] = other;
  }
  return sample.names;
}

/* What people visit: RANK,NAME lines. */
static GPtrArray *
popular_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (folder, "popular", "tranco_top_10k.csv", NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return names;

  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    const char *comma = strchr (*line, ',');

    if (comma != NULL && count_dots (comma) == 1)
      g_ptr_array_add (names, g_strconcat ("www.", comma + 1, NULL));
  }
  return names;
}

static char *
random_name (void)
{
  return g_strdup_printf ("www.%08x%08x.example", g_random_int (), g_random_int ());
}

static void
count_false_matches (const PlSiteIndex *index)
{
  guint found = 0;
  PlSiteMatch match;

  for (guint i = 0; i < RANDOM_QUERIES; i++) {
    g_autofree char *name = random_name ();

    found += pl_site_index_lookup (index, name, strlen (name), &match);
  }
  g_print ("false matches         %8u of %d random names\n", found, RANDOM_QUERIES);
}

static void
measure (const void *data, gsize size, const GPtrArray *files, const char *folder)
{
  g_autoptr (PlSiteIndex) index = pl_site_index_new_static (data, size, NULL, NULL);
  g_autoptr (GPtrArray) hits = sample_lists (files), popular = popular_names (folder);
  g_autoptr (GPtrArray) misses = g_ptr_array_new_with_free_func (g_free);
  double start = now_s ();

  for (guint i = 0; i < 10000; i++)
    g_ptr_array_add (misses, random_name ());
  measure_open (data, size);
  start = now_s ();
  g_print ("verify                %8.3f ms, %s\n",
           (pl_site_index_verify (index, NULL) ? now_s () - start : -1) * 1e3, "the whole file");
  measure_lookups (index, "listed", hits);
  measure_lookups (index, "missing", misses);
  measure_lookups (index, "popular", popular);
  count_false_matches (index);
}

int
main (int argc, char **argv)
{
  const char *shared = g_getenv ("PL_SHARED");
  g_autofree char *folder =
      g_build_filename (shared != NULL ? shared : argv[argc - 1], "data", NULL);
  g_autofree char *lists = g_build_filename (folder, "lists", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  struct stat status;
  int fd = memfd_create ("sites", MFD_CLOEXEC);

  if (!g_file_test (lists, G_FILE_TEST_IS_DIR)) {
    g_print ("no lists in %s\n", lists);
    return SKIPPED_TEST;
  }
  find_files (lists, files);
  if (fd < 0 || !build_apart (files, fd) || fstat (fd, &status) < 0)
    return 1;

  void *data = mmap (NULL, (gsize)status.st_size, PROT_READ, MAP_SHARED, fd, 0);

  if (data == MAP_FAILED)
    return 1;
  measure (data, (gsize)status.st_size, files, folder);
  return 0;
}
