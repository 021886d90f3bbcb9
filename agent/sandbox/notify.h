/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The service manager's notification protocol, sd_notify(3): state texts such as "READY=1", one a
 * line, to the datagram socket that NOTIFY_SOCKET names. Without libsystemd, since the workers link
 * nothing that they do not need, and the practice home's launcher stands in systemd's place.
 */
typedef struct _PlNotify PlNotify;

/*
 * Connects to the address (the value of NOTIFY_SOCKET, nullable): before seccomp, since later
 * messages need sendmsg only. NULL where there is no service manager; every call takes that.
 */
PlNotify *pl_notify_new (const char *address);
void pl_notify_free (PlNotify *notify);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlNotify, pl_notify_free)

/* Sends state, with fd beside it unless it is -1 (FDSTORE=1). FALSE if it could not be sent. */
gboolean pl_notify_send (PlNotify *notify, const char *state, int fd);

G_END_DECLS
