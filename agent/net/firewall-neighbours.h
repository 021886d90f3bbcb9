/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A chain of another program that redirects before ours does: it opens nothing to a child, but can take
 * their queries elsewhere. "ip nat OUTPUT", transfer full; NULL: there is none, or an error.
 */
char *pl_firewall_rival (GError **error);

G_END_DECLS
