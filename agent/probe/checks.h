/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/probe/probe-protocol.h"
#include "agent/sandbox/seccomp.h"
#include "policy/sites/site-index.h"

G_BEGIN_DECLS

/*
 * What the probe does in a child's place. Checks wait for answers together and no longer than a few
 * seconds; each finding is written to its place, by PlProbeCheck.
 */
typedef struct {
  const char *blocked[PL_CATEGORY_SOCIAL_NETWORKS]; /* by category of F1; NULL: none is known */
  PlCategorySet listed;                             /* categories that the lists have at all */
  gboolean safe_search;
  gboolean lists_come; /* and what they do not have, is perhaps on its way */
  PlProbeFinding findings[PL_PROBE_CHECKS];
} PlChecks;

/*
 * Finds a name for each category of F1 that an index (size bytes at data; NULL: none) holds as such, of
 * those that ship.
 */
void pl_checks_choose (PlChecks *checks, const void *data, gsize size);

/* One that is always blocked for children, whatever lists there are: a DNS-over-HTTPS server's. */
#define PL_CHECKS_BLOCKED_NAME "dns.google"
#define PL_CHECKS_HELP_NAME    "www.childline.org.uk"

/* An address that nobody has (TEST-NET-3 and RFC 3849): what is sent there and answered met us. */
#define PL_CHECKS_NOWHERE  "203.0.113.53"
#define PL_CHECKS_NOWHERE6 "2001:db8:0:53::53"

void pl_checks_note (PlChecks *checks, guint check, PlProbeVerdict verdict, PlProbeWhy why);

void pl_checks_firewall (PlChecks *checks);
void pl_checks_dns (PlChecks *checks);
void pl_checks_web (PlChecks *checks);

G_END_DECLS
