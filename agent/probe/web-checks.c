/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/net/block-address.h"
#include "agent/probe/checks.h"
#include "agent/time/clock.h"
#include "agent/wire/cursor.h"

/* A page of a help site may be far away. */
#define WAIT_MS 5000

/* TLS (RFC 8446): an alert that is fatal and says access_denied. */
#define ALERT         21
#define ACCESS_DENIED 49

#define STATUS_LENGTH 12 /* "HTTP/1.1 403" */

typedef struct {
  guint check;
  guint16 port;
  const char *name;
  int fd;
  gboolean sent;
  gsize n;
  guint8 data[STATUS_LENGTH];
} Visit;

static int
begin (guint16 port)
{
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = g_htons (port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  inet_pton (AF_INET, PL_BLOCK_ADDRESS, &to.sin_addr);
  if (fd >= 0 && (connect (fd, (struct sockaddr *)&to, sizeof to) == 0 || errno == EINPROGRESS))
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

/* A length of two bytes that is known when what follows has been written. */
static gsize
open_length (PlWriter *writer)
{
  pl_writer_u16 (writer, 0);
  return writer->length;
}

static void
close_length (PlWriter *writer, gsize start)
{
  if (!writer->failed)
    pl_store_u16 (writer->data + start - 2, (guint16)(writer->length - start));
}

static void
write_server_name (PlWriter *writer, const char *name)
{
  pl_writer_u16 (writer, 0); /* server_name (RFC 6066 section 3) */
  gsize extension = open_length (writer);
  gsize list = open_length (writer);
  pl_writer_u8 (writer, 0); /* host_name */
  gsize text = open_length (writer);
  pl_writer_bytes (writer, name, strlen (name));
  close_length (writer, text);
  close_length (writer, list);
  close_length (writer, extension);
}

/* A hello of TLS 1.2 (RFC 5246 section 7.4.1.2) with a server name: it will not come to a handshake. */
static gsize
write_hello (guint8 *data, gsize size, const char *name)
{
  PlWriter writer = pl_writer (data, size);

  pl_writer_u8 (&writer, 22);
  pl_writer_u16 (&writer, 0x0301);
  gsize record = open_length (&writer);
  pl_writer_u8 (&writer, 1);
  pl_writer_u8 (&writer, 0);
  gsize hello = open_length (&writer);
  pl_writer_u16 (&writer, 0x0303);
  guint8 *random = pl_writer_room (&writer, 32);
  memset (random, 'p', 32);
  pl_writer_u8 (&writer, 0); /* no session */
  pl_writer_u16 (&writer, 2);
  pl_writer_u16 (&writer, 0xc02f);
  pl_writer_u16 (&writer, 0x0100); /* no compression */
  gsize extensions = open_length (&writer);
  write_server_name (&writer, name);
  close_length (&writer, extensions);
  close_length (&writer, hello);
  close_length (&writer, record);
  return writer.length;
}

static void
send_request (Visit *visit)
{
  guint8 data[512];
  gsize size;

  if (visit->port == 443)
    size = write_hello (data, sizeof data, visit->name);
  else
    size =
        (gsize)snprintf ((char *)data, sizeof data,
                         "HEAD / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", visit->name);
  visit->sent = send (visit->fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)size;
}

static void
end (Visit *visit)
{
  if (visit->fd >= 0)
    close (visit->fd);
  visit->fd = -1;
}

static void
go_on (Visit *visit, short events)
{
  if (!visit->sent && (events & POLLOUT) != 0)
    send_request (visit);
  if ((events & (POLLIN | POLLHUP | POLLERR)) == 0)
    return;
  ssize_t n = recv (visit->fd, visit->data + visit->n, sizeof visit->data - visit->n, MSG_DONTWAIT);
  visit->n += MAX (n, 0);
  if (n == 0 || (n < 0 && errno != EAGAIN) || visit->n == sizeof visit->data)
    end (visit);
}

static void
go_together (Visit *visits, guint n)
{
  gint64 end_ms = pl_clock_boottime_ms () + WAIT_MS;
  gint64 left_ms;
  guint open = n;

  while (open > 0 && (left_ms = end_ms - pl_clock_boottime_ms ()) > 0) {
    struct pollfd fds[3];
    for (guint i = 0; i < n; i++)
      fds[i] = (struct pollfd){ .fd = visits[i].fd,
                                .events = visits[i].sent ? POLLIN : POLLIN | POLLOUT };
    poll (fds, n, (int)left_ms);
    open = 0;
    for (guint i = 0; i < n; i++) {
      if (visits[i].fd >= 0)
        go_on (&visits[i], fds[i].revents);
      open += visits[i].fd >= 0;
    }
  }
}

static gboolean
has_status (const Visit *visit, const char *status)
{
  return visit->n == STATUS_LENGTH && memcmp (visit->data, "HTTP/1.", 7) == 0 &&
         memcmp (visit->data + 9, status, 3) == 0;
}

static void
judge (PlChecks *checks, const Visit *visit)
{
  gboolean blocked = visit->port == 443 ? visit->n >= 7 && visit->data[0] == ALERT &&
                                              visit->data[6] == ACCESS_DENIED
                                        : has_status (visit, "403");
  gboolean help = visit->check == PL_PROBE_HELP_PAGE;

  if (visit->n == 0)
    pl_checks_note (checks, visit->check, help ? PL_PROBE_UNSURE : PL_PROBE_FAILED,
                    PL_PROBE_NO_ANSWER);
  else if (help && has_status (visit, "502"))
    pl_checks_note (checks, visit->check, PL_PROBE_UNSURE, PL_PROBE_NO_NETWORK);
  else if (help == !blocked)
    pl_checks_note (checks, visit->check, PL_PROBE_OK, PL_PROBE_AS_IT_MUST);
  else
    pl_checks_note (checks, visit->check, PL_PROBE_FAILED,
                    help ? PL_PROBE_IS_BLOCKED : PL_PROBE_NOT_BLOCKED);
}

static const char *
blocked_name (const PlChecks *checks)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks->blocked); i++)
    if (checks->blocked[i] != NULL)
      return checks->blocked[i];
  return PL_CHECKS_BLOCKED_NAME;
}

/* The name decides, never the address: so all go to the address where blocked names point. */
void
pl_checks_web (PlChecks *checks)
{
  Visit visits[] = {
    { PL_PROBE_BLOCKED_PAGE, 80, blocked_name (checks), -1 },
    { PL_PROBE_BLOCKED_TLS, 443, blocked_name (checks), -1 },
    { PL_PROBE_HELP_PAGE, 80, PL_CHECKS_HELP_NAME, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    visits[i].fd = begin (visits[i].port);
  go_together (visits, G_N_ELEMENTS (visits));
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++) {
    judge (checks, &visits[i]);
    end (&visits[i]);
  }
}
