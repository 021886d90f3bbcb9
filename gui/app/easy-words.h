/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Easy words (L6) are a language of their own to gettext: po/pl@easy.po holds what Polish says in easier words, and what it
 * does not hold is said as in po/pl.po. So no text asks whether it is to be easy.
 *
 * Whatever is looked up from now on is in easy words, or no longer is; what is on the screen already stays as it is.
 */
void pl_easy_words_use (gboolean easy);

/*
 * Where it is kept how the person likes to read (gui/app/settings.h): a key file with the same keys in two groups, of which
 * the child's own choice comes first, and what the profile said last second.
 */
#define PL_READING_CHOSEN  "Reading"
#define PL_READING_PROFILE "Profile"
#define PL_READING_EASY    "easy-read"
/* Transfer full. */
char *pl_reading_path (void);
/* The group that counts for a key. */
const char *pl_reading_group (GKeyFile *file, const char *key);
/* For a program that shows no page: easy words are used from now on if that file says so, or are not. */
void pl_easy_words_use_as_kept (void);

G_END_DECLS
