/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/sandbox/loop.h"
#include "agent/wire/dns.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * The addresses of names, asked of the home's resolvers with the stub's own code (design.md section
 * 2): what a program believes a name's address to be is never asked for. Addresses of this host and
 * of the home's network are left out, unless the home lists them.
 */
typedef struct _PlLookups PlLookups;
typedef struct _PlLookup PlLookup;

typedef enum {
  PL_FAMILY_IPV6 = 0,
  PL_FAMILY_IPV4 = 1,
} PlFamily;
#define PL_FAMILIES 2

/* Addresses of a family that are kept: more are never tried in the time that a person waits. */
#define PL_LOOKUP_ADDRESSES 6

typedef struct {
  guint8 bytes[16]; /* IPv4 in the first four */
} PlLookupAddress;

/* One name's; part of its owner. Zeroed before it is started. */
struct _PlLookup {
  void (*answered) (PlLookup *lookup); /* one family more is known; not called by start itself */
  gpointer owner;

  guint32 serial; /* 0: not started */
  gboolean any_address;
  gboolean pending[PL_FAMILIES];
  guint n[PL_FAMILIES];
  PlLookupAddress addresses[PL_FAMILIES][PL_LOOKUP_ADDRESSES];
};

PlLookups *pl_lookups_new (PlLoop *loop, const guint8 cache_key[16]);
void pl_lookups_free (PlLookups *lookups);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLookups, pl_lookups_free)

/* Whom to ask and what is listed, kept by the caller until it is replaced. Nullable: nobody. */
void pl_lookups_set_snapshot (PlLookups *lookups, const PlSnapshot *snapshot);

/* The question for a name in normal form. */
void pl_lookup_question (const char *name, guint16 type, PlDnsQuestion *question);

/* name: in normal form. What is known already is there at once: pending says what is not. */
void pl_lookups_start (PlLookups *lookups, PlLookup *lookup, guint slot, const char *name);
void pl_lookups_cancel (PlLookups *lookups, PlLookup *lookup);

G_END_DECLS
