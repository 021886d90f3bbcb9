/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Restrictions and placement reviews: porchlightctl restriction, emergency-stop, review. */

gboolean pl_ctl_restriction_add (int argc, char **argv, GError **error);
gboolean pl_ctl_restriction_list (int argc, char **argv, GError **error);
/* ID --worked TEXT */
gboolean pl_ctl_restriction_end (int argc, char **argv, GError **error);
/* ID DUTY --note TEXT */
gboolean pl_ctl_restriction_duty (int argc, char **argv, GError **error);
/* ID --reason TEXT [--until TIME] */
gboolean pl_ctl_restriction_hold (int argc, char **argv, GError **error);
gboolean pl_ctl_emergency_stop (int argc, char **argv, GError **error);
gboolean pl_ctl_review_add (int argc, char **argv, GError **error);
gboolean pl_ctl_review_list (int argc, char **argv, GError **error);

G_END_DECLS
