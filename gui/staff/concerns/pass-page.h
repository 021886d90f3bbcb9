/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"
#include "gui/staff/concerns/reader-lock.h"

G_BEGIN_DECLS

/* Who else has to do with a concern: another child's of the same matter, a new reader, or somebody who shall not see it. */
#define PL_TYPE_PASS_PAGE (pl_pass_page_get_type ())
G_DECLARE_FINAL_TYPE (PlPassPage, pl_pass_page, PL, PASS_PAGE, PlSubpage)

/* concerns: of PlRecord, all that the reader sees. */
PlSubpage *pl_pass_page_new_link (PlClient *client, PlRecord *concern, GListModel *concerns);
/* parts: as Concerns.Get has them. */
PlSubpage *
pl_pass_page_new_give (PlClient *client, PlReaderLock *lock, PlRecord *concern, GVariant *parts);
PlSubpage *pl_pass_page_new_leave_out (PlClient *client,
                                       PlReaderLock *lock,
                                       PlRecord *concern,
                                       GVariant *parts);

G_END_DECLS
