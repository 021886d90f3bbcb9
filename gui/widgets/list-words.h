/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Several things in a row, as the language of the screen puts them. In a language from the right each part keeps its own direction, so that
 * names in Latin letters do not change places.
 */

/* "bread, jam and tea". parts: of NULL at the end; "" where there is none. Transfer full. */
char *pl_list_words (const char *const *parts);

/* The same, of those that were built. builder: taken. */
char *pl_list_words_end (GStrvBuilder *builder);

/* Puts a part beside the ones before it, where no "and" can stand: "until 8 pm, 2 hours left". */
void pl_list_words_add (GString *words, const char *part);

G_END_DECLS
