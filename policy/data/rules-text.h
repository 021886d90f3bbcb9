/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The home's internet rules as they ship (H1). In gettext's context "rules". */
typedef struct {
  const char *id;
  const char *title;
  struct {
    const char *text;
    const char *easy;
  } lines[6]; /* up to the first without a text */
} PlRulesText;

extern const PlRulesText pl_rules_text[];
extern const guint pl_rules_n_texts;

G_END_DECLS
