/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/key-file.h"
#include "policy/people/profile.h"

G_BEGIN_DECLS

/* More contacts than this are refused: nobody has them agreed, and they bound the work. */
#define PL_CONTACTS_MAX 64

/* An array of PlContact, owned. */
GPtrArray *pl_contacts_new (void);

/*
 * Reads a key of [Contact] into field, a GPtrArray **: "mum" is the services' names, "mum.When" the
 * times ("Monday 18:00-19:00;Sunday 10:00-11:00"). Ids are letters, digits, hyphens, underscores.
 */
gboolean pl_contact_read (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);

/* Refuses a contact that has times but no names. */
gboolean pl_contacts_check (GPtrArray *contacts, const PlKeyFile *file, GError **error);

/* When a contact that has times is open, in all that touches [from, to]; joined, transfer full. */
GArray *pl_contact_spans (const PlContact *contact, GTimeZone *zone, gint64 from, gint64 to);

G_END_DECLS
