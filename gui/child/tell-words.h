/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/child/tell-draft.h"

G_BEGIN_DECLS

/* The third step: the child's own words, which may be none (C4, C6). Signal "done". */
#define PL_TYPE_TELL_WORDS (pl_tell_words_get_type ())
G_DECLARE_FINAL_TYPE (PlTellWords, pl_tell_words, PL, TELL_WORDS, AdwBin)

/* Shows what a draft holds, and asks what its kind asks for. */
void pl_tell_words_show (PlTellWords *words, const PlTellDraft *draft);
/* The same, from its end (tell-parts.h). */
void pl_tell_words_show_last (PlTellWords *words, const PlTellDraft *draft);
/* A page of it back; FALSE where it shows its first. */
gboolean pl_tell_words_back (PlTellWords *words);
/* Puts what was typed into the draft. */
void pl_tell_words_keep (PlTellWords *words, PlTellDraft *draft);
/* Takes it off the screen. */
void pl_tell_words_clear (PlTellWords *words);

G_END_DECLS
