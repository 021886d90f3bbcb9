/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/record.h"

G_BEGIN_DECLS

/* A child at a glance: who, at what level, online until when and with how much time left, and what staff are prompted about. child: of
 * gui/staff/children/child-words.h. Floating. */
AdwActionRow *pl_child_row_new (PlRecord *child);

G_END_DECLS
