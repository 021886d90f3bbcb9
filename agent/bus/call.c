/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/call.h"

#include <gio/gunixfdlist.h>

#include "policy/error.h"

/* What a caller can tell apart; part of the contract (policy/dbus). */
static const char *
error_name (const GError *error)
{
  static const char *const names[] = {
    [PL_ERROR_FAILED] = "org.porchlight.Error.Failed",
    [PL_ERROR_ARGUMENT] = "org.porchlight.Error.Argument",
    [PL_ERROR_REFUSED] = "org.porchlight.Error.Refused",
    [PL_ERROR_IO] = "org.porchlight.Error.IO",
    [PL_ERROR_LIMIT] = "org.porchlight.Error.Limit",
    [PL_ERROR_UNSUPPORTED] = "org.porchlight.Error.Unsupported",
    [PL_ERROR_DENIED] = "org.porchlight.Error.Denied",
  };

  if (error->domain != PL_ERROR || (gsize)error->code >= G_N_ELEMENTS (names))
    return names[PL_ERROR_FAILED];
  return names[error->code];
}

static void
end (PlCall *call)
{
  g_clear_pointer (&call->names, g_hash_table_unref);
  g_free (call);
}

void
pl_call_return_with_file (PlCall *call, GVariant *reply, int file)
{
  g_autoptr (GUnixFDList) files = file != -1 ? g_unix_fd_list_new_from_array (&file, 1) : NULL;

  g_dbus_method_invocation_return_value_with_unix_fd_list (call->invocation, reply, files);
  if (call->tells)
    pl_news_tell_staff (call->agent->news, pl_enforcer_household (call->agent->enforcer)->staff);
  end (call);
}

void
pl_call_return (PlCall *call, GVariant *reply)
{
  pl_call_return_with_file (call, reply, -1);
}

void
pl_call_fail (PlCall *call, GError *error)
{
  g_dbus_method_invocation_return_dbus_error (call->invocation, error_name (error), error->message);
  g_error_free (error);
  end (call);
}
