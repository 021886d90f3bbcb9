/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/sites/site-index-format.h"

/* A listed fingerprint. */
typedef struct {
  guint64 remainder;
  guint32 bucket;
  guint32 set; /* its number */
} PlSiteIndexFingerprint;

/* A name that is kept verbatim. */
typedef struct {
  PlSiteIndexSet set;
  guint32 set_number;
  guint32 offset; /* in the names */
  guint32 length;
} PlSiteIndexName;

/* What an index holds, in the order in which it is to be written; nothing here is owned. */
typedef struct {
  PlSiteIndexHeader header;                   /* in host order, but for size and checksum */
  const GPtrArray *ids;                       /* of char * */
  const GArray *sets;                         /* of PlSiteIndexSet */
  const PlSiteIndexFingerprint *fingerprints; /* header.n_fingerprints, ascending */
  const GArray *exact;                        /* of PlSiteIndexName, ascending */
  const char *names;
} PlSiteIndexContents;

/* Lays the file out (site-index-format.h). Transfer full. */
GBytes *pl_site_index_write (const PlSiteIndexContents *contents);
