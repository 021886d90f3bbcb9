/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl concern ...: for readers. What is opened, is opened here. */
gboolean pl_ctl_concern_list (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_audit (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_open (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_acknowledge (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_answer (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_act (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_close (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_refer (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_told (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_leave_out (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_link (int argc, char **argv, GError **error);

/* For the child who runs them; log is for staff. */
gboolean pl_ctl_concern_file (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_log (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_add (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_mine (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_read (int argc, char **argv, GError **error);
gboolean pl_ctl_concern_pin (int argc, char **argv, GError **error);

G_END_DECLS
