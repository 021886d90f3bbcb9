/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "policy/care/kind.h"

G_BEGIN_DECLS

/* The second step: what it is about (C4). Signal "chosen" (kind: a PlConcernKind). */
#define PL_TYPE_TELL_WHAT (pl_tell_what_get_type ())
G_DECLARE_FINAL_TYPE (PlTellWhat, pl_tell_what, PL, TELL_WHAT, AdwBin)

G_END_DECLS
