/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Sends one message on a Unix socket, with fd beside it (SCM_RIGHTS, unix(7)) unless it is -1; fd stays
 * the caller's. flags: of sendmsg(2), whose result and errno it gives back; it never raises SIGPIPE.
 */
gssize pl_send_with_fd (int socket, const void *data, gsize size, int fd, int flags);

G_END_DECLS
