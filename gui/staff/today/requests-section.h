/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/today/section.h"

G_BEGIN_DECLS

/* What children ask for, answered in one tap; a no has a reason. */
#define PL_TYPE_REQUESTS_SECTION (pl_requests_section_get_type ())
G_DECLARE_FINAL_TYPE (PlRequestsSection, pl_requests_section, PL, REQUESTS_SECTION, PlTodaySection)

G_END_DECLS
