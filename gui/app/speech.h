/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Adds words to a text that is read aloud, as a sentence of their own: a voice pauses where one ends. A mark that ends
 * one already, in any of the screen's languages, stays alone.
 */
void pl_speech_add (GString *text, const char *words);

/*
 * Reads a text aloud by speech-dispatcher (L6), in the language of the screen; what is being read stops.
 * Without a speech-dispatcher nothing is heard. The work is done in a thread: nothing waits for it.
 */
void pl_speech_say (const char *text);
void pl_speech_stop (void);

G_END_DECLS
