/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui/app/record.h"
#include "gui/staff/file-edit.h"
#include "policy/care/record-kind.h"

G_BEGIN_DECLS

/*
 * The fields of a record of care as a form, made from the kind's own table (policy/care/record-kinds.c): what a kind has
 * is written down there, and nowhere else.
 */
typedef struct _PlRecordForm PlRecordForm;

/* Which fields: those that are given when it is made, at its end, or all (of one that is closed). */
typedef enum {
  PL_RECORD_FORM_NEW,
  PL_RECORD_FORM_END,
  PL_RECORD_FORM_ALL,
} PlRecordFormFields;

/* Puts editors into a box. record: nullable, what stands in it (a row of Records.List). */
PlRecordForm *pl_record_form_new (GtkBox *place,
                                  const PlRecordKind *kind,
                                  PlRecordFormFields which,
                                  PlRecord *record);
void pl_record_form_free (PlRecordForm *form);
/* Proposes a text for a field that is typed: it stands there to be changed, and is what is read if nobody does. */
void pl_record_form_propose (PlRecordForm *form, const char *field, const char *text);

/*
 * What was written, as Records.Add takes it ("a{sv}", floating). What is empty, or as it was in the record, is left out. NULL and
 * PL_ERROR_ARGUMENT where a time cannot be read.
 */
GVariant *pl_record_form_read (PlRecordForm *form, GError **error);

/*
 * Somebody else has written into the record meanwhile: says what is different by now (func), and takes it where nothing else was written here.
 * record: as it is now.
 */
void pl_record_form_rebase (PlRecordForm *form,
                            PlRecord *record,
                            PlFileDifferenceFunc func,
                            gpointer data);
/* What was written here waits, and the record stands there as it is; then what was written stands there again. */
void pl_record_form_put_aside (PlRecordForm *form);
void pl_record_form_put_again (PlRecordForm *form);

/* A refusal of the agent's, which calls a field by its name, as the form has it: by its title. Transfer full. */
char *pl_record_form_problem (const PlRecordKind *kind, const char *message);

/* What a record has in a field, for people; NULL: nothing. Transfer full. */
char *pl_record_field_words (PlRecord *record, const PlRecordField *field);
/* The same, for what stands by itself: a choice begins with a large letter. */
char *pl_record_field_title (PlRecord *record, const PlRecordField *field);

G_END_DECLS
