/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What changed in what is agreed with a child, in words that the child reads (L2): the same that staff are shown before
 * they save it. Pure.
 */
typedef struct {
  char *title; /* what holds now: "Monday to Friday: internet 4 pm to 8 pm" */
  char *
      before; /* "Before: 4 pm to 7 pm", or what holds all the same; NULL where the title says it */
  gboolean more, less; /* which way access goes; both, or neither */
} PlChangeWords;

/* what: "aa{sv}", as of Child.ListChanges and Profiles.Compare. Days that change alike are one. Transfer full. */
GPtrArray *pl_change_words (GVariant *what);

G_END_DECLS
