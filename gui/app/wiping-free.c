/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The app's own free and realloc: what is given back is wiped first. What a reader opens (C8) and a child types (C7) has to be
 * shown, and GTK, Pango and the accessibility bus each copy what is shown: none of them can be told to wipe its
 * copies, and with these every copy is gone when its owner is. It stands in the program, before any library.
 */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

void __libc_free (void *memory);

__attribute__ ((visibility ("default"))) void
free (void *memory)
{
  int error = errno;

  if (memory != NULL)
    explicit_bzero (memory, malloc_usable_size (memory));
  __libc_free (memory);
  errno = error;
}

/* It never moves by itself: the place that is left would keep its bytes. */
__attribute__ ((visibility ("default"))) void *
realloc (void *memory, size_t size)
{
  if (memory == NULL)
    return malloc (size);
  if (size == 0) {
    free (memory);
    return NULL;
  }
  size_t held = malloc_usable_size (memory);
  if (size <= held && size >= held / 2) {
    explicit_bzero ((char *)memory + size, held - size);
    return memory;
  }
  void *moved = malloc (size);
  if (moved == NULL)
    return NULL;
  memcpy (moved, memory, size < held ? size : held);
  free (memory);
  return moved;
}
