/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first letter, large; "" of "". Transfer full. */
char *pl_initial (const char *words);
/* The words with a large first letter, as a name or a row begins. Transfer full. */
char *pl_capital (const char *words);

G_END_DECLS
