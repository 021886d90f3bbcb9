/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/record-kind.h"

G_BEGIN_DECLS

/*
 * Blank forms, for when there is no computer: what is written on them is typed in later. kind: NULL for
 * a restriction (regulation 35). The PDF; NULL and an error.
 */
GBytes *pl_form_paper (const PlRecordKind *kind, const char *home, GError **error);

G_END_DECLS
