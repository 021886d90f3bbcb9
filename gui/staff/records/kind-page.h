/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"
#include "policy/care/record-kind.h"

G_BEGIN_DECLS

/* All records of one kind, newest first, and the way to write one down. */
#define PL_TYPE_KIND_PAGE (pl_kind_page_get_type ())
G_DECLARE_FINAL_TYPE (PlKindPage, pl_kind_page, PL, KIND_PAGE, PlSubpage)

PlSubpage *pl_kind_page_new (PlClient *client, const PlRecordKind *kind);

G_END_DECLS
