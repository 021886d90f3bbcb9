/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/lists/update-plan.h"

G_BEGIN_DECLS

/*
 * The agent's side of porchlight-update (F8): starts it when lists are due or somebody asks, gives it
 * fetchers, opens the index that it puts in force, and remembers what it told. The agent parses
 * nothing of it: messages are fixed-size, and the index is the workers' to read.
 *
 * The schedule is the agent's rather than a timer unit's: when to come again is told at the end of
 * each run (a server may have asked for it), it goes on where there is no service manager, and time
 * during suspend counts.
 */
typedef struct _PlUpdater PlUpdater;

typedef struct {
  const char *folder;      /* of lists: porchlight-update's own, made if it is missing */
  const char *sources;     /* the home's sources.conf, which may be missing */
  const char *authorities; /* nullable: certificate authorities in place of the system's */
  /* There is an index to use: transfer full. */
  void (*index) (int fd, gpointer data);
  gpointer data;
} PlUpdaterOptions;

/* Strings are kept by the caller. Hands over the index that is there, and looks what is due. */
PlUpdater *pl_updater_new (const PlUpdaterOptions *options, GError **error);
void pl_updater_free (PlUpdater *updater);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlUpdater, pl_updater_free)

/*
 * Starts a run: command ("now", "accept", "reject", "rollback") with words, nullable. PL_ERROR_LIMIT
 * while another is running.
 */
gboolean pl_updater_start (PlUpdater *updater,
                           const char *command,
                           const char *const *words,
                           GError **error);

/* The network has come: what failed is looked for again, soon (update-plan.h). */
void pl_updater_note_network (PlUpdater *updater);

/* TRUE while a run goes on. */
gboolean pl_updater_is_running (const PlUpdater *updater);
/* The last message of what is being done; all zero before the first. */
const PlUpdateMessage *pl_updater_progress (const PlUpdater *updater);
/* The end of the last run; all zero before the first. */
const PlUpdateMessage *pl_updater_last (const PlUpdater *updater);
/* What was last told of each source, in the order of the files. Of PlUpdateMessage. */
const GPtrArray *pl_updater_sources (const PlUpdater *updater);
/* updater: nullable; an agent that was given its index waits for no list. */
PlListsState pl_updater_lists (const PlUpdater *updater);

/*
 * Adds what staff should look at to problems (of char *, owned): lists that are held, sources that
 * failed, and an index that could not be made. updater: nullable.
 */
void pl_updater_problems (const PlUpdater *updater, GPtrArray *problems);

/*
 * A message as it came from a process that is trusted less: FALSE if it is none; its texts are made to
 * end and to be UTF-8 without control characters, its numbers not negative.
 */
gboolean pl_update_message_clean (PlUpdateMessage *message);

G_END_DECLS
