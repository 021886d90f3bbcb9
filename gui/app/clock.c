/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/clock.h"

gint64
pl_app_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}
