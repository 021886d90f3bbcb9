/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/kind.h"

G_BEGIN_DECLS

/*
 * What staff are to do, and not to do, who have read a concern of a kind (C10), in English: NULL-terminated, to be freed
 * by g_free; the sentences are static. The app says them by the message context "guidance".
 */
const char **pl_guidance_for (PlConcernKind kind);

G_END_DECLS
