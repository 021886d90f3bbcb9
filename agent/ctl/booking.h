/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time on this computer that reviews allocate (T9), asked of the running agent. */
gboolean pl_ctl_booking_add (int argc, char **argv, GError **error);
gboolean pl_ctl_booking_cancel (int argc, char **argv, GError **error);
gboolean pl_ctl_booking_list (int argc, char **argv, GError **error);

G_END_DECLS
