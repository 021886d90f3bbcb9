/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/household-record.h"

G_BEGIN_DECLS

/* Children who arrive and leave (L8): the profile, and the record of it. The Unix account is the machine's. */

typedef struct {
  const PlChild *child; /* an account of PL_CHILDREN_GROUP without a profile */
  const char *text;     /* of the profile; a missing Level becomes the most guarded one */
  const char *reason;
  gint64 today;    /* days as in policy/time/calendar.h, of the home's zone */
  gint64 next_day; /* when the first review is due (L3) */
} PlArrival;

/*
 * Writes the profile, and records it with a provisional review. Under 13, social networks stay closed until
 * a review (F3). The version; 0 and an error: PL_ERROR_REFUSED for the text ("FILE:LINE: reason"),
 * PL_ERROR_ARGUMENT for a field or where the child has a profile, PL_ERROR_DENIED where the account was
 * another child's, whose records and data it would mix with; PL_ERROR_IO.
 */
gint64 pl_arrival_add (PlStore *store,
                       const PlHouseholdPaths *paths,
                       const PlHousehold *household,
                       const PlActor *actor,
                       const PlArrival *arrival,
                       GError **error);

/*
 * TRUE if that would be done: before the account is made (the child has only its name and number then). Errors
 * as above; PL_ERROR_DENIED, too, where the account's name or number has data of the last child (child-account.h).
 */
gboolean pl_arrival_check (PlStore *store,
                           const PlHouseholdPaths *paths,
                           const PlHousehold *household,
                           const PlArrival *arrival,
                           GError **error);

/*
 * Takes the profile out of force; its versions stay on record. The account stays a child's, with help sites
 * only, until it is wiped (child-account.h). What a child has told (concerns) is not touched: it goes by the lead's act.
 * *text: the profile as it was last, transfer full.
 */
gboolean pl_departure_add (PlStore *store,
                           const PlHouseholdPaths *paths,
                           const PlActor *actor,
                           const PlChild *child,
                           const char *reason,
                           char **text,
                           GError **error);

G_END_DECLS
