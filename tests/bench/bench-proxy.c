/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/proxy/stand.h"

/*
 * The web proxy on loopback, beside haproxy if it is installed (a map of names for SNI, the name
 * resolved for each connection): processor time a connection and a gigabyte, added latency, and
 * private memory of tunnels that are open and idle.
 */
#define CONNECTIONS 10000
#define IDLE        2000
#define GIGABYTES   2
#define CHUNK       (256 * 1024)
#define NAME        "www.good.example"

typedef struct {
  const char *name;
  pid_t pid;    /* 0: straight to the server */
  guint16 port; /* where the child connects to */
} Way;

static Stand stand;
static guint8 hello[512];
static gsize hello_size;

static pid_t
start (void (*run) (void))
{
  pid_t pid = fork ();

  if (pid != 0)
    return pid;
  run ();
  _exit (1);
}

static void
run_resolver (void)
{
  for (;;) {
    struct pollfd query = { .fd = stand.resolver, .events = POLLIN };

    poll (&query, 1, -1);
    stand_answer_query (&stand);
  }
}

static void
run_proxy (void)
{
  for (;;)
    pl_loop_turn (stand.loop, -1);
}

static guint16
port_of_socket (int fd)
{
  struct sockaddr_in address;
  socklen_t size = sizeof address;

  getsockname (fd, (struct sockaddr *)&address, &size);
  return g_ntohs (address.sin_port);
}

static const char haproxy_config[] =
    "global\n maxconn 6000\n nbthread 1\n"
    "defaults\n mode tcp\n timeout connect 5s\n timeout client 1h\n timeout server 1h\n"
    "resolvers home\n nameserver one 127.0.0.1:%u\n hold valid 60s\n"
    "frontend web\n bind 127.0.0.1:%u\n tcp-request inspect-delay 5s\n"
    " tcp-request content do-resolve(txn.ip,home,ipv4) req_ssl_sni if { req_ssl_hello_type 1 }\n"
    " tcp-request content accept if { req_ssl_hello_type 1 }\n"
    " use_backend blocked if { req_ssl_sni,lower,map_str(%s,0) -m str 1 }\n default_backend "
    "server\n"
    "backend blocked\n"
    "backend server\n tcp-request content set-dst var(txn.ip)\n server any 0.0.0.0:%u\n";

/* FALSE: it is not installed. */
static gboolean
start_haproxy (Way *way, const char *folder)
{
  g_autofree char *program = g_find_program_in_path ("haproxy");
  g_autofree char *config = g_build_filename (folder, "haproxy.cfg", NULL);
  g_autofree char *map = g_build_filename (folder, "names.map", NULL);
  struct sockaddr_in free_port = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  int probe = socket (AF_INET, SOCK_STREAM, 0);

  if (program == NULL)
    program = g_strdup ("/usr/sbin/haproxy");
  if (!g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
    return FALSE;
  bind (probe, (struct sockaddr *)&free_port, sizeof free_port);
  way->port = port_of_socket (probe);
  close (probe);
  g_autofree char *text = g_strdup_printf (haproxy_config, port_of_socket (stand.resolver),
                                           way->port, map, stand.https_port);
  g_file_set_contents (config, text, -1, NULL);
  g_file_set_contents (map, "blocked.example 1\n", -1, NULL);
  way->pid = fork ();
  if (way->pid == 0) {
    execl (program, program, "-db", "-q", "-f", config, NULL);
    _exit (127);
  }
  return TRUE;
}

/* Seconds of processor time of a process: user and system. */
static double
cpu_s (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/schedstat", (int)pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_ascii_strtod (text, NULL) / 1e9 : 0;
}

static guint64
private_kb (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", (int)pid);
  g_autofree char *text = NULL;
  guint64 sum = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  for (const char *at = text; (at = strstr (at, "Private_")) != NULL; at++)
    sum += g_ascii_strtoull (strchr (at, ':') + 1, NULL, 10);
  return sum;
}

static int
connect_to (const Way *way)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = g_htons (way->port),
                                 .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  for (guint i = 0; connect (fd, (struct sockaddr *)&address, sizeof address) != 0; i++) {
    if (i == 500)
      g_error ("%s: %s", way->name, g_strerror (errno));
    g_usleep (10000); /* it may be starting */
  }
  return fd;
}

static void
read_bytes (int fd, gsize n)
{
  static guint8 bytes[CHUNK];

  while (n > 0) {
    gssize got = recv (fd, bytes, MIN (n, sizeof bytes), 0);

    if (got <= 0)
      g_error ("a connection ended");
    n -= (gsize)got;
  }
}

static void
open_pair (const Way *way, int *client, int *server)
{
  struct pollfd listener = { .fd = stand.https, .events = POLLIN };

  *client = connect_to (way);
  if (send (*client, hello, hello_size, MSG_NOSIGNAL) < 0 || poll (&listener, 1, 10000) != 1)
    g_error ("%s: no connection came", way->name);
  *server = accept4 (stand.https, NULL, NULL, SOCK_CLOEXEC);
  read_bytes (*server, hello_size);
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static void
measure_connections (const Way *way)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  double before = way->pid != 0 ? cpu_s (way->pid) : 0;

  for (guint i = 0; i < CONNECTIONS; i++) {
    gint64 begun = g_get_monotonic_time ();
    int client, server;

    open_pair (way, &client, &server);
    send (server, hello, 100, MSG_NOSIGNAL);
    read_bytes (client, 100);
    gint64 took = g_get_monotonic_time () - begun;
    g_array_append_val (times, took);
    close (server);
    while (recv (client, &(char){ 0 }, 1, 0) > 0)
      ;
    close (client);
  }
  g_array_sort (times, compare);
  double cpu = way->pid != 0 ? cpu_s (way->pid) - before : 0;
  printf ("%-8s connection: %6.1f us of CPU; first byte after %4" G_GINT64_FORMAT
          " us (median), %5" G_GINT64_FORMAT " us (99th percentile)\n",
          way->name, cpu / CONNECTIONS * 1e6, g_array_index (times, gint64, CONNECTIONS / 2),
          g_array_index (times, gint64, CONNECTIONS * 99 / 100));
}

static void
measure_relay (const Way *way)
{
  int client, server;
  static guint8 chunk[CHUNK];
  const gsize all = (gsize)GIGABYTES * 1000 * 1000 * 1000;

  open_pair (way, &client, &server);
  double before = cpu_s (way->pid);
  pid_t writer = fork ();
  if (writer == 0) {
    for (gsize sent = 0; sent < all;) {
      gssize n = send (server, chunk, MIN (all - sent, sizeof chunk), MSG_NOSIGNAL);
      if (n <= 0)
        _exit (1);
      sent += (gsize)n;
    }
    _exit (0);
  }
  gint64 begun = g_get_monotonic_time ();
  read_bytes (client, all);
  double took = (g_get_monotonic_time () - begun) / 1e6;
  waitpid (writer, NULL, 0);
  printf ("%-8s relay:      %6.3f s of CPU a GB, %.2f GB/s\n", way->name,
          (cpu_s (way->pid) - before) / GIGABYTES, all / took / 1e9);
  close (client);
  close (server);
}

static void
measure_idle (const Way *way)
{
  static int fds[IDLE][2];
  guint64 before = private_kb (way->pid);

  for (guint i = 0; i < IDLE; i++) {
    open_pair (way, &fds[i][0], &fds[i][1]);
    send (fds[i][1], hello, 100, MSG_NOSIGNAL);
    read_bytes (fds[i][0], 100);
  }
  guint64 after = private_kb (way->pid);
  printf ("%-8s idle:       %6.2f kB private a tunnel (%u; %" G_GUINT64_FORMAT
          " kB before, %" G_GUINT64_FORMAT " kB with them)\n",
          way->name, (double)(after - before) / IDLE, IDLE, before, after);
  for (guint i = 0; i < IDLE; i++) {
    close (fds[i][0]);
    close (fds[i][1]);
  }
}

static void
measure (const Way *way)
{
  measure_connections (way);
  if (way->pid == 0)
    return;
  measure_relay (way);
  measure_idle (way);
  kill (way->pid, SIGKILL);
  waitpid (way->pid, NULL, 0);
}

int
main (void)
{
  struct rlimit files;
  g_autofree char *folder = g_dir_make_tmp ("porchlight-XXXXXX", NULL);
  Way direct = { "direct", 0, 0 }, ours = { "ours", 0, 0 }, haproxy = { "haproxy", 0, 0 };

  getrlimit (RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  if (files.rlim_max < 3 * IDLE || setrlimit (RLIMIT_NOFILE, &files) != 0) {
    printf ("not so many descriptors are allowed here\n");
    return 77;
  }
  setvbuf (stdout, NULL, _IOLBF, 0);
  stand_start_with (&stand, 10000, 2 * IDLE);
  hello_size = stand_hello (NAME, hello);
  pid_t resolver = start (run_resolver);
  stand_ask_port (stand.https_port);
  direct.port = stand.https_port;
  measure (&direct);
  ours.port = stand.slot_port;
  ours.pid = start (run_proxy);
  measure (&ours);
  if (start_haproxy (&haproxy, folder))
    measure (&haproxy);
  else
    printf ("haproxy is not installed\n");
  kill (resolver, SIGKILL);
  waitpid (resolver, NULL, 0);
  return 0;
}
