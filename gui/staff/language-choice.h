/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "policy/language.h"

G_BEGIN_DECLS

/* The language that a child reads (L6): each by what those who speak it call it, and first that of the computer. */

/* With its name above it. */
GtkDropDown *pl_language_choice_add (GtkBox *sheet);
/* NULL: that of the computer. */
const PlLanguage *pl_language_choice_get (GtkDropDown *choice);
/* language: nullable. */
void pl_language_choice_set (GtkDropDown *choice, const PlLanguage *language);

G_END_DECLS
