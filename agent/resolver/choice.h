/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/dns.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * The seam between DNS and policy: which answer a question gets on a slot. Safe search (F4) will
 * choose here, too.
 *
 * Decided, and kept to: a name is judged by itself, not by what its CNAMEs lead to: names decide
 * (design.md section 2), and the proxy asks for the names that it connects to.
 */
typedef enum {
  PL_CHOICE_FORWARD,          /* as the resolver says */
  PL_CHOICE_FORWARD_CHILDREN, /* the same, without what children do not get (children.h) */
  PL_CHOICE_BLOCKED,
  PL_CHOICE_NO_ENCRYPTED_DNS, /* canary, resolver discovery, DoH host: no such name, filtered */
  PL_CHOICE_NO_NAME,          /* .local, .onion */
  PL_CHOICE_LOCALHOST,
  PL_CHOICE_REFUSED, /* the slot is not used, or zone transfers are asked for */
} PlChoiceKind;

typedef struct {
  PlChoiceKind kind;
  gboolean any_address; /* the name lies in a zone of the home: its addresses stay */
  gboolean told;        /* a policy decision: verdict and hostname are set, for the record */
  PlSiteVerdict verdict;
  PlDnsHostname hostname;
} PlChoice;

/*
 * snapshot and index may be NULL; help_only: no index could be opened, so that nothing but help is
 * sure. now_ms: boot time.
 */
void pl_choice_make (const PlSnapshot *snapshot,
                     const PlSiteIndex *index,
                     gboolean help_only,
                     guint slot,
                     gint64 now_ms,
                     const PlDnsQuestion *question,
                     PlChoice *choice);

G_END_DECLS
