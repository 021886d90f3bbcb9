/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/category.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/* What happens when time is up (T5). */
typedef enum {
  PL_TIME_UP_INTERNET_OFF = 0,
  PL_TIME_UP_LOCK = 1,
  PL_TIME_UP_END_SESSION = 2,
} PlTimeUp;

typedef struct {
  guint8 protocol; /* IPPROTO_TCP or IPPROTO_UDP */
  guint16 port;    /* host order */
} PlPort;

#define PL_PORTS_MAX 32

/* A level (L1): how guarded a child's internet is. Immutable once read. */
typedef struct {
  char *id;
  char *name;
  char *about; /* what is open and closed, in the home's words; "" */
  int order;   /* 1 is the most guarded */
  gboolean chosen_only;
  PlCategorySet blocked; /* by level; F1 is not in it */
  PlSafeSearch search, youtube;
  guint n_ports;
  PlPort ports[PL_PORTS_MAX];
  PlTimeUp time_up;
  gboolean tethering; /* children may use a phone's internet (D3) */
} PlLevel;

/* Levels by id, sorted by order. */
typedef struct _PlLevels PlLevels;

PlLevels *pl_levels_new (void);
void pl_levels_free (PlLevels *levels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLevels, pl_levels_free)

/*
 * Reads one level file and adds it. Id and Order are required; safe search that the file does not
 * mention is strict, Mode is filtered, Tethering false. Refuses an id or an order that is there already. Errors:
 * "FILE:LINE: reason", PL_ERROR_REFUSED; levels is then as it was.
 */
gboolean pl_levels_add (PlLevels *levels,
                        const PlCategories *categories,
                        const char *name,
                        const char *text,
                        gsize length,
                        GError **error);
/* The ids of the four levels that ship (L1), the most guarded first. NULL-terminated, static. */
const char *const *pl_levels_shipped_ids (void);
/* The file of one that ships; NULL if none does under that id. Transfer full. */
char *pl_level_shipped_text (const char *id);
/* The four levels that ship, from policy/data. */
PlLevels *pl_levels_new_shipped (const PlCategories *categories);
/* NULL if there is none. */
const PlLevel *pl_levels_find (const PlLevels *levels, const char *id);
guint pl_levels_count (const PlLevels *levels);
const PlLevel *pl_levels_nth (const PlLevels *levels, guint n);

G_END_DECLS
