/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A text of which there are versions (a child's profile, a file of the home's) on its way from the agent and back: keys are changed
 * one by one in it, or the whole of it, and it is written only over the version that it was read as. Nothing is lost where
 * somebody else was faster: their version is read, and what is wanted stays wanted of that one, until it is written or put aside.
 */
typedef struct _PlFileEdit PlFileEdit;

/* name: what errors call the text. */
PlFileEdit *pl_file_edit_new (const char *name);
void pl_file_edit_free (PlFileEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFileEdit, pl_file_edit_free)

/* Takes a version as the agent has it. What is wanted stays wanted. */
void pl_file_edit_take (PlFileEdit *edit, gint64 version, const char *text);
/* The version that was taken last. */
gint64 pl_file_edit_version (const PlFileEdit *edit);

/* A key as the agent has it; "" where it is missing. Transfer full. */
char *pl_file_edit_value (const PlFileEdit *edit, const char *section, const char *key);
gboolean pl_file_edit_has (const PlFileEdit *edit, const char *section, const char *key);
/* The keys of a section as the agent has them. Transfer full. */
char **pl_file_edit_keys (const PlFileEdit *edit, const char *section);

/* value: NULL takes the key out; the same as the agent's changes nothing. */
void pl_file_edit_set (PlFileEdit *edit, const char *section, const char *key, const char *value);
/* Another text in the place of all of it. */
void pl_file_edit_put (PlFileEdit *edit, const char *text);
/* Nothing is wanted. */
void pl_file_edit_forget (PlFileEdit *edit);
/* TRUE if anything is to become different. */
gboolean pl_file_edit_is_changed (const PlFileEdit *edit);
/* A key as it is to be: NULL where it is missing or goes. Transfer full. */
char *pl_file_edit_wanted (const PlFileEdit *edit, const char *section, const char *key);
/* The keys that a section is to have. Transfer full. */
char **pl_file_edit_wanted_keys (const PlFileEdit *edit, const char *section);
/* The text as it is to be; NULL and an error for a value that no file can hold. Transfer full. */
char *pl_file_edit_text (const PlFileEdit *edit, GError **error);

/* What was wanted is written: nothing is wanted any more, and it can be taken back. */
void pl_file_edit_saved (PlFileEdit *edit);
/* Wanted is what takes back what was written last. */
void pl_file_edit_take_back (PlFileEdit *edit);
/* What is wanted waits, and nothing is wanted meanwhile; then it is wanted again. */
void pl_file_edit_put_aside (PlFileEdit *edit);
void pl_file_edit_put_again (PlFileEdit *edit);

/* What others have changed since the version that what is wanted was wanted of. */
typedef struct {
  const char *section, *key;   /* NULL: a line, where the whole text is to be another */
  const char *before, *theirs; /* nullable: it was not there, or is not there any more */
  const char *mine;            /* nullable: it is to go */
  gboolean contested;          /* mine says something */
} PlFileDifference;
typedef void (*PlFileDifferenceFunc) (const PlFileDifference *difference, gpointer data);
void pl_file_edit_differences (const PlFileEdit *edit, PlFileDifferenceFunc func, gpointer data);

G_END_DECLS
