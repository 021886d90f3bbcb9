/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/* The keys of whoever runs the command, opened for as long as it runs. Clear with pl_ctl_own_key_clear. */
typedef struct {
  PlReaderKey key;
  PlReaderSecret *secret;
} PlCtlOwnKey;

/* file: a key file, or NULL: the agent has it. fd: the passphrase's descriptor, or -1. */
gboolean pl_ctl_own_key (PlCtlOwnKey *own, const char *file, int fd, GError **error);

/* Whether the child who asks has set a PIN. */
gboolean pl_ctl_has_pin (gboolean *there, GError **error);
/* The child's, behind their PIN. */
gboolean pl_ctl_own_pin (PlCtlOwnKey *own, int fd, GError **error);
void pl_ctl_own_key_clear (PlCtlOwnKey *own);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlCtlOwnKey, pl_ctl_own_key_clear)

G_END_DECLS
