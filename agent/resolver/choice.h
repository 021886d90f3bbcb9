/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/dns.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * The seam between DNS and policy: which answer a question gets on a slot, safe search
 * (F4) included.
 *
 * Decided, and kept to: a name is judged by itself, not by what its CNAMEs lead to: names decide
 * (design.md section 2), and the proxy asks for the names that it connects to.
 */
typedef enum {
  PL_CHOICE_FORWARD,          /* as the resolver says */
  PL_CHOICE_FORWARD_CHILDREN, /* the same, without what children do not get (children.h) */
  PL_CHOICE_ANSWER_AS,        /* the addresses of target, under that name (safe search) */
  PL_CHOICE_NO_DATA, /* the same name, and any other type: no way round by another record */
  PL_CHOICE_BLOCKED,
  PL_CHOICE_NO_ENCRYPTED_DNS, /* canary, resolver discovery, DoH host: no such name, filtered */
  PL_CHOICE_NO_NAME,          /* .local, .onion */
  PL_CHOICE_LOCALHOST,
  PL_CHOICE_REFUSED, /* the slot is not used, or zone transfers are asked for */
} PlChoiceKind;

/* A resolver is asked, for the name or its target: the child may have it. */
static inline gboolean
pl_choice_is_forwarded (PlChoiceKind kind)
{
  return kind <= PL_CHOICE_ANSWER_AS;
}

typedef struct {
  PlChoiceKind kind;
  gboolean any_address; /* the name lies in a zone of the home: its addresses stay */
  const char *target;   /* with ANSWER_AS and NO_DATA: in normal form, valid for ever; else NULL */
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
