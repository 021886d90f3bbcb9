/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * CHILD --from DAY --to DAY -o FILE [--passphrase-fd N | --unencrypted]: all records of a child and a
 * period (R6), as PDF and JSON in an encrypted archive, made in this process.
 */
gboolean pl_ctl_export (int argc, char **argv, GError **error);

G_END_DECLS
