/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/language.h"

G_BEGIN_DECLS

/*
 * What the agent says to people (why it refused something, what is wrong, what a test found) it says in English: on
 * the bus, in logs and in records. The sentence is its own code: each stands marked in gettext's context "said" where
 * it is made, and whoever shows it finds the same sentence in their language by its pattern.
 */
#define PL_SAID "said"

/*
 * The sentence in the language. What filled its places (%s, %d) fills those of the translation, itself said in the
 * language where it is a sentence, a title, or a list of such; of "FILE:LINE: reason" the reason is. What is not known stays as it is. Transfer
 * full.
 */
char *pl_said (const PlLanguage *language, const char *sentence);

/*
 * The same as a page says it by itself: with a large first letter and a full stop, where it is a sentence of ours. One that begins
 * with what filled a place (somebody's name, a site) keeps that as it is; of "FILE:LINE: reason" nothing changes. Transfer full.
 */
char *pl_said_by_itself (const PlLanguage *language, const char *sentence);

G_END_DECLS
