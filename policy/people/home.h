/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/people/kept.h"
#include "policy/sites/category.h"
#include "policy/snapshot.h"
#include "policy/time/timetable.h"

G_BEGIN_DECLS

/* An official number of the home's, for children to ring. */
typedef struct {
  char *name;
  char *number; /* digits, spaces, and a + in front */
} PlHelpNumber;

#define PL_HELP_NUMBERS_MAX 8

typedef enum {
  PL_DEVICE_COMMUNAL = 0,
  PL_DEVICE_STAYING_CLOSE = 1,
  PL_DEVICE_OFFICE = 2,
} PlDeviceKind;

/* A home as home.conf describes it (design.md section 5). Immutable once read. */
typedef struct {
  char *name;
  GTimeZone *zone; /* default Europe/London */
  char *zone_id;
  PlTimetable maximum; /* T1 */
  PlDeviceKind device_kind;
  gboolean maximum_applies; /* FALSE on a Staying Close device without Maximum=applies */
  char *room;
  char *staff_group, *managers_group, *leads_group;
  char **help_sites;       /* additions, normal form */
  GPtrArray *help_numbers; /* of PlHelpNumber (H5) */
  guint n_upstreams;       /* 0: DHCP's */
  PlUpstream upstreams[PL_UPSTREAM_MAX];
  guint n_networks;
  PlNetwork networks[PL_NETWORK_MAX];
  char **local_zones; /* normal form; may be single labels */
  char **wifi_allow, **wifi_refuse;
  PlCategories *categories; /* the shipped ones and the home's own */
  char *rules_version;
  guint32 rules_review; /* day number, 0: none */
  int usage_days;       /* usage and blocked names are kept so long (R7) */
  int act_days;         /* records, where the home says nothing else of their kind; 0: for good */
  PlKeptDays kept;      /* what comes of that, and of [Kept] */
} PlHome;

/*
 * Reads a home file; nothing in it is required. name is what errors call the file ("FILE:LINE: reason", PL_ERROR_REFUSED).
 * text need not end in NUL.
 */
PlHome *pl_home_parse (const char *name, const char *text, gsize length, GError **error);
void pl_home_free (PlHome *home);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHome, pl_home_free)

G_END_DECLS
