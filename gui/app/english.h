/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/language.h"

G_BEGIN_DECLS

/*
 * A text that a life may hang on, in the language of the screen; and while no native speaker has read
 * that translation (po/README.md), with the English beside it. Transfer full.
 */
char *pl_with_english (const char *context, const char *message);

/* What the agent said (policy/said.h), in the language of the screen. Transfer full. */
char *pl_screen_said (const char *sentence);
/* The same as it stands on a page by itself. Transfer full. */
char *pl_screen_said_by_itself (const char *sentence);

/* The language of the screen, as the agent takes it: "cy", "en_GB.UTF-8". */
const char *pl_screen_language (void);
/* The same, for texts of the policy; English where it has none in that language. */
const PlLanguage *pl_screen_policy_language (void);

G_END_DECLS
