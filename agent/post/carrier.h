/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/post/errand.h"
#include "agent/post/post-job.h"
#include "policy/people/routes.h"

G_BEGIN_DECLS

/* Which confined process does what on which route, and the job that it is given. */
typedef struct {
  const PlRoutes *routes;
  const char *authorities; /* nullable: certificate authorities in place of the system's */
} PlCarrier;

/* What goes to a reader. */
typedef struct {
  const char *address; /* of mail */
  const char *name;    /* the envelope's */
  GBytes *envelope;
  gint64 wall_ms; /* now: the mail's Date */
} PlCarrierLetter;

/* Each begins one job; NULL where it cannot, and *why says why. Who is called back frees it (errand.h). */
PlErrand *pl_carrier_send (const PlCarrier *carrier,
                           const char *route,
                           const PlCarrierLetter *letter,
                           PlErrandDone done,
                           gpointer data,
                           PlPostFailure *why);
PlErrand *pl_carrier_collect (const PlCarrier *carrier,
                              const char *route,
                              PlErrandDone done,
                              gpointer data,
                              PlPostFailure *why);
/* verdicts: of PlPostVerdict. validity: as the look answered. */
PlErrand *pl_carrier_settle (const PlCarrier *carrier,
                             const char *route,
                             guint32 validity,
                             const GByteArray *verdicts,
                             PlErrandDone done,
                             gpointer data,
                             PlPostFailure *why);
/* What a reader signed in something that came back. */
PlErrand *pl_carrier_unwrap (const PlPostParcel *parcel,
                             PlErrandDone done,
                             gpointer data,
                             PlPostFailure *why);

/* TRUE if something can come back on that route. */
gboolean pl_carrier_brings_back (const PlCarrier *carrier, const char *route);

G_END_DECLS
