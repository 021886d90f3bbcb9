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

G_END_DECLS
