/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Confines this process to files (design.md section 1): it becomes the folder's owner, or porchlight-post where that is
 * root, so that it can do no more than they can; without a network, another process, or a privilege. It cannot be
 * taken back.
 */
gboolean pl_folder_confine (int folder, GError **error);

G_END_DECLS
