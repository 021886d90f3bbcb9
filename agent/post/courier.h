/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/outbox.h"

G_BEGIN_DECLS

/*
 * Carries letters: takes what is due out of the outbox, has it sent by mail or laid into a folder, looks what came
 * back, and hands over what readers signed. In the background, each route by itself (sender.h, lookout.h), so that one
 * that stalls keeps no other; it wakes up when something is due, and where there are routes also when the network or a
 * stick comes (D6).
 *
 * What it cannot do is in nobody's list: a failure that shows would show that there was something to send. Tests of
 * routes are there to show it (reader-route.h).
 */
typedef struct _PlCourier PlCourier;

typedef struct {
  PlStore *store;
  const char *routes;      /* the home's routes.conf, which may be missing */
  const char *kept;        /* where a copy of the last good one is kept */
  const char *authorities; /* nullable: certificate authorities in place of the system's */
  /*
   * Something that a reader signed came back. TRUE: taken, now or before. FALSE and PL_ERROR_IO: offer it again later;
   * with any other error it is nobody's.
   */
  gboolean (*arrived) (const guint8 *bytes, gsize length, gpointer data, GError **error);
  /* Something is there for this reader: their sessions on this computer are to say so, and no more. */
  void (*notice) (const guint8 reader[PL_CARE_ID_SIZE], gpointer data);
  gpointer data;
} PlCourierOptions;

/* Strings are kept by the caller, the store outlives it. NULL and an error where the kernel has no timers. */
PlCourier *pl_courier_new (const PlCourierOptions *options, GError **error);
void pl_courier_free (PlCourier *courier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCourier, pl_courier_free)

/* Reads routes.conf again; where it is refused the last good one stays. */
void pl_courier_reload (PlCourier *courier);

/* Owned by the courier, until it is reloaded. */
const PlRoutes *pl_courier_routes (const PlCourier *courier);

/* Tries what failed, and looks what came back, now. */
void pl_courier_hurry (PlCourier *courier);

/* Adds what is wrong with routes.conf (char *, FILE:LINE: reason). */
void pl_courier_problems (const PlCourier *courier, GPtrArray *problems);

G_END_DECLS
