/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/notify.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent/sandbox/pass-fd.h"

struct _PlNotify {
  int socket;
};

/* An absolute path, or "@name" in the abstract namespace. */
static gboolean
parse_address (const char *text, struct sockaddr_un *address, socklen_t *size)
{
  gsize length = strlen (text);

  if ((text[0] != '/' && text[0] != '@') || length < 2 || length >= sizeof address->sun_path)
    return FALSE;
  *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
  memcpy (address->sun_path, text, length);
  if (text[0] == '@')
    address->sun_path[0] = '\0';
  *size = offsetof (struct sockaddr_un, sun_path) + length + (text[0] == '/' ? 1 : 0);
  return TRUE;
}

PlNotify *
pl_notify_new (const char *address)
{
  struct sockaddr_un un;
  socklen_t size;

  if (address == NULL || !parse_address (address, &un, &size))
    return NULL;
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return NULL;
  if (connect (fd, (struct sockaddr *)&un, size) != 0) {
    close (fd);
    return NULL;
  }
  PlNotify *notify = g_new0 (PlNotify, 1);
  notify->socket = fd;
  return notify;
}

void
pl_notify_free (PlNotify *notify)
{
  if (notify == NULL)
    return;
  close (notify->socket);
  g_free (notify);
}

gboolean
pl_notify_send (PlNotify *notify, const char *state, int fd)
{
  return notify != NULL && pl_send_with_fd (notify->socket, state, strlen (state), fd, 0) >= 0;
}
