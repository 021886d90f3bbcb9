/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/* The children of the home: what holds for each now, and what is due. A child opens their page. */
#define PL_TYPE_CHILDREN_VIEW (pl_children_view_get_type ())
G_DECLARE_FINAL_TYPE (PlChildrenView, pl_children_view, PL, CHILDREN_VIEW, AdwBin)

void pl_children_view_set_client (PlChildrenView *view, PlClient *client);

G_END_DECLS
