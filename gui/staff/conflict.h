/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/staff/file-edit.h"

G_BEGIN_DECLS

/*
 * "Somebody else has changed this meanwhile": who, when and why, what they changed, and the two ways out. Nothing shows before
 * pl_conflict_begin. Signals: "theirs", it is to stay as they have it; "mine", what was wanted here is written over it.
 */
#define PL_TYPE_CONFLICT (pl_conflict_get_type ())
G_DECLARE_FINAL_TYPE (PlConflict, pl_conflict, PL, CONFLICT, AdwBin)

PlConflict *pl_conflict_new (void);

/* Shows itself, without anything yet, and takes the focus. */
void pl_conflict_begin (PlConflict *conflict);
/* Who made the versions after the one that was seen last, and why: interface ("Home", "Profiles") lists those of file. */
void pl_conflict_ask_who (
    PlConflict *conflict, PlClient *client, const char *interface, const char *file, gint64 seen);
/* The same of an act on record: the newest of its kind about a child ("": nobody) with these words in it ("": any). */
void pl_conflict_ask_act (
    PlConflict *conflict, PlClient *client, const char *kind, const char *child, const char *words);
/* The same where it is known. why: nullable. */
void pl_conflict_add_who (PlConflict *conflict, const char *title, const char *why);
/* What is different. title: what a key is called, for people; NULL for a line. */
void pl_conflict_add (PlConflict *conflict, const char *title, const PlFileDifference *difference);
/* Theirs was taken; what was wanted here can still be put again. */
void pl_conflict_taken (PlConflict *conflict);
/* It is over. */
void pl_conflict_end (PlConflict *conflict);

G_END_DECLS
