/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/concern-filing.h"

G_BEGIN_DECLS

/* What of the concerns a reader may see now (C5, C9): everything else there is not, for them. */
typedef struct {
  const PlReader *reader; /* place's */
  PlReaderRole role;      /* as which */
  guint n_reached;        /* steps that may read it now */
} PlConcernSight;

/*
 * TRUE if the reader may see the concern now: on its path, their turn has come, active, still of a role, and not
 * one of those whom it is not for, also where that was linked later. Brings the concern's clock forward.
 */
gboolean pl_concern_sees (PlStore *store,
                          PlConcern *concern,
                          const PlFilingPlace *place,
                          const guint8 reader[PL_CARE_ID_SIZE],
                          PlConcernSight *sight);

/* TRUE if the account's owner, of whatever name, is one of those whom the concern is not for. */
gboolean pl_concern_is_not_for (const PlConcern *concern,
                                const PlFilingPlace *place,
                                const char *account,
                                const char *name);

/* What an account may see. Sights point into the place. */
typedef struct {
  PlConcern *concern;
  PlConcernSight sight;
} PlConcernView;

/* Newest first, of PlConcernView; transfer full. NULL on errors. */
GPtrArray *
pl_concern_views (PlStore *store, const PlFilingPlace *place, const char *account, GError **error);

/* The one of an id in such a list; NULL. Owned by the list. */
PlConcernView *pl_concern_views_find (const GPtrArray *views, const guint8 id[PL_CARE_ID_SIZE]);

/* The one of an id. NULL and PL_ERROR_ARGUMENT: there is none, for them. Free with pl_concern_view_free. */
PlConcernView *pl_concern_view (PlStore *store,
                                const PlFilingPlace *place,
                                const char *account,
                                const guint8 concern[PL_CARE_ID_SIZE],
                                GError **error);
void pl_concern_view_free (PlConcernView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlConcernView, pl_concern_view_free)

/* To whom an answer goes: all readers of the path who are active and not left out, and the child's PIN. Of PlRecipient. */
GArray *
pl_concern_recipients (PlStore *store, const PlConcern *concern, const PlFilingPlace *place);

G_END_DECLS
