/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/file-edit.h"
#include "gui/staff/sheet.h"

G_BEGIN_DECLS

/* What a level says (porchlight.conf(5)), to be seen and changed without writing a file. */
typedef struct _PlLevelForm PlLevelForm;

/* Adds it to a sheet. changed: called with data whenever somebody changes something, until the object that is data goes. */
PlLevelForm *pl_level_form_new (GtkBox *sheet, GCallback changed, gpointer data);
void pl_level_form_free (PlLevelForm *form);

/*
 * Shows what an edit of the level's file wants. own: ids of the home's own categories, nullable. The first time, they get their
 * rows.
 */
void pl_level_form_show (PlLevelForm *form, const PlFileEdit *edit, const char *const *own);
/* Takes into the edit what is shown. */
void pl_level_form_take (PlLevelForm *form, PlFileEdit *edit);
/* What a key of the file is called on the form. Transfer full; NULL: it is not on it. */
char *pl_level_form_title (const char *section, const char *key);

G_END_DECLS
