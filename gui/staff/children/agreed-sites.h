/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/children/agreed-part.h"

G_BEGIN_DECLS

/*
 * A child's own sites: names that are allowed and blocked, and below them the last day of each (gui/widgets/day-entry.h); none: for good. A
 * site that children need is named before it is closed (F10).
 */
#define PL_TYPE_AGREED_SITES (pl_agreed_sites_get_type ())
G_DECLARE_FINAL_TYPE (PlAgreedSites, pl_agreed_sites, PL, AGREED_SITES, PlAgreedPart)

PlAgreedPart *pl_agreed_sites_new (void);

G_END_DECLS
