/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"
#include "gui/staff/concerns/reader-lock.h"
#include "policy/care/told.h"

G_BEGIN_DECLS

/* What a reader writes to a concern: sealed and signed in this process. What was typed stays until it was sent, or the lock closes. */
#define PL_TYPE_WRITE_PAGE (pl_write_page_get_type ())
G_DECLARE_FINAL_TYPE (PlWritePage, pl_write_page, PL, WRITE_PAGE, PlSubpage)

/* kind: PL_SIGNED_ANSWER, _ACTING or _CLOSED; recipients: of PlRecipient; has_pin: the child is among them. */
PlSubpage *pl_write_page_new (PlClient *client,
                              PlReaderLock *lock,
                              PlRecord *concern,
                              PlSignedKind kind,
                              GArray *recipients,
                              gboolean has_pin);

/*
 * party: whom it offers first. Whom outside the home it was referred to, when, and under which reference (R4): kept with the concern, sealed to its readers
 * (of PlRecipient), and not to the child.
 */
PlSubpage *pl_write_page_new_referral (
    PlClient *client, PlReaderLock *lock, PlRecord *concern, GArray *readers, PlTold party);

G_END_DECLS
