/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/easy-words.h"

#include <libintl.h>
#include <string.h>

#define EASY "@easy"

/* A locale's name in easy words: "pl_PL.UTF-8" is "pl_PL@easy". The source, C, is English. */
static char *
easy_name (const char *name)
{
  g_autofree char *language = g_strndup (name, strcspn (name, ".@"));

  return g_strconcat (g_str_equal (language, "C") ? "en" : language, EASY, NULL);
}

/* Each language in easy words, and then as it is. */
static char *
easy_languages (void)
{
  const char *const *names = g_get_language_names ();
  GString *languages = g_string_new (NULL);

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *easy = easy_name (names[i]);
    g_string_append_printf (languages, "%s%s:%s", i > 0 ? ":" : "", easy, names[i]);
  }
  return g_string_free (languages, FALSE);
}

void
pl_easy_words_use (gboolean easy)
{
  /* As they were before: never freed. */
  static char *plain = NULL, *easier = NULL;

  if (plain == NULL) {
    plain = g_strdup (g_getenv ("LANGUAGE") != NULL ? g_getenv ("LANGUAGE") : "");
    easier = easy_languages ();
  }
  g_setenv ("LANGUAGE", easy ? easier : plain, TRUE);
  /* gettext looks at LANGUAGE again only where it is told of a domain. */
  textdomain (GETTEXT_PACKAGE);
}

char *
pl_reading_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "porchlight", "reading.ini", NULL);
}

const char *
pl_reading_group (GKeyFile *file, const char *key)
{
  return g_key_file_has_key (file, PL_READING_CHOSEN, key, NULL) ? PL_READING_CHOSEN
                                                                 : PL_READING_PROFILE;
}

void
pl_easy_words_use_as_kept (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = pl_reading_path ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  pl_easy_words_use (g_key_file_get_boolean (file, pl_reading_group (file, PL_READING_EASY),
                                             PL_READING_EASY, NULL));
}
