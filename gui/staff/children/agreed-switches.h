/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/staff/children/agreed-part.h"

G_BEGIN_DECLS

/* What helps a child to read (L6), a switch each. */
#define PL_TYPE_AGREED_SWITCHES (pl_agreed_switches_get_type ())
G_DECLARE_FINAL_TYPE (PlAgreedSwitches, pl_agreed_switches, PL, AGREED_SWITCHES, PlAgreedPart)

PlAgreedPart *pl_agreed_switches_new (void);

G_END_DECLS
