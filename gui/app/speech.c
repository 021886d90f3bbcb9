/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/speech.h"

#include <libspeechd.h>
#include <string.h>

#include "gui/app/english.h"

/* One at a time: the connection is of that thread's at that time. */
static GMutex mutex;
static SPDConnection *connection;
/* How often something was asked for: what was asked before the last is not begun any more. */
static int asked;

typedef struct {
  int number;
  char *text, *language;
} Words;

static void
words_free (gpointer data)
{
  Words *words = data;

  g_free (words->text);
  g_free (words->language);
  g_free (words);
}

/* Connected when first needed; NULL where there is no speech-dispatcher. */
static SPDConnection *
connected (const char *language)
{
  /* It writes why there is none, asked or not. */
  g_autofree char *problem = NULL;

  if (connection == NULL)
    connection = spd_open2 ("porchlight", NULL, NULL, SPD_MODE_SINGLE, NULL, TRUE, &problem);
  if (connection == NULL)
    g_info ("nothing is read aloud: %s", problem != NULL ? problem : "no reason is given");
  if (connection != NULL)
    spd_set_language (connection, language);
  return connection;
}

static void
drop (void)
{
  spd_close (connection);
  connection = NULL;
}

/* FALSE where it cannot be heard. */
static gboolean
speak (const Words *words)
{
  /* Where nothing was ever said, nothing is to be stopped. */
  if (words->number != g_atomic_int_get (&asked) || (*words->text == '\0' && connection == NULL))
    return TRUE;
  SPDConnection *speech = connected (words->language);
  if (speech == NULL)
    return FALSE;
  if (spd_cancel_all (speech) >= 0 &&
      (*words->text == '\0' || spd_say (speech, SPD_TEXT, words->text) >= 0))
    return TRUE;
  drop ();
  return FALSE;
}

static void
say (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_mutex_lock (&mutex);
  gboolean heard = speak (data);
  g_mutex_unlock (&mutex);
  g_task_return_boolean (task, heard);
}

/* Of the screen's languages: Arabic and Dari have a question mark of their own. */
static const gunichar ends[] = { '.', '?', '!', ':', 0x2026, 0x061f, 0x06d4 };

static gboolean
is_ended (const char *words)
{
  gunichar last = g_utf8_get_char (g_utf8_prev_char (words + strlen (words)));

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (last == ends[i])
      return TRUE;
  return FALSE;
}

void
pl_speech_add (GString *text, const char *words)
{
  g_autofree char *sentence = g_strstrip (g_strdup (words));

  if (*sentence != '\0')
    g_string_append_printf (text, "%s%s\n", sentence, is_ended (sentence) ? "" : ".");
}

/* As speech-dispatcher takes it: "cy". Of the words, and these are English where there is no translation. */
static char *
spoken_language (void)
{
  const char *tag = pl_language_tag (pl_screen_policy_language ());

  return g_strndup (tag, strcspn (tag, "-"));
}

void
pl_speech_say (const char *text, gpointer source, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, data);
  Words *words = g_new0 (Words, 1);

  words->number = g_atomic_int_add (&asked, 1) + 1;
  words->text = g_strdup (text);
  words->language = spoken_language ();
  g_task_set_task_data (task, words, words_free);
  g_task_run_in_thread (task, say);
}

gboolean
pl_speech_say_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
pl_speech_stop (void)
{
  pl_speech_say ("", NULL, NULL, NULL);
}
