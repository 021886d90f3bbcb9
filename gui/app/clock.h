/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Now, by this computer's clock, Unix seconds: what a reader signs says when. Nothing that holds for a child is read from it. */
gint64 pl_app_now (void);

G_END_DECLS
