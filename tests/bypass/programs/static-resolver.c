/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a child may bring along: linked statically, with a resolver of its own, asking nobody on this
 * computer. "resolve MARKER SERVER" learns the address of a closed site; "send MARKER ADDRESS" sends a
 * datagram. 0: it got through; else what stopped it is on standard error.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define DNS_PORT  53
#define ECHO_PORT 9999

/* www.bet365.com, A, IN, with recursion */
static const unsigned char query[] = "PL\1\0\0\1\0\0\0\0\0\0\3www\6bet365\3com\0\0\1\0\1";
#define QUERY_SIZE (sizeof query - 1)
static const unsigned char block_address[] = { 192, 0, 2, 53 };

static ssize_t
exchange (const char *address, int port, const void *bytes, size_t size, void *answer, size_t room)
{
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons (port) };
  struct timeval patience = { .tv_sec = 2 };
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  inet_pton (AF_INET, address, &to.sin_addr);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (connect (fd, (struct sockaddr *)&to, sizeof to) != 0 || send (fd, bytes, size, 0) < 0)
    return -1;
  return recv (fd, answer, room, 0);
}

int
main (int argc, char **argv)
{
  unsigned char answer[1500];
  ssize_t got;

  if (argc != 4)
    return 2;
  if (strcmp (argv[1], "send") == 0)
    got = exchange (argv[3], ECHO_PORT, argv[2], strlen (argv[2]), answer, sizeof answer);
  else
    got = exchange (argv[3], DNS_PORT, query, QUERY_SIZE, answer, sizeof answer);
  if (got < 0) {
    fprintf (stderr, "%s\n", strerror (errno));
    return 1;
  }
  if (strcmp (argv[1], "resolve") == 0 &&
      memmem (answer, (size_t)got, block_address, sizeof block_address) != NULL) {
    fprintf (stderr, "the block address\n");
    return 1;
  }
  return 0;
}
