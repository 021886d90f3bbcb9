/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/fuzz/fuzz.h"

/*
 * Runs a fuzz target over files, and the files of folders, that are given: each as it is, and some
 * altered copies of it, the same ones every time. So the targets are of use without libFuzzer.
 */
#define ALTERED_COPIES 200

static void
run_bytes (const guint8 *data, gsize size)
{
  /* exactly as long as it says, so that ASan sees a step beyond */
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy, size);
}

static void
run_altered (GRand *rand, const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);
  gsize length = size;

  if (size == 0)
    return;
  for (guint n = g_rand_int_range (rand, 1, 9); n > 0; n--)
    copy[g_rand_int (rand) % size] = g_rand_int (rand);
  if (g_rand_boolean (rand))
    length = g_rand_int (rand) % size;
  run_bytes (copy, length);
}

static void
run_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  run_bytes ((const guint8 *)data, size);
  for (guint i = 0; i < ALTERED_COPIES; i++)
    run_altered (rand, (const guint8 *)data, size);
}

static guint
run_path (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint files = 0;

  if (dir == NULL) {
    run_file (path);
    return 1;
  }
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inside = g_build_filename (path, name, NULL);

    files += run_path (inside);
  }
  return files;
}

int
main (int argc, char **argv)
{
  guint files = 0;

  run_bytes (NULL, 0);
  for (int i = 1; i < argc; i++)
    files += run_path (argv[i]);
  g_print ("%u files\n", files);
  return files > 0 ? 0 : 1;
}
