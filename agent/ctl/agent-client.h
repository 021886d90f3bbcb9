/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Calls a method of the running agent on the system bus ("" for org.porchlight.Agent1 itself,
 * ".Staff" and so on for its other interfaces), and waits. arguments: nullable, floating is taken.
 * Transfer full: the tuple that the method returns. Errors: the agent's own, in PL_ERROR with the
 * code that it sent; PL_ERROR_DENIED; PL_ERROR_FAILED where there is no agent.
 */
GVariant *pl_ctl_call_agent (const char *interface,
                             const char *method,
                             GVariant *arguments,
                             const char *reply_type,
                             GError **error);

/* The same with one descriptor beside the arguments, whose handle is 0. fd stays the caller's. */
GVariant *pl_ctl_call_agent_with_file (const char *interface,
                                       const char *method,
                                       GVariant *arguments,
                                       int fd,
                                       const char *reply_type,
                                       GError **error);

/*
 * The same with none beside the arguments and one beside the reply: words (policy/care/words-file.h). Transfer full;
 * words: sodium_free, with a NUL after them.
 */
GVariant *pl_ctl_call_agent_for_words (const char *interface,
                                       const char *method,
                                       GVariant *arguments,
                                       const char *reply_type,
                                       char **words,
                                       GError **error);

G_END_DECLS
