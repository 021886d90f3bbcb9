/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

#include "agent/account-keeper.h"
#include "agent/bus/news.h"
#include "agent/concern-watch.h"
#include "agent/duty-watch.h"
#include "agent/enforcer.h"
#include "agent/lists/updater.h"
#include "agent/post/courier.h"
#include "agent/records/store.h"
#include "agent/self-test.h"

G_BEGIN_DECLS

/* What the bus may do with the agent. */
typedef struct {
  PlEnforcer *enforcer;
  PlStore *store;
  PlUpdater *updater; /* NULL: the agent was given one index */
  PlSelfTest *self_test;
  PlAccountKeeper *accounts;
  PlConcernWatch *concerns;
  PlDutyWatch *duties;
  PlCourier *courier;
  PlNews *news; /* the service's */
  const PlHouseholdPaths *paths;
  void (*reload) (gpointer data); /* household and lists */
  void (*reread) (gpointer data); /* the household */
  gpointer data;
} PlBusAgent;

/* Who is calling. */
typedef enum {
  PL_ROLE_CHILD = 1 << 0,
  PL_ROLE_STAFF = 1 << 1, /* of any of the three groups */
  PL_ROLE_ROOT = 1 << 2,
  PL_ROLE_OTHER = 1 << 3,
} PlRole;

/*
 * One call that is allowed, on its way to an answer. A handler owns it and ends it, at once or
 * later, by pl_call_return or pl_call_fail, once. The agent outlives its calls.
 */
typedef struct {
  const PlBusAgent *agent;
  GDBusMethodInvocation *invocation; /* owned until the call ends */
  GVariant *arguments;               /* the tuple of the contract; the invocation's */
  uid_t caller;
  PlRole role;
  gboolean tells;    /* staff are told that something has changed, once it is done */
  GHashTable *names; /* of the accounts in the reply, by account (person.h); NULL: not asked for */
} PlCall;

/* reply: the tuple that the method returns, floating or transfer full; NULL: an empty one. */
void pl_call_return (PlCall *call, GVariant *reply);
/* The same with a file, whose handle in the reply is 0; taken. */
void pl_call_return_with_file (PlCall *call, GVariant *reply, int file);

/* error: transfer full. The caller hears org.porchlight.Error.* after its code, and the message. */
void pl_call_fail (PlCall *call, GError *error);

G_END_DECLS
