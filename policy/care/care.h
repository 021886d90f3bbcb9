/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/kind.h"
#include "policy/care/people.h"
#include "policy/care/told.h"

G_BEGIN_DECLS

/*
 * What a home has decided about concerns: how long each reader has before the next is asked (C9), which kinds are
 * serious, and who must be told of which kind, after which regulation or guidance (C10). care.conf ships; a
 * home's own /etc/porchlight/care.conf changes it key by key. See care.conf(5). Immutable once read.
 */
typedef struct _PlCare PlCare;

/* What a reader may be given. */
#define PL_CARE_MINUTES_MIN 5
#define PL_CARE_MINUTES_MAX (7 * 24 * 60)

/*
 * What ships, changed by a home's file: text of length bytes, which errors call name; NULL: there is none. Errors are
 * PL_ERROR_REFUSED, FILE:LINE: reason. Transfer full.
 */
PlCare *pl_care_read (const char *name, const char *text, gsize length, GError **error);
void pl_care_free (PlCare *care);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCare, pl_care_free)

/* The minutes that a reader has before the next is asked; for a serious kind never more than for another. */
int pl_care_minutes (const PlCare *care, PlConcernKind kind, PlReaderRole role);

/* TRUE for all kinds that ship as serious, and for those that the home made so. */
gboolean pl_care_is_serious (const PlCare *care, PlConcernKind kind);

PlToldWhen pl_care_told_when (const PlCare *care, PlConcernKind kind, PlTold party);

/* Why: the regulations and guidance, in words; NULL-terminated, owned by care. Empty: the home's own rule. */
const char *const *pl_care_told_sources (const PlCare *care, PlConcernKind kind, PlTold party);

/*
 * Who must be told, and of whom staff must decide it, in the order in which it is to be done. barred is that of the route: a
 * manager whom a concern is not for is not told of it either (C5). Returns how many of parties are set.
 */
guint pl_care_told_order (const PlCare *care,
                          PlConcernKind kind,
                          guint barred,
                          PlTold parties[PL_TOLD_PARTIES]);

G_END_DECLS
