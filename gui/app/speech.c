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
  if (connection == NULL)
    connection = spd_open2 ("porchlight", NULL, NULL, SPD_MODE_SINGLE, NULL, TRUE, NULL);
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
  SPDConnection *speech = connected (g_str_equal (language, "C") ? "en" : language);
  if (speech != NULL &&
      (spd_cancel_all (speech) < 0 || (*text != '\0' && spd_say (speech, SPD_TEXT, text) < 0)))
    drop ();
  g_mutex_unlock (&mutex);
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
