/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The text inside a sealed message, as a letter: lines "Key: value", an empty line, and the words as
 * they were typed. It is UTF-8, and reads by itself whatever becomes of Porchlight:
 *
 *   Child: sam
 *   Kind: bullying
 *   At: 2026-11-27T16:20:00Z
 *
 *   He said ...
 *
 * Keys come once or several times (Not: for each person whom it is not for). Lines of keys that a
 * reader does not know are shown as they are.
 */
#define PL_WORDS_MAX       8000  /* characters */
#define PL_WORDS_BYTES_MAX 32000 /* bytes of them */

typedef struct _PlLetterHead PlLetterHead;

PlLetterHead *pl_letter_head_new (void);
void pl_letter_head_free (PlLetterHead *head);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLetterHead, pl_letter_head_free)

/* Adds a line; what would end it (line ends and other controls) becomes a space. */
void pl_letter_head_add (PlLetterHead *head, const char *key, const char *value);

/* The whole, by pl_sealed_memory: the words are never anywhere else. */
guint8 *
pl_letter_new (const PlLetterHead *head, const guint8 *words, gsize length, gsize *letter_length);

/* Where the words begin in a letter of length bytes; length if there are none. */
gsize pl_letter_words (const guint8 *letter, gsize length);

/*
 * Calls each for the lines before the words; key and value are copies. A letter that was opened is
 * authentic, and may still have been written by somebody hostile: print values as such.
 */
void pl_letter_each (const guint8 *letter,
                     gsize length,
                     void (*each) (const char *key, const char *value, gpointer data),
                     gpointer data);

/* TRUE for a line that is for programs, or that a concern's own row says anyway: "Answer-to", "Child" ... */
gboolean pl_letter_is_frame (const char *key);

/* The first value of a key; NULL if there is none. Transfer full. */
char *pl_letter_value (const guint8 *letter, gsize length, const char *key);

/*
 * TRUE if words can be sent: UTF-8 without control characters but for line ends and tabs, and not
 * longer than they may be. PL_ERROR_ARGUMENT or PL_ERROR_LIMIT.
 */
gboolean pl_words_check (const guint8 *words, gsize length, GError **error);

G_END_DECLS
