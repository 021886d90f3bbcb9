/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/speech.h"

#include <gio/gio.h>
#include <libspeechd.h>
#include <string.h>

#include "gui/app/english.h"

/* One at a time: the connection is of that thread's at that time. */
static GMutex mutex;
static SPDConnection *connection;

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

static void
say (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *text = data;
  g_autofree char *language =
      g_strndup (pl_screen_language (), strcspn (pl_screen_language (), "_.@"));

  g_mutex_lock (&mutex);
  /* Where nothing was ever said, nothing is to be stopped. */
  gboolean wanted = *text != '\0' || connection != NULL;
  SPDConnection *speech =
      !wanted ? NULL : connected (g_str_equal (language, "C") ? "en" : language);
  if (speech != NULL &&
      (spd_cancel_all (speech) < 0 || (*text != '\0' && spd_say (speech, SPD_TEXT, text) < 0)))
    drop ();
  g_mutex_unlock (&mutex);
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

void
pl_speech_say (const char *text)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, g_strdup (text), g_free);
  g_task_run_in_thread (task, say);
}

void
pl_speech_stop (void)
{
  pl_speech_say ("");
}
