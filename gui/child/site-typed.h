/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The host name in what a child typed or pasted: "https://example.org/page" is example.org. Transfer full. */
char *pl_site_typed (const char *text);

G_END_DECLS
