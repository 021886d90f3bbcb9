/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Options that are the fields of a record of the same name (policy/dbus). */

/* What a field is typed as, and travels as. */
typedef enum {
  PL_CTL_TEXT,
  PL_CTL_NUMBER,
  PL_CTL_TIME,
  PL_CTL_DAY, /* travels as noon of the day */
  PL_CTL_FLAG,
} PlCtlFieldType;

typedef struct {
  const char *name;
  PlCtlFieldType type;
} PlCtlField;

#define PL_CTL_FIELDS_MAX 16

/*
 * Reads options into a record (a{sv}, floating), and leaves the other arguments, of which there are as many as arguments
 * says; names: what they are in the error. NULL and PL_ERROR_ARGUMENT.
 */
GVariant *pl_ctl_read_fields (int *argc,
                              char ***argv,
                              const PlCtlField *fields,
                              gsize n,
                              int arguments,
                              const char *names,
                              GError **error);

G_END_DECLS
