/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Whether anybody has touched the record (R5), in words; and the head to write down. */
#define PL_TYPE_AUDIT_PAGE (pl_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (PlAuditPage, pl_audit_page, PL, AUDIT_PAGE, PlSubpage)

PlSubpage *pl_audit_page_new (PlClient *client);

G_END_DECLS
