/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/*
 * What a worker gives up, by itself, before it meets the first byte from outside. It does so after
 * it was executed and linked, so that it needs no file as the user that it becomes.
 */

/* Caps (setrlimit(2)); 0 leaves a limit as it is. Core files are always off. */
typedef struct {
  guint64 address_space; /* bytes; not applied under AddressSanitizer, which maps terabytes */
  guint64 file_size;     /* bytes a file may grow to */
  guint files;           /* descriptors */
  guint cpu_s;           /* seconds of processor time; then SIGXCPU */
} PlSandboxLimits;

gboolean pl_sandbox_limit (const PlSandboxLimits *limits, GError **error);

/*
 * The uid and gid of user in /etc/passwd; nobody's (65534) if there is none of that name.
 */
void pl_sandbox_find_user (const char *user, uid_t *uid, gid_t *gid);

/*
 * Becomes user for good: as root, the uid and gid of user in /etc/passwd, nobody (65534) if there
 * is none of that name, without supplementary groups; as anybody else it stays who it is. In both
 * cases all capabilities go, from every set, no_new_privs is set, and the process is not dumpable
 * (its memory is not open to others of the same user).
 */
gboolean pl_sandbox_drop_privileges (const char *user, GError **error);
/* The same, to a uid and a gid that are not root's. */
gboolean pl_sandbox_drop_privileges_to (uid_t uid, gid_t gid, GError **error);

/* Closes every descriptor except standard error and the n in keep. */
gboolean pl_sandbox_close_others (const int *keep, gsize n, GError **error);

G_END_DECLS
