/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/sites/category.h"

G_BEGIN_DECLS

/*
 * The talk between the agent and porchlight-probe: fixed-size messages on a SOCK_SEQPACKET socket,
 * one job, then a finding for each check, as they come. The probe runs with a child's uid and meets the network:
 * the agent takes its findings as a stranger's.
 */
#define PL_PROBE_VERSION 2

/* Descriptors that the probe starts with; the index may be missing. */
#define PL_PROBE_FD_AGENT 3
#define PL_PROBE_FD_INDEX 4

/* Values are sent and never change. */
typedef enum {
  PL_PROBE_CLOSED = 0,       /* what no rule opens leaves on no way */
  PL_PROBE_FOREIGN_DNS = 1,  /* a query to a foreign resolver is answered by the stub */
  PL_PROBE_CANARY = 2,       /* browsers leave their encrypted DNS off */
  PL_PROBE_HELP_NAME = 3,    /* a help site's name has an address */
  PL_PROBE_SAFE_SEARCH = 4,  /* a search engine is its safe form */
  PL_PROBE_BLOCKED_PAGE = 5, /* the web proxy answers for a blocked site */
  PL_PROBE_BLOCKED_TLS = 6,  /* it ends a blocked site's TLS */
  PL_PROBE_HELP_PAGE = 7,    /* a help site answers through it */
  PL_PROBE_CATEGORY = 8,     /* and the seven after it: a name of each category of F1 is blocked */
} PlProbeCheck;
#define PL_PROBE_CHECKS (PL_PROBE_CATEGORY + PL_CATEGORY_SOCIAL_NETWORKS)

typedef enum {
  PL_PROBE_OK = 0,
  PL_PROBE_FAILED = 1,
  PL_PROBE_UNSURE = 2,
} PlProbeVerdict;

typedef enum {
  PL_PROBE_AS_IT_MUST = 0,
  PL_PROBE_NO_ANSWER = 1,
  PL_PROBE_NOT_BLOCKED = 2,
  PL_PROBE_IS_BLOCKED = 3, /* what must be open */
  PL_PROBE_NO_NETWORK = 4,
  PL_PROBE_NO_NAME = 5,    /* the lists hold no name that ships for this */
  PL_PROBE_NOT_BEGUN = 6,  /* the probe could not do it */
  PL_PROBE_NOT_WANTED = 7, /* the level does not ask for it */
  PL_PROBE_NO_LIST = 8,    /* there is no list of this category */
  PL_PROBE_LIST_COMES = 9, /* nor is there yet: lists are being fetched for the first time */
} PlProbeWhy;
#define PL_PROBE_WHYS 10

typedef struct {
  guint32 version;
  guint32 uid;         /* to become */
  guint32 safe_search; /* whether search engines must be their safe form */
  guint32 lists_come;  /* whether the home's first lists are being fetched */
} PlProbeJob;

typedef struct {
  guint32 version;
  guint32 check;
  guint32 verdict;
  guint32 why;
} PlProbeFinding;

G_END_DECLS
