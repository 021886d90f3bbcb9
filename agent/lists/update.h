/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/lists/update-message.h"

G_BEGIN_DECLS

/*
 * Keeps the lists of a home current (F8), in the folder that is the current one: fetches what is due,
 * checks it, builds the index beside the one in force, and puts it in its place. Whatever goes wrong,
 * a source's last good list stays, and so does the index.
 */
typedef struct {
  const GPtrArray *sources; /* of PlListSource */
  GHashTable *credentials;  /* id to what Authorization says; without an entry: nothing */
  const char *importer;     /* program */
  gint64 now;               /* Unix seconds */
  guint32 random;           /* any number, another in each run: for jitter */
  gint32 connect_ms, stall_ms, total_ms;
  /* A socket to a porchlight-fetch, the caller's to close; -1 and an error if there is none. */
  int (*fetcher) (gpointer user_data, GError **error);
  void (*tell) (const PlUpdateMessage *message, gpointer user_data);
  gpointer user_data;
} PlUpdate;

/* No list is larger: the Toulouse archive, the largest public one, has 40 MB. */
#define PL_UPDATE_LIST_MAX (G_GUINT64_CONSTANT (256) << 20)

typedef enum {
  PL_UPDATE_CHECK = 0, /* asks no server: what is there, and the index of it */
  PL_UPDATE_DUE = 1,   /* asks those that are due */
  PL_UPDATE_NOW = 2,   /* asks all, or those that are named */
  PL_UPDATE_AGAIN = 3, /* asks those that are due, and those that failed */
} PlUpdateMode;

/*
 * names: NULL-terminated ids for PL_UPDATE_NOW; empty or NULL: all. Tells of every source, of the
 * index where it is another, and of the end. FALSE if a source failed or the index could not be
 * made.
 */
gboolean pl_update_run (const PlUpdate *update, PlUpdateMode mode, const char *const *names);

/*
 * A held list that a person has looked at: held is its id as told ("toulouse-1a2b3c4d"). Accepted, it
 * takes the place of the source's list; rejected, it goes, and is not offered again.
 */
gboolean
pl_update_decide (const PlUpdate *update, const char *held, gboolean accept, GError **error);

G_END_DECLS
