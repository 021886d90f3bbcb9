/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/sandbox/notify.h"

G_BEGIN_DECLS

/*
 * The service manager's watchdog over the thread's default main loop (agent/sandbox/watchdog.h), for as long as
 * the program runs. usec: $WATCHDOG_USEC, nullable; notify: not owned.
 */
void pl_loop_watchdog_start (PlNotify *notify, const char *usec);

G_END_DECLS
