/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/key-file.h"

G_BEGIN_DECLS

/*
 * When a child's own sites end by themselves: "[Sites] Until=example.org 2026-04-01;example.com 2026-05-01", each the last day on
 * which the name stands in Allow or Block. A name without a day stands there for good.
 */
typedef struct {
  char *name;  /* normal form */
  guint32 day; /* as pl_date_parse */
} PlSiteEnd;

/* Of PlSiteEnd. Transfer full. */
GPtrArray *pl_site_ends_new (void);
/* GPtrArray of PlSiteEnd: a reader for rules (PlKeyRead). */
gboolean pl_site_ends_read (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* The last day of a name; 0: it has none. */
guint32 pl_site_end (const GPtrArray *ends, const char *name);
/* The names that still stand on a day. NULL-terminated, transfer container: the names are those of names. */
const char **pl_site_ends_left (const GPtrArray *ends, char *const *names, guint32 day);

G_END_DECLS
