/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/post/carrier.h"
#include "agent/records/store.h"

G_BEGIN_DECLS

/*
 * Looks on one route, again and again, what came back: once an hour, whatever was sent, so that looking tells nothing;
 * and sooner while something is out and unanswered. Each route has its own, so that one that stalls keeps no other.
 */
typedef struct _PlLookout PlLookout;

typedef struct {
  PlStore *store;
  const PlCarrier *carrier; /* as it is when it looks */
  gboolean (*arrived) (const guint8 *bytes, gsize length, gpointer data, GError **error);
  gpointer arrived_data;
  void (*done) (gpointer data); /* a look is over: the next has its time */
  gpointer data;
} PlLookoutOptions;

/* Due at once. Outlived by all that the options point to. route: copied. */
PlLookout *pl_lookout_new (const char *route, const PlLookoutOptions *options);
void pl_lookout_free (PlLookout *lookout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLookout, pl_lookout_free)

/* Something is out: an answer may come back soon. */
void pl_lookout_soon (PlLookout *lookout);
/* The next look is due; after the one that goes on, if there is one. */
void pl_lookout_now (PlLookout *lookout);

/* Looks if that is due. When the next one is, in boot time; G_MAXINT64 while it looks. */
gint64 pl_lookout_go (PlLookout *lookout);

G_END_DECLS
