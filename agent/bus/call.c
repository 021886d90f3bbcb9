/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/call.h"

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

void
pl_call_return (PlCall *call, GVariant *reply)
{
  g_dbus_method_invocation_return_value (call->invocation, reply);
  if (call->tells)
    pl_news_tell_staff (call->agent->news, pl_enforcer_household (call->agent->enforcer)->staff);
  g_free (call);
}

void
pl_call_fail (PlCall *call, GError *error)
{
  g_dbus_method_invocation_return_dbus_error (call->invocation, error_name (error), error->message);
  g_error_free (error);
  g_free (call);
}
