/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"

G_BEGIN_DECLS

/* What people call those whose accounts stand in what is read. Records have accounts only: a name may change, and it may go. */

/* What people call whose account it is; NULL where nobody knows: it is gone, or of no person any more. Transfer full. */
char *pl_bus_display_name (const char *account);

/* When a row speaks of whoever has the account now, and of nothing that somebody did. */
#define PL_BUS_NOW G_MAXINT64

/*
 * What people call whose account it was at that moment (Unix milliseconds): a child as the profile says, others as the account
 * does. "" where nobody knows, or the account had another name then (agent/records/staff-name.h). Owned by the call. Each account
 * is looked up once in a call.
 */
const char *pl_bus_name (PlCall *call, const char *account, gint64 at_ms);
/* The same; the account itself where nobody knows, "" for NULL. Transfer full. */
char *pl_bus_person (PlCall *call, const char *account, gint64 at_ms);

/* Whose account it is, or whom people call so: their accounts. Words of a name may be cut short. Never empty. Transfer full. */
char **pl_bus_accounts_of (const char *person);

/* Adds an account under key and, where anybody knows it, what people call whose it was then under KEY-name. */
void pl_bus_add_account (
    PlCall *call, GVariantBuilder *dictionary, const char *key, const char *account, gint64 at_ms);

/* Adds under "names" (a{ss}) what people call those of the accounts (char *) whom anybody knows, by account. */
void pl_bus_add_names (PlCall *call,
                       GVariantBuilder *dictionary,
                       const GPtrArray *accounts,
                       gint64 at_ms);

G_END_DECLS
