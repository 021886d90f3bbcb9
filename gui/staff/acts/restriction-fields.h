/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/record-kind.h"

G_BEGIN_DECLS

/* What is written down of a restriction (R1), as a form and a page take it (gui/staff/records/record-fields.h). */
extern const PlRecordKind pl_restriction_kind;
/* The same of a stop for every child at once, which is of no other kind. */
extern const PlRecordKind pl_emergency_stop_kind;

G_END_DECLS
