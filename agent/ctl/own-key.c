/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/own-key.h"

#include <sodium.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/passphrase.h"

static gboolean
ask_agent (PlReaderKey *key, const char *interface, const char *method, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (interface, method, NULL, "(s)", error);
  const char *text;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(&s)", &text);
  if (*text == '\0')
    return pl_ctl_wrong (error, "there is no PIN yet: porchlightctl concern pin");
  return pl_reader_key_parse (key, "key", text, strlen (text), error);
}

static gboolean
unlock (PlCtlOwnKey *own, const char *prompt, int fd, GError **error)
{
  gsize length;
  char *passphrase = pl_ctl_passphrase (prompt, fd, &length, error);

  if (passphrase == NULL)
    return FALSE;
  own->secret = pl_reader_key_unlock (&own->key, passphrase, length, error);
  sodium_free (passphrase);
  return own->secret != NULL;
}

gboolean
pl_ctl_own_key (PlCtlOwnKey *own, const char *file, int fd, GError **error)
{
  own->secret = NULL;
  return (file != NULL ? pl_ctl_key_file (file, &own->key, error)
                       : ask_agent (&own->key, ".Readers", "GetKey", error)) &&
         unlock (own, "Passphrase", fd, error);
}

gboolean
pl_ctl_has_pin (gboolean *there, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (".Child", "GetPinKey", NULL, "(s)", error);
  const char *text;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(&s)", &text);
  *there = *text != '\0';
  return TRUE;
}

gboolean
pl_ctl_own_pin (PlCtlOwnKey *own, int fd, GError **error)
{
  own->secret = NULL;
  return ask_agent (&own->key, ".Child", "GetPinKey", error) && unlock (own, "PIN", fd, error);
}

void
pl_ctl_own_key_clear (PlCtlOwnKey *own)
{
  g_clear_pointer (&own->secret, pl_reader_secret_free);
}
