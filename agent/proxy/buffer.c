/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/buffer.h"

#include <errno.h>
#include <sys/socket.h>

/* FALSE if there is no more room: parsers refuse what is larger, so that does not happen. */
static gboolean
make_room (PlBuffer *buffer)
{
  if (buffer->size < buffer->room)
    return TRUE;
  if (buffer->room >= PL_BUFFER_MAX)
    return FALSE;
  buffer->room = buffer->room == 0 ? PL_BUFFER_FIRST : PL_BUFFER_MAX;
  buffer->data = g_realloc (buffer->data, buffer->room);
  return TRUE;
}

static PlBufferState
state_of_error (void)
{
  return errno == EAGAIN || errno == EINTR ? PL_BUFFER_WAITS : PL_BUFFER_BROKEN;
}

PlBufferState
pl_buffer_receive (PlBuffer *buffer, int fd)
{
  if (!make_room (buffer))
    return PL_BUFFER_BROKEN;
  gssize n = recv (fd, buffer->data + buffer->size, buffer->room - buffer->size, 0);

  if (n < 0)
    return state_of_error ();
  buffer->size += n;
  return n > 0 ? PL_BUFFER_MOVED : PL_BUFFER_ENDED;
}

PlBufferState
pl_buffer_send (PlBuffer *buffer, int fd, guint64 *moved)
{
  while (buffer->sent < buffer->size) {
    gssize n = send (fd, buffer->data + buffer->sent, buffer->size - buffer->sent, MSG_NOSIGNAL);

    if (n < 0)
      return state_of_error ();
    buffer->sent += n;
    *moved += n;
  }
  pl_buffer_clear (buffer);
  return PL_BUFFER_MOVED;
}

void
pl_buffer_clear (PlBuffer *buffer)
{
  g_free (buffer->data);
  *buffer = (PlBuffer){ 0 };
}
