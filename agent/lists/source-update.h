/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/lists/source-state.h"
#include "agent/lists/update.h"
#include "policy/sites/list-source.h"

G_BEGIN_DECLS

/* One source of an update: its state, and its lists in the folder. */
typedef struct {
  const PlUpdate *update;
  const PlListSource *source;
  PlSourceState *state;
  char *list;  /* ID.list */
  char *held;  /* ID.held */
  char *part;  /* ID.part */
  char *file;  /* ID.state */
  char *error; /* why this look failed; NULL: it did not */
} PlSourceUpdate;

/* What is there. A list whose state was lost is checked again. Transfer full. */
PlSourceUpdate *pl_source_update_new (const PlUpdate *update, const PlListSource *source);
void pl_source_update_free (PlSourceUpdate *source);

/* TRUE if the source is to be asked. A server's own wish to be left alone is always respected. */
gboolean pl_source_update_is_due (const PlSourceUpdate *source, gboolean now);

/* Asks the server; takes, holds or refuses what comes. Errors go to the state and to error. */
void pl_source_update_ask (PlSourceUpdate *source);

gboolean pl_source_update_accept (PlSourceUpdate *source, GError **error);
gboolean pl_source_update_reject (PlSourceUpdate *source, GError **error);

/* Transfer full; NULL: nothing is held. */
char *pl_source_update_held_id (const PlSourceUpdate *source);
void pl_source_update_tell (const PlSourceUpdate *source);

G_END_DECLS
