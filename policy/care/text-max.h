/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* How much people may write, in characters: the agent refuses more, and the app's fields take no more. */

/* Children. */
#define PL_REQUEST_WORDS_MAX     500
#define PL_GOT_THROUGH_WORDS_MAX 1000
#define PL_RULES_WORDS_MAX       1000 /* also of an answer to them */

/* The words of a concern: they and the answers before them are one letter (PL_WORDS_MAX). */
#define PL_TELL_WORDS_MAX  7000
#define PL_TELL_ANSWER_MAX 200

/* Staff. */
#define PL_REASON_TEXT_MAX 1000
#define PL_SHIFT_NOTE_MAX  1000
