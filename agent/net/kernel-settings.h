/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Sets what the firewall relies on in this network namespace: MPTCP off, as its join packets carry
 * no uid. A setting that this kernel does not have is passed over: what it would close is not there.
 */
gboolean pl_kernel_settings_apply (GError **error);

G_END_DECLS
