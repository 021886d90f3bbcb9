/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "policy/care/kind.h"

G_BEGIN_DECLS

/*
 * What a child is about to tell. It is in this process's memory and nowhere else: never on disk, never in
 * a log; and gone when it is sent, or cleared.
 */
typedef enum {
  PL_SAFE_UNSAID = 0,
  PL_SAFE_YES,
  PL_SAFE_NO,
  PL_SAFE_NOT_SURE,
} PlSafe;

typedef struct {
  char *client; /* names this form to the agent: the same sent again is the same concern */
  PlSafe safe;
  PlConcernKind kind;
  gboolean kind_chosen;
  char *words, *where, *when, *account; /* as typed; "" */
  char *choice;            /* "staff", "trusted", "manager", "lead"; NULL: not chosen */
  char *trusted;           /* the id of a reader; "" */
  GPtrArray *not_accounts; /* of char *: whom it is not for */
  char *not_name;          /* as typed; "" */
} PlTellDraft;

PlTellDraft *pl_tell_draft_new (void);
void pl_tell_draft_free (PlTellDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlTellDraft, pl_tell_draft_free)

/* TRUE where nothing would be lost with it. */
gboolean pl_tell_draft_is_empty (const PlTellDraft *draft);

/* The options of FileConcern and PreviewConcern: "a{sv}", floating. */
GVariant *pl_tell_draft_options (const PlTellDraft *draft);

/* What the readers read, as a sealed file in memory: the caller's descriptor; -1 and an error. */
int pl_tell_draft_file (const PlTellDraft *draft, GError **error);

/* Puts a text in the place of another, and wipes that. */
void pl_tell_draft_set (char **field, const char *text);

G_END_DECLS
