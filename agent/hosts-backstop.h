/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/enforcer.h"

G_BEGIN_DECLS

/*
 * Whether this home's computer has Porchlight's lines in its hosts file (agent/net/hosts-file.h), and
 * that it is so. It has, for everyone (F9); but not on a Staying Close device all of whose people
 * are adults, since control has ended there (L5) and a hosts file knows no persons.
 */
typedef struct _PlHostsBackstop PlHostsBackstop;

typedef enum {
  PL_HOSTS_NOT_USED,
  PL_HOSTS_STANDS,
  PL_HOSTS_MISSING,
} PlHostsState;

/* path: "" for none. Looks at once. */
PlHostsBackstop *pl_hosts_backstop_new (const char *path, const PlEnforcer *enforcer);
void pl_hosts_backstop_free (PlHostsBackstop *backstop); /* the lines stay */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHostsBackstop, pl_hosts_backstop_free)

/* Looks now: the home may have changed, or somebody come of age. backstop: nullable. */
void pl_hosts_backstop_look (PlHostsBackstop *backstop);

/* What is in the file now. PL_HOSTS_MISSING may come with an error. */
PlHostsState pl_hosts_backstop_state (const PlHostsBackstop *backstop, GError **error);

G_END_DECLS
