/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * What the table of kinds (policy/care/record-kinds.c) and the forms made like it say, in the language of the app. The
 * record itself, its paper and its export are in English, for the inspector.
 */

/* A title, a step, a due act or a sentence of the table. Static. */
const char *pl_record_say (const char *text);

/* What can be chosen in a field, by its code: "not sure" of "not-sure". Static; the code itself where it is none that is known. */
const char *pl_record_choice (const char *code);

/* When, by whom, and what was done with a record. act: a row of Records.Get. Transfer full. */
char *pl_record_act_title (PlRecord *act);

G_END_DECLS
