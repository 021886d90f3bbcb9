/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Asks polkit whether whoever is behind a unique name of the bus may do an action of
 * policy/dbus/org.porchlight.Agent1.policy. interactive: polkit may ask the person for a password.
 * Where polkit cannot be asked the answer is no. Root is not asked about, since polkit would always
 * say yes.
 */
typedef void (*PlAuthorityFunc) (gboolean authorized, gpointer data);

void pl_authority_check (const char *caller,
                         const char *action,
                         gboolean interactive,
                         PlAuthorityFunc callback,
                         gpointer data);

G_END_DECLS
