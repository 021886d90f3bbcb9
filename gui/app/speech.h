/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Reads a text aloud by speech-dispatcher (L6), in the language of the screen; what is being read stops.
 * Without a speech-dispatcher nothing is heard. The work is done in a thread: nothing waits for it.
 */
void pl_speech_say (const char *text);
void pl_speech_stop (void);

G_END_DECLS
