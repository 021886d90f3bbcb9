/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/client-error.h"

#include <gio/gio.h>

#include "policy/error.h"

gboolean
pl_client_is_away_error (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY);
}

gboolean
pl_client_is_denied_error (const GError *error)
{
  return g_error_matches (error, PL_ERROR, PL_ERROR_DENIED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED);
}

gboolean
pl_client_is_unproven_error (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED);
}

/* What the agent answers comes back as the error that it was there. */
void
pl_client_know_errors (void)
{
  static const GDBusErrorEntry errors[] = {
    { PL_ERROR_FAILED, "org.porchlight.Error.Failed" },
    { PL_ERROR_ARGUMENT, "org.porchlight.Error.Argument" },
    { PL_ERROR_REFUSED, "org.porchlight.Error.Refused" },
    { PL_ERROR_IO, "org.porchlight.Error.IO" },
    { PL_ERROR_LIMIT, "org.porchlight.Error.Limit" },
    { PL_ERROR_UNSUPPORTED, "org.porchlight.Error.Unsupported" },
    { PL_ERROR_DENIED, "org.porchlight.Error.Denied" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    g_dbus_error_register_error (PL_ERROR, errors[i].error_code, errors[i].dbus_error_name);
}
