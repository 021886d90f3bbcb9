/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/household.h"
#include "agent/records/reader.h"
#include "policy/care/people.h"

G_BEGIN_DECLS

/*
 * The people of a home as policy/care takes them: its readers with their keys, and the accounts of
 * staff who have none. Roles are those of the account's groups; a reader without an account has
 * the role that was given when they were brought.
 */
typedef struct {
  GPtrArray *readers; /* of PlReader: all that there were */
  PlPeople people;
  GArray *entries;  /* of PlPerson: people's */
  GPtrArray *texts; /* what entries point to */
} PlHomePeople;

/* As they are now. NULL on errors of the store. */
PlHomePeople *pl_home_people_new (PlStore *store, const PlHousehold *household, GError **error);
void pl_home_people_free (PlHomePeople *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHomePeople, pl_home_people_free)

/* The active reader behind the i-th entry; NULL for who has no key. Owned by people. */
const PlReader *pl_home_people_reader (const PlHomePeople *people, guint i);

/* The roles (PL_READER_BIT) that an account has by its groups. */
guint pl_home_people_roles (const PlHousehold *household, uid_t uid);

G_END_DECLS
