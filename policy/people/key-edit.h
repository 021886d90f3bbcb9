/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Sets one key of a key file (key-file.h) in its text, and leaves every other line as it is, comments
 * included. value NULL takes the key out. name is what errors call the file. Transfer full; NULL
 * and PL_ERROR_REFUSED where text is no key file, PL_ERROR_ARGUMENT for a section, key or value that would not be
 * read back as it is (a line break in it).
 */
char *pl_key_edit (const char *name,
                   const char *text,
                   const char *section,
                   const char *key,
                   const char *value,
                   GError **error);

/* The value of a key in a text; NULL where it is missing. Transfer full. */
char *pl_key_value (const char *text, const char *section, const char *key);

/* The keys of a section, in the order of the text. NULL-terminated; empty where there is none, and where text is no key file. Transfer full. */
char **pl_key_names (const char *text, const char *section);

/*
 * Which keys two texts do not have in the same words: "Home.Name", "Timetable.Monday", first those of after, then those that
 * it has no more. NULL-terminated, empty where nothing is different; NULL where one of them is no key file. Transfer full.
 */
char **pl_key_changes (const char *before, const char *after);

G_END_DECLS
