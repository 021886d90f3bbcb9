/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/care/text-max.h"

G_BEGIN_DECLS

/* Who of staff is on shift (D4): children may know, and what they tell staff goes there (C5). */

/* A shift that nobody ended does so by itself: whoever works longer begins another. */
#define PL_SHIFT_MAX_MS   (G_GINT64_CONSTANT (16) * 3600 * 1000)
#define PL_SHIFT_LIST_MAX 200

typedef struct {
  gint64 id;
  char *account;
  gint64 began_ms;
  gint64 ended_ms; /* 0: it goes on */
  char *ended_by;  /* account; "porchlightd" where it ended by itself; "" while it goes on */
  char *note;      /* for the next shift */
} PlShift;

void pl_shift_free (PlShift *shift);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlShift, pl_shift_free)

/* The actor's shift begins, audited. The id; 0 and PL_ERROR_ARGUMENT for who is on shift already, or PL_ERROR_IO. */
gint64 pl_shift_begin (PlStore *store, const PlActor *actor, GError **error);

/*
 * Ends the shift of an account: the actor's, or by a manager anybody's. note: in words, or "". Audited.
 * PL_ERROR_ARGUMENT if the account is not on shift.
 */
gboolean pl_shift_end (
    PlStore *store, const PlActor *actor, const char *account, const char *note, GError **error);

/* Ends the shifts that have gone on for PL_SHIFT_MAX_MS, at that moment of theirs, audited. Call it before a question. */
gboolean pl_shift_turn (PlStore *store, GError **error);

/* Newest first. before: 0, or lower ids only. Transfer full: of PlShift; NULL and an error. */
GPtrArray *
pl_shift_list (PlStore *store, gboolean open_only, gint64 before, guint limit, GError **error);

G_END_DECLS
