/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"

G_BEGIN_DECLS

/*
 * Attempts of children to open blocked sites (policy/sites/attempts.h says what is one), counted by day and kind of
 * sites for as long as a pattern takes. When there are as many as a pattern has, a filter review is opened for the safeguarding lead
 * (F7), and counting begins anew.
 */
typedef struct {
  const char *child;
  gint64 day;           /* as usage */
  const char *category; /* its id */
  guint pattern;        /* so many are one; from 1 on */
} PlAttempt;

gboolean pl_attempt_add (PlStore *store, const PlAttempt *attempt, GError **error);

G_END_DECLS
