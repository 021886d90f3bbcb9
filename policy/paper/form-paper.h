/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/record-kind.h"
#include "policy/paper/paper.h"

G_BEGIN_DECLS

/*
 * Blank forms, for when there is no computer: what is written on them is typed in later. kind: NULL for
 * a restriction (regulation 35). home: its name; "" for none. Transfer full.
 */
PlPaper *pl_form_paper_new (const PlRecordKind *kind, const char *home);
/* The same as a PDF; NULL and an error. */
GBytes *pl_form_paper (const PlRecordKind *kind, const char *home, GError **error);

G_END_DECLS
