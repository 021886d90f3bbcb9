/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <netinet/in.h>

#include "policy/sites/safe-search.h"
#include "policy/sites/site-rules.h"
#include "policy/time/opening.h"

G_BEGIN_DECLS

/*
 * The snapshot: what holds for every slot now, flat and versioned, written by the agent into a
 * sealed memfd and mapped by the workers (design.md section 2). Times are CLOCK_BOOTTIME in
 * milliseconds.
 */
#define PL_SNAPSHOT_VERSION 2

/* Slot 0 is staff (F9), the others are children's. The number bounds ports and tables. */
#define PL_SLOT_STAFF 0
#define PL_SLOT_MAX   32

/* A slot that has not heard from the agent for so long is help-only. */
#define PL_LEASE_MS 90000

/* At most so many resolvers are asked, in order (RFC 1035 section 7.2 bounds the work of a query). */
#define PL_UPSTREAM_MAX 8
#define PL_NETWORK_MAX  32

/* An address: IPv4 as ::ffff:a.b.c.d. port in host order. */
typedef struct {
  guint8 address[16];
  guint16 port;
  guint16 reserved;
} PlUpstream;

typedef struct {
  guint8 address[16];
  guint8 prefix; /* bits, of 128 */
  guint8 reserved[3];
} PlNetwork;

/* One slot as the agent fills it. Name lists are in normal form, nullable, NULL-terminated, not owned. */
typedef struct {
  gboolean used;
  PlAccess access;
  gint64 until_ms;         /* from then on help-only; G_MAXINT64: no end (adult, staff) */
  gint64 contact_until_ms; /* from then on contact is closed */
  gboolean time_stands; /* the proxy tells at once when traffic begins, which makes it run (T7) */
  PlCategorySet always;
  PlCategorySet blocked;
  gboolean chosen_only;
  gboolean social_blocked;
  PlSafeSearch search;
  PlSafeSearch youtube;
  PlOpening opens; /* of a help-only slot: when that ends */
  const char *const *contact;
  const char *const *allow;
  const char *const *block;
} PlSnapshotSlot;

typedef struct {
  guint64 serial; /* grows by one a snapshot, so that a worker can say which it has */
  gint64 lease_until_ms;
  const char *const *own_categories; /* nullable: the home's own ids */
  const char *const *help;
  const char *const *encrypted_dns;
  const char *const *learning;
  const char *const *home_help;
  const char *const *local_zones; /* zones whose answers may be private addresses */
  guint n_upstreams;
  PlUpstream upstreams[PL_UPSTREAM_MAX];
  guint n_networks;
  PlNetwork networks[PL_NETWORK_MAX]; /* private networks that children may reach */
  PlSnapshotSlot slots[PL_SLOT_MAX];
} PlSnapshotSource;

/* Encodes a snapshot. Transfer full; refuses more than the maxima above (PL_ERROR_LIMIT). */
GBytes *pl_snapshot_encode (const PlSnapshotSource *source, GError **error);

/* A decoded snapshot: a view of memory that the caller keeps mapped until pl_snapshot_free. */
typedef struct _PlSnapshot PlSnapshot;

/* Checks every length and offset once; lookups then trust them. */
PlSnapshot *pl_snapshot_open (const void *data, gsize size, GError **error);
void pl_snapshot_free (PlSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSnapshot, pl_snapshot_free)

guint64 pl_snapshot_serial (const PlSnapshot *snapshot);
gint64 pl_snapshot_lease_until_ms (const PlSnapshot *snapshot);
/* Owned by the snapshot: what the index is opened with. */
const PlCategories *pl_snapshot_categories (const PlSnapshot *snapshot);
guint pl_snapshot_upstreams (const PlSnapshot *snapshot, const PlUpstream **upstreams);
/* TRUE if the home lists the address as one that children may reach. */
gboolean pl_snapshot_network_listed (const PlSnapshot *snapshot, const guint8 address[16]);
/* TRUE if name (normal form) lies in a local zone of the home. */
gboolean pl_snapshot_zone_listed (const PlSnapshot *snapshot, const char *name, gsize length);
PlSafeSearchModes pl_snapshot_safe_search (const PlSnapshot *snapshot, guint slot);
/* When a slot that the agent has made help-only opens again, as far as it knows. */
PlOpening pl_snapshot_opens (const PlSnapshot *snapshot, guint slot);

gboolean pl_snapshot_time_stands (const PlSnapshot *snapshot, guint slot);

/*
 * The rules of a slot at now_ms: lease and until are applied here, so that every worker turns a
 * slot help-only in the same way. FALSE if the slot is not used: nothing may be answered.
 */
gboolean
pl_snapshot_rules (const PlSnapshot *snapshot, guint slot, gint64 now_ms, PlSiteRules *rules);

/*
 * When the rules of a slot next change by themselves, after now_ms: lease, until or contact ends.
 * G_MAXINT64: they do not.
 */
gint64 pl_snapshot_ends_at (const PlSnapshot *snapshot, guint slot, gint64 now_ms);

G_END_DECLS
