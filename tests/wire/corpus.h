/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <check.h>
#include <glib.h>

/*
 * Collections of real input, which are not part of the project: below $PL_SHARED, or ../shared
 * beside the source folder. Tests that read them pass over what is not there.
 */
static inline char *
pl_corpus (const char *name)
{
  const char *shared = g_getenv ("PL_SHARED");
  g_autofree char *folder =
      shared != NULL
          ? g_build_filename (shared, "data", "corpora", name, NULL)
          : g_build_filename (PL_SOURCE_ROOT, "..", "shared", "data", "corpora", name, NULL);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&folder);
  g_printerr ("# no %s here\n", name);
  return NULL;
}

/* The bytes of a file of it; with a NUL behind. */
static inline guint8 *
pl_corpus_file (const char *folder, const char *name, gsize *size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data = NULL;

  ck_assert_msg (g_file_get_contents (path, &data, size, NULL), "%s", path);
  return (guint8 *)data;
}

/* The lines of its index.tsv; the first names the columns. */
static inline char **
pl_corpus_index (const char *folder)
{
  gsize size;
  g_autofree guint8 *text = pl_corpus_file (folder, "index.tsv", &size);
  char **lines = g_strsplit ((const char *)text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_strchomp (lines[i]);
  return lines;
}
