/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The languages that words for people exist in. The catalogues of po/ are compiled in, so that a
 * worker that may open no files has all of them, and each request its own.
 */
typedef struct _PlLanguage PlLanguage;

/* What the source is written in; every text exists in it. */
const PlLanguage *pl_language_english (void);

/*
 * The language for a language range (RFC 4647 section 3.4: "cy-GB" finds "cy") or a locale's name
 * ("cy_GB.UTF-8"), letter case aside; NULL if there is none.
 */
const PlLanguage *pl_language_find (const char *range);

/* Each language once, English first; NULL after the last. */
const PlLanguage *pl_language_nth (guint i);
/* What those who speak it call it: "polski". */
const char *pl_language_name (const PlLanguage *language);
/* As in HTML's lang (BCP 47). */
const char *pl_language_tag (const PlLanguage *language);
gboolean pl_language_is_right_to_left (const PlLanguage *language);
/*
 * FALSE while no native speaker has read the translation (po/README.md): then what a life may hang
 * on stands in English beside it.
 */
gboolean pl_language_is_read (const PlLanguage *language);

/* message in the language, or message itself. context: of gettext, nullable. */
const char *pl_language_text (const PlLanguage *language, const char *context, const char *message);

/* A message that the language has, and its text. FALSE: no more are wanted. */
typedef gboolean (*PlLanguageMessage) (const char *message, const char *text, gpointer data);
/* Each message of a context that the language has, in the order of their bytes; English has none. */
void pl_language_each (const PlLanguage *language,
                       const char *context,
                       PlLanguageMessage each,
                       gpointer data);

G_END_DECLS
