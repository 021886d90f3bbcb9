/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Who is behind a unique name of the bus: the uid that the bus has from the kernel. Asked once a
 * connection, since unique names are never given twice while a bus lives.
 */
typedef struct _PlCallers PlCallers;

/* invocation: transfer full. known FALSE: the caller is gone, or has too many calls waiting. */
typedef void (*PlCallerFunc) (GDBusMethodInvocation *invocation,
                              gboolean known,
                              uid_t uid,
                              gpointer data);

PlCallers *pl_callers_new (PlCallerFunc callback, gpointer data);
/* Calls that still wait are answered with known FALSE. */
void pl_callers_free (PlCallers *callers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCallers, pl_callers_free)

/* The connections of a person that have called: unique names, owned by callers. Transfer container. */
GPtrArray *pl_callers_of (const PlCallers *callers, uid_t uid);

/* invocation: transfer full. Calls back at once if the caller is known already. */
void pl_callers_identify (PlCallers *callers, GDBusMethodInvocation *invocation);

G_END_DECLS
