/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/staff/file-edit.h"

G_BEGIN_DECLS

/*
 * The end of a page that changes something of which there are versions: why, Save, Undo, and what somebody else did meanwhile
 * (gui/staff/conflict.h). Nobody's change is overwritten unseen, and nothing that was wanted here is lost: it is written over theirs,
 * or theirs is taken, as the person says.
 */
#define PL_TYPE_SAVING (pl_saving_get_type ())
G_DECLARE_FINAL_TYPE (PlSaving, pl_saving, PL, SAVING, AdwBin)

/* What is written. */
typedef enum {
  PL_SAVING_HOME_FILE, /* "home.conf", "rules.conf", "levels.d/ID.conf": by a manager, on record */
  PL_SAVING_PROFILE, /* of a child, by their account: the child reads why. With the newest review where it takes something away (L4) */
} PlSavingKind;

/* What a page does for it. Static; each is called with the page. */
typedef struct {
  /* Shows what pl_saving_edit wants: another version came, theirs was taken, something is taken back. */
  void (*show) (gpointer page);
  /* Nullable: puts into the edit what is wanted, before it is looked at. */
  void (*take) (gpointer page);
  /* Nullable: what a key is called, for people. Transfer full; NULL: by its own name. */
  char *(*title) (gpointer page, const char *section, const char *key);
  /* Nullable: what a key says, for people. Transfer full; NULL: as it is written. */
  char *(*value) (gpointer page, const char *section, const char *key, const char *value);
  /* Nullable: it is written. */
  void (*saved) (gpointer page);
  /* Nullable: "Save", "Saved. It holds from now on."; and their context. */
  const char *context, *button, *done;
  gboolean no_button; /* the page calls pl_saving_save by its own */
} PlSavingPage;

/* At the end of a box of a page, in which a PlAgentView is (gui/staff/sheet.h). file: a name, or an account. */
PlSaving *pl_saving_add (GtkBox *sheet,
                         PlClient *client,
                         PlSavingKind kind,
                         const char *file,
                         const PlSavingPage *calls,
                         gpointer page);
/* Whom they consulted is asked, too. What it is asked in, to be shown or hidden. */
GtkWidget *pl_saving_ask_consulted (PlSaving *saving, const char *words);

/* What is to be written. */
PlFileEdit *pl_saving_edit (PlSaving *saving);
/* FALSE: the agent has not said yet what there is. */
gboolean pl_saving_is_known (PlSaving *saving);
/* Reads what there is; the page's view says when it cannot be read. */
void pl_saving_read (PlSaving *saving);
/* The same, where the page has read it. */
void pl_saving_begin (PlSaving *saving, gint64 version, const char *text);
/* As if Save were pressed. */
void pl_saving_save (PlSaving *saving);

G_END_DECLS
