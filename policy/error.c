/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/error.h"

GQuark
pl_error_quark (void)
{
  return g_quark_from_static_string ("pl-error-quark");
}
