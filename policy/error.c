/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/error.h"

G_DEFINE_QUARK (pl - error - quark, pl_error)
