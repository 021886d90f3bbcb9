/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The port that a program asked for before the firewall sent its connection here (SO_ORIGINAL_DST of
 * netfilter). Host order; 0 if it was not sent here by the firewall, or that is not known. The
 * address is of no interest: names decide.
 */
guint16 pl_origin_port (int fd);

G_END_DECLS
