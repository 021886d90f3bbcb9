/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "policy/care/kind.h"

G_BEGIN_DECLS

/* The second step: what it is about (C4). Signal "chosen" (kind: a PlConcernKind). */
#define PL_TYPE_TELL_WHAT (pl_tell_what_get_type ())
G_DECLARE_FINAL_TYPE (PlTellWhat, pl_tell_what, PL, TELL_WHAT, AdwBin)

/* From its beginning. */
void pl_tell_what_show (PlTellWhat *what);
/* A page of it back (tell-parts.h); FALSE where it shows its first. */
gboolean pl_tell_what_back (PlTellWhat *what);

G_END_DECLS
