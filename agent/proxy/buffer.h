/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a connection on the heap, between a socket that they came from and one that they go to. */
typedef struct {
  guint8 *data; /* NULL: there are none */
  gsize size;
  gsize room;
  gsize sent;
} PlBuffer;

/* Enough for the hello of a browser, or its head; it grows to what a parser takes at most. */
#define PL_BUFFER_FIRST 4096
#define PL_BUFFER_MAX   16384

typedef enum {
  PL_BUFFER_MOVED,  /* some bytes came; or all have gone, and there is no buffer any more */
  PL_BUFFER_WAITS,  /* for the socket */
  PL_BUFFER_ENDED,  /* the sender has said its last */
  PL_BUFFER_BROKEN, /* the other end is gone, or there is no more room */
} PlBufferState;

PlBufferState pl_buffer_receive (PlBuffer *buffer, int fd);
/* Adds the bytes that have gone to *moved. */
PlBufferState pl_buffer_send (PlBuffer *buffer, int fd, guint64 *moved);
void pl_buffer_clear (PlBuffer *buffer);

G_END_DECLS
