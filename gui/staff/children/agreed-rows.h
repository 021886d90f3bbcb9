/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/children/agreed-part.h"

G_BEGIN_DECLS

/*
 * A part whose keys come and go: days of exception, agreed contacts. Each is a row, sorted, with what is to become of it; what goes
 * can be kept again until it is saved.
 */
#define PL_TYPE_AGREED_ROWS (pl_agreed_rows_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlAgreedRows, pl_agreed_rows, PL, AGREED_ROWS, PlAgreedPart)

struct _PlAgreedRowsClass {
  PlAgreedPartClass parent_class;
  const char *section;
  const char *suffix; /* nullable: a key that ends so belongs to the row of the key before it */
  /* What the row of a key says; value and more (nullable: of the key with the suffix) are as in the file. Transfer full. */
  char *(*subtitle) (PlAgreedRows *rows, const char *value, const char *more);
  /* Puts a key into the fields, to be changed; NULL: rows are not changed, only removed. */
  void (*edit) (PlAgreedRows *rows, const char *key, const char *value, const char *more);
};

/* The list, and below it a box for the fields of a part. */
GtkBox *pl_agreed_rows_get_fields (PlAgreedRows *rows);
/* What the list is called. */
void pl_agreed_rows_name (PlAgreedRows *rows, const char *name);
/* A key is to have that value; more: nullable, of the key with the suffix. Tell what has changed with pl_agreed_part_changed. */
void pl_agreed_rows_set (PlAgreedRows *rows, const char *key, const char *value, const char *more);

G_END_DECLS
