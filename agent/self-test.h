/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/enforcer.h"
#include "agent/hosts-backstop.h"
#include "agent/lists/updater.h"

G_BEGIN_DECLS

/*
 * "Is it really blocking, for this child, now?" (F8): a probe tries as each child, layer by layer, and
 * the agent adds what it knows itself. What the probe does is no attempt of the child: blocked names of a
 * slot that is being tested are not recorded, nor in the two seconds after it (the child's own in that
 * time are lost, too). The traffic itself is the child's: a second or two of use at most.
 */
typedef struct _PlSelfTest PlSelfTest;

typedef enum {
  PL_SELF_TEST_OK = 0,
  PL_SELF_TEST_FAILED = 1,
  PL_SELF_TEST_UNSURE = 2,
} PlSelfTestVerdict;

typedef struct {
  const char *
      layer; /* static: "firewall", "dns", "web", "safe-search", "hosts-file", "lists", "workers", "clock" */
  char *child; /* account; "": everyone's */
  PlSelfTestVerdict verdict;
  char *sentence;
  gboolean untriable; /* agent/self-test-untriable.h */
} PlSelfTestRow;

/* "ok", "failed", "not-sure". Static. */
const char *pl_self_test_verdict_id (PlSelfTestVerdict verdict);

/* All stay the caller's and outlive it. updater: nullable. */
PlSelfTest *
pl_self_test_new (PlEnforcer *enforcer, const PlHostsBackstop *hosts, const PlUpdater *updater);
void pl_self_test_free (PlSelfTest *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSelfTest, pl_self_test_free)

/* rows: of PlSelfTestRow, until it returns; NULL: it was stopped. */
typedef void (*PlSelfTestDone) (const GPtrArray *rows, gpointer data);

/*
 * Tests for the child of that account, or for all (account ""). One test at a time: PL_ERROR_LIMIT;
 * no such child: PL_ERROR_ARGUMENT. done is called later, from the default main context, within 20
 * seconds.
 */
gboolean pl_self_test_run (
    PlSelfTest *test, const char *account, PlSelfTestDone done, gpointer data, GError **error);
/* Ends one that is going on: its done is called at once, without rows. FALSE: none is. */
gboolean pl_self_test_stop (PlSelfTest *test);

/*
 * What the one that is going on has found by now, of PlSelfTestRow. layer: the one that is being tried, static; of: how many
 * rows it will be. Transfer full; NULL: none is going on.
 */
GPtrArray *pl_self_test_so_far (PlSelfTest *test, const char **layer, guint *of);

G_END_DECLS
