/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/random.h"

#include <sys/random.h>

guint16
pl_random_u16 (PlRandom *random)
{
  if (random->left == 0) {
    /* 512 bytes: longer requests may be interrupted, getrandom(2). It cannot fail then. */
    for (guint half = 0; half < 2; half++)
      if (getrandom (random->numbers + 128 * half, sizeof random->numbers / 2, 0) !=
          sizeof random->numbers / 2)
        g_error ("the kernel gives no random numbers");
    random->left = G_N_ELEMENTS (random->numbers);
  }
  guint16 number = random->numbers[--random->left];
  random->numbers[random->left] = 0;
  return number;
}
