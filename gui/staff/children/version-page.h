/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * One version of a child's profile: what is different from another one, and the way to put it back, which makes a new version. Where
 * somebody else was faster nothing is put back before the person has seen it.
 */
#define PL_TYPE_VERSION_PAGE (pl_version_page_get_type ())
G_DECLARE_FINAL_TYPE (PlVersionPage, pl_version_page, PL, VERSION_PAGE, PlSubpage)

/* versions: of PlRecord, rows of Profiles.ListVersions, newest first; n: which of them. */
PlSubpage *pl_version_page_new (PlClient *client, PlRecord *child, GListModel *versions, guint n);

G_END_DECLS
