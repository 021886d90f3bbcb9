/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Kinds of acts, as the record of acts has them (Audit.List), in words. */
typedef struct {
  const char *code;
  const char *words; /* not translated yet */
} PlActKind;

extern const PlActKind pl_act_kinds[];
extern const gsize pl_act_n_kinds;

/* The code itself where it is none of these. Static, or code. */
const char *pl_act_words (const char *code);

G_END_DECLS
