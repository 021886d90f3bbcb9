/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Adds words to a text that is read aloud, as a sentence of their own: a voice pauses where one ends. A mark that ends
 * one already, in any of the screen's languages, stays alone.
 */
void pl_speech_add (GString *text, const char *words);

/*
 * Reads a text aloud by speech-dispatcher (L6), in the language of the screen; what is being read stops. The work is done
 * in a thread: nothing waits for it. source: of callback, nullable, as is that; pl_speech_say_finish gives FALSE where
 * nothing can be heard, since there is no speech-dispatcher.
 */
void pl_speech_say (const char *text, gpointer source, GAsyncReadyCallback callback, gpointer data);
gboolean pl_speech_say_finish (GAsyncResult *result);
void pl_speech_stop (void);

G_END_DECLS
