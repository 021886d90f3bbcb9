/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/outbox.h"

G_BEGIN_DECLS

/*
 * A row of the outbox as it lies in the vault. The sealed bytes lie beside it, so that looking what is due reads
 * little. This machine alone reads it.
 */

#define PL_OUTBOX_VERSION 1

typedef enum {
  PL_DELIVERY_NONE = 0,
  PL_DELIVERY_BEGUN = 1, /* being handed over; where the agent ended in it, nobody knows */
  PL_DELIVERY_FAILED = 2,
  PL_DELIVERY_TAKEN = 3,
} PlDeliveryState;

/* What has become of it on one route. */
typedef struct {
  char route[PL_ROUTE_ID_MAX + 1];
  guint32 state; /* PlDeliveryState */
  guint32 failures;
  guint32 unsure; /* FAILED: it may have arrived; it rests, whatever the occasion */
  guint32 zero;
  gint64 next_ms;  /* FAILED: not before */
  gint64 taken_ms; /* TAKEN: when */
} PlDelivery;

typedef struct {
  guint32 version;
  guint32 purpose;
  guint32 every_route;
  guint32 copies; /* how often it was handed over, or may have been */
  guint8 id[PL_CARE_ID_SIZE];
  guint8 reader[PL_CARE_ID_SIZE];
  guint8 envelope[PL_CARE_ID_SIZE]; /* its name outside, which means nothing */
  gint64 sealed;                    /* number of its PL_VAULT_LETTER */
  gint64 due_ms;
  gint64 sent_ms; /* when it was first taken; 0: it was not */
  char only[PL_ROUTE_ID_MAX + 1];
  PlDelivery deliveries[PL_READER_ROUTES_MAX];
} PlOutboxRow;

/* FALSE where it is none that this program wrote; row is then untouched. */
gboolean pl_outbox_row_read (GBytes *record, PlOutboxRow *row);
/* Puts it in the place of the one of that number. */
gboolean pl_outbox_row_put (PlStore *store, gint64 number, const PlOutboxRow *row, GError **error);

/* The route's place in the row; a free one for a route that has none yet; NULL where there is no room. */
PlDelivery *pl_outbox_row_delivery (PlOutboxRow *row, const char *route);

/*
 * The route leads the reader elsewhere from now on: what it took goes there, too, and says that it is a repetition.
 * Joins the transaction.
 */
gboolean pl_outbox_forget_route (PlStore *store,
                                 const guint8 reader[PL_CARE_ID_SIZE],
                                 const char *route,
                                 GError **error);

G_END_DECLS
