/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * A child's profile, or the home's file, on its way from the agent and back: keys are changed one by one in its text, and it is written
 * only over the version that it was read as. Nothing is lost where somebody else was faster: their version is read, and
 * the same keys are changed in it once the person has seen that.
 */
typedef struct _PlProfileEdit PlProfileEdit;

PlProfileEdit *pl_profile_edit_new (const char *child);
void pl_profile_edit_free (PlProfileEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlProfileEdit, pl_profile_edit_free)

/* Takes what Profiles.Get said, "(xs)". What was changed before stays changed; TRUE if the text is another than before. */
gboolean pl_profile_edit_take (PlProfileEdit *edit, GVariant *reply);
/* A key as the agent has it; "" where it is missing. Transfer full. */
char *pl_profile_edit_value (const PlProfileEdit *edit, const char *section, const char *key);
gboolean pl_profile_edit_has (const PlProfileEdit *edit, const char *section, const char *key);
/* The keys of a section as the agent has them. Transfer full. */
char **pl_profile_edit_keys (const PlProfileEdit *edit, const char *section);
/* A key as it is to be: NULL where it is missing or goes. Transfer full. */
char *pl_profile_edit_wanted (const PlProfileEdit *edit, const char *section, const char *key);
/* The keys that a section is to have. Transfer full. */
char **pl_profile_edit_wanted_keys (const PlProfileEdit *edit, const char *section);
/* Of each key that is to be changed and that somebody else has changed meanwhile: theirs (nullable: it is missing). */
typedef void (*PlProfileKeyFunc) (const char *section,
                                  const char *key,
                                  const char *theirs,
                                  gpointer data);
void pl_profile_edit_contested (const PlProfileEdit *edit, PlProfileKeyFunc func, gpointer data);
/* What was to be changed is saved: nothing is to be changed any more, and it can be taken back. */
void pl_profile_edit_saved (PlProfileEdit *edit);
/* To be changed is what takes back what was saved last. */
void pl_profile_edit_take_back (PlProfileEdit *edit);
/* Nothing is to be changed. */
void pl_profile_edit_forget (PlProfileEdit *edit);
/* value: NULL takes the key out; the same as the agent's changes nothing. */
void
pl_profile_edit_set (PlProfileEdit *edit, const char *section, const char *key, const char *value);
/* TRUE if anything is to be changed. */
gboolean pl_profile_edit_is_changed (const PlProfileEdit *edit);
/* The version that it was read as. */
gint64 pl_profile_edit_version (const PlProfileEdit *edit);
/* The text with what is to be changed; NULL and an error for a value that no file can hold. Transfer full. */
char *pl_profile_edit_text (const PlProfileEdit *edit, GError **error);
/* The arguments of Profiles.Set, floating; NULL and an error for a value that no file can hold. */
GVariant *pl_profile_edit_arguments (const PlProfileEdit *edit,
                                     const char *reason,
                                     gint64 review,
                                     GError **error);

G_END_DECLS
