/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/post/post-job.h"

G_BEGIN_DECLS

/*
 * The jobs of a folder: a share, or a memory stick. Letters are laid into FOLDER/to-readers, what comes back is
 * looked for in FOLDER/to-home. Both have to be there: somebody made them, so that an empty place where a stick is
 * not in is not taken for it. No link is followed, whoever made it, and nothing that is read is understood here.
 *
 * folder: a descriptor of the folder. The answer goes to fd. FALSE if it failed.
 */

/* Whole or not at all, under the job's name: written beside, synced, then renamed. */
gboolean pl_folder_send (const PlPostJob *job, GBytes *bytes, int folder, int fd);

/* Every file that is not too large; where there are more than one look takes, some of them by chance. */
gboolean pl_folder_collect (int folder, int fd);

/* Removes those that were taken, unless another file has the name by now; the others stay as they are. */
gboolean pl_folder_settle (GBytes *bytes, int folder, int fd);

/*
 * Opens a folder without following a link anywhere in its path. -1, and why, where it cannot be.
 */
int pl_folder_open (const char *path, PlPostFailure *why);

/* Says why, and nothing else. */
gboolean pl_folder_fail (PlPostFailure why, int fd);

G_END_DECLS
