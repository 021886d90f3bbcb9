/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/data/shipped.h"

#include <gio/gio.h>

#include "policy/data/shipped-resource.h"

#define PREFIX "/org/porchlight/data/"

/* Registered when first asked for: no constructor runs in programs that need no data. */
static GResource *
shipped (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered)) {
    pl_shipped_register_resource ();
    g_once_init_leave (&registered, 1);
  }
  return pl_shipped_get_resource ();
}

GBytes *
pl_shipped_data (const char *path)
{
  g_autofree char *full = g_strconcat (PREFIX, path, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (shipped (), full, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("%s does not ship: %s", path, error->message);
  return bytes;
}

/* The lines that say something. */
static char **
shipped_lines (const char *path)
{
  g_autoptr (GBytes) bytes = pl_shipped_data (path);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **line = lines; *line != NULL; line++) {
    if (**line != '#' && **line != '\0')
      g_strv_builder_add (builder, *line);
  }
  return g_strv_builder_end (builder);
}

char **
pl_shipped_names (const char *path)
{
  return shipped_lines (path);
}

GPtrArray *
pl_shipped_rows (const char *path)
{
  g_auto (GStrv) lines = shipped_lines (path);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  for (char **line = lines; *line != NULL; line++)
    g_ptr_array_add (rows, g_strsplit (*line, "\t", -1));
  return rows;
}

char **
pl_shipped_children (const char *folder)
{
  g_autofree char *full = g_strconcat (PREFIX, folder, NULL);
  g_autoptr (GError) error = NULL;
  char **children =
      g_resource_enumerate_children (shipped (), full, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (children == NULL)
    g_error ("%s does not ship: %s", folder, error->message);
  return children;
}

gboolean
pl_shipped_has_names (const char *category)
{
  g_auto (GStrv) folders = pl_shipped_children ("starter/");
  g_autofree char *folder = g_strconcat (category, "/", NULL);

  return g_strv_contains ((const char *const *)folders, folder);
}
