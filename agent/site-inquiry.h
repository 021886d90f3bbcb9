/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/workers.h"

G_BEGIN_DECLS

/*
 * "Why is this blocked?": what the filter itself decides about a name, for each child, now. The agent does not read
 * lists (design.md section 1), so it asks the DNS stub, which does, by the rules that are in force there. Nothing of
 * it is told to anybody or recorded.
 */
typedef struct _PlSiteInquiries PlSiteInquiries;

/* One thing to ask, and what came of it. */
typedef struct {
  guint slot;
  PlAccess access; /* to decide by: what holds now, or what will hold in the child's hours */
  gboolean known;  /* the stub has answered, and the rest is filled */
  gboolean safe;   /* the site is opened in its safe form (F4) */
  PlSiteVerdict verdict;
} PlSiteFinding;

/* So many may be asked at once by all of staff. */
#define PL_SITE_INQUIRIES_MAX 4

/* workers: outlive it. */
PlSiteInquiries *pl_site_inquiries_new (PlWorkers *workers);
/* Inquiries that are going on end without findings. */
void pl_site_inquiries_free (PlSiteInquiries *inquiries);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSiteInquiries, pl_site_inquiries_free)

/* findings: of PlSiteFinding, in the order in which they were asked, until it returns; what is not known was not answered. */
typedef void (*PlSiteInquiryDone) (const GArray *findings, gpointer data);

/*
 * name: in normal form. findings: of PlSiteFinding, slot and access filled; transfer full. done: called later, within two
 * seconds, from the default main context. FALSE and an error (PL_ERROR_LIMIT, or PL_ERROR_FAILED: the filter does not
 * answer) otherwise.
 */
gboolean pl_site_inquiries_ask (PlSiteInquiries *inquiries,
                                const char *name,
                                GArray *findings,
                                PlSiteInquiryDone done,
                                gpointer data,
                                GError **error);

/* A PL_WORKER_VERDICT has come. */
void pl_site_inquiries_take (PlSiteInquiries *inquiries, const PlWorkerMessage *message);

G_END_DECLS
