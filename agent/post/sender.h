/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/post/carrier.h"
#include "agent/records/outbox.h"

G_BEGIN_DECLS

/*
 * Hands over the letters of one route, one at a time. Each route has its own, so that a server that stalls keeps
 * nobody else's letters waiting.
 */
typedef struct _PlSender PlSender;

typedef struct {
  PlStore *store;
  const PlCarrier *carrier; /* as it is when a letter goes */
  void (*notice) (const guint8 reader[PL_CARE_ID_SIZE], gpointer data); /* courier.h */
  gpointer notice_data;
  void (*out) (gpointer data);  /* a copy may be there: it is worth looking for an answer soon */
  void (*done) (gpointer data); /* nothing of what it was given is left, or the store refuses */
  gpointer data;
} PlSenderOptions;

/* Outlived by all that the options point to. route: copied. */
PlSender *pl_sender_new (const char *route, const PlSenderOptions *options);
/* A letter that is on its way may arrive, and is written down so. */
void pl_sender_free (PlSender *sender);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSender, pl_sender_free)

const char *pl_sender_route (const PlSender *sender);
/* TRUE while a letter is on its way. */
gboolean pl_sender_is_busy (const PlSender *sender);

/* An occasion has come. A letter that is on its way set out too early for it. */
void pl_sender_note_occasion (PlSender *sender);
/* TRUE once, when it is through with a letter that an occasion came too late for: what failed is tried again. */
gboolean pl_sender_take_occasion (PlSender *sender);

/* Forgets what it was to hand over next, but for the letter that is on its way. */
void pl_sender_clear (PlSender *sender);
/* One more, of its route. */
void pl_sender_add (PlSender *sender, const PlOutboxDue *due);

/* Goes on, and calls back later. FALSE while the store does not take down what was done, or what begins: try again. */
gboolean pl_sender_go (PlSender *sender);

G_END_DECLS
