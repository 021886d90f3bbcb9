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
#define PL_REASON_TEXT_MAX      1000
#define PL_REVOKE_TEXT_MAX      500  /* why a reader's key is taken back */
#define PL_RESTRICTION_TEXT_MAX 2000 /* of each field */
#define PL_NOTE_TEXT_MAX        2000 /* on a record */
#define PL_WHO_TEXT_MAX         100  /* whom a manager asked, by name */
#define PL_ACCOUNT_NAME_MAX     31   /* by every distribution's rules of useradd: [a-z][a-z0-9-]* */
#define PL_HOME_TEXT_MAX        250000 /* a file of the home's: a call takes 256 KiB */
#define PL_SHIFT_NOTE_MAX       1000
