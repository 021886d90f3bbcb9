/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* porchlightctl reader ...: who can read concerns. Keys are made and opened here, never by the agent. */
gboolean pl_ctl_reader_add (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_make (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_list (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_import (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_export (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_confirm (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_revoke (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_replace (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_recover (int argc, char **argv, GError **error);
gboolean pl_ctl_reader_passphrase (int argc, char **argv, GError **error);

G_END_DECLS
