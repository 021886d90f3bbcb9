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
