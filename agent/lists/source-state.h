/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A list as it lies in the folder. Texts are never NULL. */
typedef struct {
  char *tag;      /* its ETag; "" if none */
  char *modified; /* its Last-Modified */
  char *digest;   /* of its bytes, hexadecimal; "" if there is no list */
  char *guarded;  /* what it says of sites that a home cannot do without (list-check.h) */
  gint64 entries;
  gint64 size;
  gint64 fetched; /* Unix seconds */
} PlListFacts;

/*
 * What is known about a source, in a key file beside its lists (ID.state). Losing it loses no list:
 * what is not known is found out again. Times are Unix seconds, 0: never.
 */
typedef struct {
  PlListFacts good; /* ID.list, which is in force */
  PlListFacts held; /* ID.held, which waits for a person */
  char *reason;     /* why it does */
  char *rejected;   /* digest of a list that a person did not want */
  char *result;     /* of the last look, for people */
  char *part_tag;   /* ETag of ID.part, which is half fetched */
  gint64 checked;   /* when the server was last asked */
  gint64 due;
  gint64 wait; /* the server asked not to be asked before */
  gint64 failures;
} PlSourceState;

/* The state in a file; one that is missing or damaged says that nothing is known. Transfer full. */
PlSourceState *pl_source_state_read (const char *path);
void pl_source_state_free (PlSourceState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSourceState, pl_source_state_free)

/* Replaces the file in one step. */
gboolean pl_source_state_write (const PlSourceState *state, const char *path, GError **error);

/* Sets a text field to a copy of text without what a key file cannot keep. */
void pl_source_state_set (char **field, const char *text);
/* Forgets a list. */
void pl_list_facts_clear (PlListFacts *facts);
/* Moves what is known of a list from one place to another. */
void pl_list_facts_move (PlListFacts *to, PlListFacts *from);

G_END_DECLS
