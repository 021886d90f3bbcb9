/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"
#include "agent/records/concern-filing.h"

G_BEGIN_DECLS

/* What a home and its readers are at the time of a call; clear with pl_bus_place_clear. */
gboolean pl_bus_place_init (PlFilingPlace *place, const PlCall *call, GError **error);
void pl_bus_place_clear (PlFilingPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlFilingPlace, pl_bus_place_clear)

/* What receipts are made of, once for a call; clear with pl_bus_receipts_clear. */
typedef struct {
  const PlCall *call;
  const PlFilingPlace *place;
  GHashTable *sent; /* ids of what has left (pl_outbox_sent_ids); NULL: not known */
  GHashTable
      *reaches; /* a reader's id -> whether a tested route leads to them, as far as it was asked */
} PlBusReceipts;

void pl_bus_receipts_init (PlBusReceipts *receipts, const PlCall *call, const PlFilingPlace *place);
void pl_bus_receipts_clear (PlBusReceipts *receipts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlBusReceipts, pl_bus_receipts_clear)

/*
 * How a concern stands, for the child (C7): id, kind, state (s), filed (x), alerted, words-kept, outcome (b), path
 * (aa{sv}), seen (a(sx)), parts (u), numbers (a(ss)). Floating.
 */
GVariant *pl_bus_receipt (const PlBusReceipts *receipts, const PlConcern *concern);

/* At most so many are on a page of a list. */
#define PL_CONCERNS_A_PAGE 100

/* Which rows are wanted: those after the one of an id, or the newest; and how many. */
typedef struct {
  gboolean goes_on;
  guint8 before[PL_CARE_ID_SIZE];
  guint limit; /* 1 to PL_CONCERNS_A_PAGE */
} PlConcernPage;

/* before and limit, arguments i and i + 1 of the call. */
gboolean pl_bus_concern_page (const PlCall *call, gsize i, PlConcernPage *page, GError **error);
/* TRUE where a row, of the newest first, is on the page; which counts it. */
gboolean pl_bus_concern_is_on (PlConcernPage *page, const PlConcern *concern);

/* The words of a call's descriptor; handle: the argument. By pl_sealed_memory. NULL on errors. */
guint8 *pl_bus_words (const PlCall *call, gint32 handle, gsize *length, GError **error);

/* Reads what a form says beside the words: PlFiling's choice, trusted, not_accounts, not_typed. */
typedef struct {
  const char *choice;
  const char *trusted;
  char **not_accounts;
  char **not_typed;
} PlBusWishes;
gboolean
pl_bus_read_wishes (GVariant *options, PlBusWishes *wishes, PlFiling *filing, GError **error);
void pl_bus_wishes_clear (PlBusWishes *wishes);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlBusWishes, pl_bus_wishes_clear)

G_END_DECLS
