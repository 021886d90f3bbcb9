/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * TCP keepalive (RFC 9293 section 3.8.4): after four minutes without a byte the other end is asked, so that a home's
 * router, which may forget a quiet connection after five (RFC 5382 asks for more, many do not), keeps
 * it; and one that does not answer for two minutes more is gone. A listening socket's hold for the
 * connections that it takes.
 */
void pl_keepalive_set (int fd);

G_END_DECLS
