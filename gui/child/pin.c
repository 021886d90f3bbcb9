/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/pin.h"

#include <sodium.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/wipe.h"
#include "policy/care/letter.h"
#include "policy/care/pin-change.h"
#include "policy/care/reader-key.h"
#include "policy/care/sealed.h"
#include "policy/error.h"

/* Setting. */

typedef struct {
  char *name;
  char *old; /* NULL: there is none */
  char *pin; /* both are wiped as soon as the key is made */
  char *key; /* the old one's file */
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  pl_wipe_text (setting->old);
  pl_wipe_text (setting->pin);
  g_free (setting->name);
  g_free (setting->key);
  g_free (setting);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The arguments of the call; NULL and an error. */
static GVariant *
first_key (const Setting *setting, GError **error)
{
  PlReaderKey key;

  if (!pl_reader_key_new (&key, setting->name, setting->pin, strlen (setting->pin), PL_PIN_MIN,
                          PL_WRAP_READER, error))
    return NULL;
  g_autofree char *text = pl_reader_key_text (&key, TRUE);
  return g_variant_ref_sink (g_variant_new ("(s)", text));
}

/* The same keys, and the proof that the old PIN opens them (C7). */
static GVariant *
changed_key (const Setting *setting, GError **error)
{
  PlReaderKey old, key;

  if (!pl_reader_key_parse (&old, "pin", setting->key, strlen (setting->key), error))
    return NULL;
  g_autoptr (PlReaderSecret) secret =
      pl_reader_key_unlock (&old, setting->old, strlen (setting->old), error);
  key = old;
  if (secret == NULL || !pl_reader_key_rewrap (&key, secret, setting->pin, strlen (setting->pin),
                                               PL_PIN_MIN, PL_WRAP_READER, error))
    return NULL;
  g_autofree char *text = pl_reader_key_text (&key, TRUE);
  g_autoptr (GBytes) proof = pl_pin_change_prove (&old, secret, text);
  return g_variant_ref_sink (g_variant_new (
      "(s@ay)", text, g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, proof, TRUE)));
}

static void
make_key (GTask *work, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Setting *setting = g_task_get_task_data (data);
  GError *error = NULL;
  GVariant *arguments =
      setting->old != NULL ? changed_key (setting, &error) : first_key (setting, &error);

  if (arguments == NULL)
    g_task_return_error (work, error);
  else
    g_task_return_pointer (work, arguments, (GDestroyNotify)g_variant_unref);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  const Setting *setting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) arguments = g_task_propagate_pointer (G_TASK (result), &error);

  if (arguments == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  pl_client_call (PL_CLIENT (source), setting->old != NULL ? "ChangePin" : "SetPin", arguments,
                  g_task_get_cancellable (task), on_set, task);
}
static void
begin_key (GTask *task)
{
  g_autoptr (GTask) work =
      g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), on_key, task);

  g_task_set_task_data (work, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (work, make_key);
}

static void
on_old_key (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Setting *setting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (reply == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  g_variant_get (reply, "(s)", &setting->key);
  begin_key (task);
}

void
pl_pin_set (PlClient *client,
            const char *name,
            const char *old,
            const char *pin,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);
  Setting *setting = g_new0 (Setting, 1);

  setting->name = g_strdup (name);
  setting->old = g_strdup (old);
  setting->pin = g_strdup (pin);
  g_task_set_task_data (task, setting, setting_free);
  if (old != NULL)
    pl_client_call (client, "GetPinKey", NULL, cancellable, on_old_key, task);
  else
    begin_key (task);
}

gboolean
pl_pin_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Reading: the key, the messages, and then the work in a thread. */

typedef struct {
  char *id, *pin, *key;
  GVariant *parts;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  pl_wipe_text (reading->pin);
  g_free (reading->id);
  g_free (reading->key);
  g_clear_pointer (&reading->parts, g_variant_unref);
  g_free (reading);
}

static void
message_free (gpointer data)
{
  PlPinMessage *message = data;

  g_free (message->from);
  g_free (message->what);
  pl_wipe_text (message->words);
  g_free (message);
}

/* The words of a sealed letter; NULL where these keys do not open it. */
static char *
open_words (GVariant *sealed, const PlReaderKey *key, const PlReaderSecret *secret)
{
  gsize length, letter_length;
  const guint8 *bytes = g_variant_get_fixed_array (sealed, &length, 1);
  PlSealed message;

  if (length == 0 || !pl_sealed_read (bytes, length, &message, NULL))
    return NULL;
  guint8 *letter = pl_sealed_open (&message, key, secret, &letter_length, NULL);
  if (letter == NULL)
    return NULL;
  gsize words = pl_letter_words (letter, letter_length);
  char *text = g_utf8_make_valid ((const char *)letter + words, (gssize)(letter_length - words));
  sodium_free (letter);
  return text;
}

static GPtrArray *
open_parts (GVariant *parts, const PlReaderKey *key, const PlReaderSecret *secret)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (message_free);

  for (gsize i = 0; i < g_variant_n_children (parts); i++) {
    g_autoptr (GVariant) part = g_variant_get_child_value (parts, i);
    g_autoptr (GVariant) sealed = g_variant_lookup_value (part, "sealed", G_VARIANT_TYPE ("ay"));
    PlPinMessage *message = g_new0 (PlPinMessage, 1);

    g_variant_lookup (part, "from", "s", &message->from);
    g_variant_lookup (part, "what", "s", &message->what);
    g_variant_lookup (part, "at", "x", &message->at);
    message->words = sealed != NULL ? open_words (sealed, key, secret) : NULL;
    g_ptr_array_add (messages, message);
  }
  return messages;
}

static void
open_all (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *reading = data;
  PlReaderKey key;
  GError *error = NULL;

  if (!pl_reader_key_parse (&key, "pin", reading->key, strlen (reading->key), &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_autoptr (PlReaderSecret) secret =
      pl_reader_key_unlock (&key, reading->pin, strlen (reading->pin), &error);
  if (secret == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, open_parts (reading->parts, &key, secret),
                           (GDestroyNotify)g_ptr_array_unref);
}

static void
on_parts (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }
  Reading *reading = g_task_get_task_data (task);
  reading->parts = g_variant_get_child_value (reply, 0);
  g_task_run_in_thread (task, open_all);
}

static void
on_pin_key (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (reply == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  g_variant_get (reply, "(s)", &reading->key);
  pl_client_call (PL_CLIENT (source), "GetConcern", g_variant_new ("(s)", reading->id),
                  g_task_get_cancellable (task), on_parts, task);
}

void
pl_pin_read (PlClient *client,
             const char *id,
             const char *pin,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);
  Reading *reading = g_new0 (Reading, 1);

  reading->id = g_strdup (id);
  reading->pin = g_strdup (pin);
  g_task_set_task_data (task, reading, reading_free);
  pl_client_call (client, "GetPinKey", NULL, cancellable, on_pin_key, task);
}

GPtrArray *
pl_pin_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
