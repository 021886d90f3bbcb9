/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "agent/enforcer.h"

G_BEGIN_DECLS

/* What the bus may do with the agent. */
typedef struct {
  PlEnforcer *enforcer;
  void (*reload) (gpointer data);
  gpointer data;
} PlBusAgent;

/* Who is calling. */
typedef enum {
  PL_ROLE_CHILD = 1 << 0,
  PL_ROLE_STAFF = 1 << 1, /* of any of the three groups */
  PL_ROLE_ROOT = 1 << 2,
  PL_ROLE_OTHER = 1 << 3,
} PlRole;

PlRole pl_role_of (const PlHousehold *household, uid_t uid);

/* TRUE if the table has the call and lets the role make it. */
gboolean pl_call_is_allowed (const char *interface, const char *method, PlRole role);

/* Answers a call that is allowed. Transfer full: what the method returns. */
GVariant *
pl_call (const PlBusAgent *agent, const char *interface, const char *method, uid_t caller);

G_END_DECLS
