/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* A child's records of a period as an encrypted file (R6), with progress, and a way out until it is written. */
#define PL_TYPE_EXPORT_PAGE (pl_export_page_get_type ())
G_DECLARE_FINAL_TYPE (PlExportPage, pl_export_page, PL, EXPORT_PAGE, PlSubpage)

PlSubpage *pl_export_page_new (PlClient *client);

G_END_DECLS
