/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/post/carrier.h"

G_BEGIN_DECLS

/*
 * One look at what came back on a route: fetches it, has each thing unwrapped by a process that can do nothing else,
 * hands over what was signed, and settles with the route: what was taken goes, the rest stays.
 */
typedef struct _PlCollection PlCollection;

typedef enum {
  PL_COLLECTION_NOTHING = 0, /* or it could not be looked at */
  PL_COLLECTION_TOOK = 1,
  PL_COLLECTION_MORE = 2, /* and there is more than one look takes */
} PlCollectionEnd;

typedef struct {
  PlCarrier carrier;
  const char *route;
  gboolean (*arrived) (const guint8 *bytes, gsize length, gpointer data, GError **error);
  gpointer arrived_data;
  void (*done) (PlCollectionEnd end, gpointer data); /* it is over: free it */
  gpointer data;
} PlCollectionOptions;

/* NULL where it cannot begin; done is then not called. */
PlCollection *pl_collection_new (const PlCollectionOptions *options);
void pl_collection_free (PlCollection *collection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCollection, pl_collection_free)

G_END_DECLS
