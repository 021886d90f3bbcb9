/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Something to choose in Tell staff, with a picture beside its words. Properties: "words"; "picture", an icon's name;
 * "always", whether the picture shows also where the child does not want easy read (L6); "xalign", where the words stand
 * without one.
 */
#define PL_TYPE_TELL_CHOICE (pl_tell_choice_get_type ())
G_DECLARE_FINAL_TYPE (PlTellChoice, pl_tell_choice, PL, TELL_CHOICE, GtkButton)

GtkWidget *pl_tell_choice_new (const char *words, const char *picture, gboolean always);

G_END_DECLS
