/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/proxy-peers.h"
#include "tests/proxy/stand.h"

/*
 * The web proxy on loopback, beside haproxy, squid and tinyproxy, all in one run and with the same
 * million names (BENCH_NAMES): connections a second, processor time a connection and a gigabyte, added
 * latency, and private memory of tunnels that are open and idle. Each finds out the server's address
 * for each connection; ours and haproxy take the name from the hello, squid and tinyproxy from
 * CONNECT. Ours matches by suffix, and PL_SHARED adds real lists to its index.
 */
#define AT_ONCE   32
#define IDLE      2000
#define GIGABYTES 2
#define CHUNK     (256 * 1024)
#define NAME      "www.good.example"
#define NAMES     1000000
/* A peer that reads a large list is not there at once. */
#define START_MS 60000
#define RENEW_MS 30000

/* What was measured; 0: not. */
typedef struct {
  double cpu_us; /* a connection */
  double cpu_gb; /* seconds */
  double per_s;  /* connections */
  double median_us;
  double last_us; /* 99th percentile */
  double idle_kb;
} Figures;

static Stand stand;
static Stand resolver53; /* the same answers at the port where some peers ask */
static guint8 hello[512];
static gsize hello_size;
static PlSiteIndex *site_index;

static pid_t
start (void (*run) (void))
{
  pid_t pid = fork ();

  if (pid != 0)
    return pid;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  run ();
  _exit (1);
}

static void
run_resolver (void)
{
  for (;;) {
    struct pollfd queries[] = { { .fd = stand.resolver, .events = POLLIN },
                                { .fd = resolver53.resolver, .events = POLLIN } };

    poll (queries, G_N_ELEMENTS (queries), -1);
    if (queries[0].revents != 0)
      stand_answer_query (&stand);
    if (queries[1].revents != 0)
      stand_answer_query (&resolver53);
  }
}

/* The stand's rules hold for 90 seconds; on a busy machine a race takes longer. */
static void
run_proxy (void)
{
  gint64 given = g_get_monotonic_time ();

  for (;;) {
    pl_loop_turn (stand.loop, RENEW_MS);
    if (g_get_monotonic_time () - given < RENEW_MS * 1000)
      continue;
    given = g_get_monotonic_time ();
    stand_give_rules (&stand, PL_ACCESS_FILTERED, G_MAXINT64, TRUE);
    pl_proxy_set_rules (stand.proxy, stand.snapshot, site_index, FALSE);
  }
}

/* The same in whole hundredths, but with the threads that have ended. */
static double
cpu_of_all_s (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int)pid);
  g_autofree char *text = NULL;
  unsigned long user = 0, system = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      sscanf (strrchr (text, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
              &system) != 2)
    return 0;
  return (double)(user + system) / sysconf (_SC_CLK_TCK);
}

/* Seconds of processor time of a process and its threads: user and system. */
static double
cpu_s (pid_t pid)
{
  g_autofree char *tasks = g_strdup_printf ("/proc/%d/task", (int)pid);
  g_autoptr (GDir) folder = g_dir_open (tasks, 0, NULL);
  double sum = 0;

  for (const char *task; folder != NULL && (task = g_dir_read_name (folder)) != NULL;) {
    g_autofree char *path = g_build_filename (tasks, task, "schedstat", NULL);
    g_autofree char *text = NULL;
    if (g_file_get_contents (path, &text, NULL, NULL))
      sum += g_ascii_strtod (text, NULL) / 1e9;
  }
  return MAX (sum, cpu_of_all_s (pid));
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
connect_to (const Peer *way)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = g_htons (way->port),
                                 .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  for (guint i = 0; connect (fd, (struct sockaddr *)&address, sizeof address) != 0; i++) {
    if (i == START_MS / 10)
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
ask_by_connect (const Peer *way, int fd)
{
  g_autofree char *request = g_strdup_printf ("CONNECT %s:%u HTTP/1.1\r\nHost: %s:%u\r\n\r\n", NAME,
                                              stand.https_port, NAME, stand.https_port);
  char answer[1024] = "";
  gsize n = 0;

  send (fd, request, strlen (request), MSG_NOSIGNAL);
  while (n < sizeof answer - 1 && strstr (answer, "\r\n\r\n") == NULL) {
    gssize got = recv (fd, answer + n, sizeof answer - 1 - n, 0);
    if (got <= 0)
      g_error ("%s: the connection ended", way->name);
    n += (gsize)got;
  }
  if (strstr (answer, " 200 ") == NULL)
    g_error ("%s: %s", way->name, answer);
}

/* Sends what names the site. */
static void
greet (const Peer *way, int fd)
{
  if (way->by_connect)
    ask_by_connect (way, fd);
  if (send (fd, hello, hello_size, MSG_NOSIGNAL) < 0)
    g_error ("%s: %s", way->name, g_strerror (errno));
}

static int
accept_one (const Peer *way)
{
  struct pollfd listener = { .fd = stand.https, .events = POLLIN };

  if (poll (&listener, 1, 10000) != 1)
    g_error ("%s: no connection came", way->name);
  int server = accept4 (stand.https, NULL, NULL, SOCK_CLOEXEC);
  read_bytes (server, hello_size);
  return server;
}

static void
open_pair (const Peer *way, int *client, int *server)
{
  *client = connect_to (way);
  greet (way, *client);
  *server = accept_one (way);
}

/* The end, as the client sees it. */
static void
await_end (int client)
{
  while (recv (client, &(char){ 0 }, 1, 0) > 0)
    ;
  close (client);
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

/* One after the other: what a connection costs, and how long the first byte takes. */
static void
measure_connections (const Peer *way, Figures *figures)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  double before = way->pid != 0 ? cpu_s (way->pid) : 0;

  for (guint i = 0; i < way->connections; i++) {
    gint64 begun = g_get_monotonic_time ();
    int client, server;

    open_pair (way, &client, &server);
    send (server, hello, 100, MSG_NOSIGNAL);
    read_bytes (client, 100);
    gint64 took = g_get_monotonic_time () - begun;
    g_array_append_val (times, took);
    close (server);
    await_end (client);
  }
  g_array_sort (times, compare);
  figures->cpu_us = way->pid != 0 ? (cpu_s (way->pid) - before) / way->connections * 1e6 : 0;
  figures->median_us = g_array_index (times, gint64, way->connections / 2);
  figures->last_us = g_array_index (times, gint64, way->connections * 99 / 100);
}

/* Some at once: how many a second. */
static void
measure_rate (const Peer *way, Figures *figures)
{
  int clients[AT_ONCE], servers[AT_ONCE];
  gint64 begun = g_get_monotonic_time ();
  guint rounds = way->connections / AT_ONCE;

  for (guint round = 0; round < rounds; round++) {
    for (guint i = 0; i < AT_ONCE; i++)
      clients[i] = connect_to (way);
    for (guint i = 0; i < AT_ONCE; i++)
      greet (way, clients[i]);
    for (guint i = 0; i < AT_ONCE; i++)
      servers[i] = accept_one (way);
    for (guint i = 0; i < AT_ONCE; i++)
      close (servers[i]);
    for (guint i = 0; i < AT_ONCE; i++)
      await_end (clients[i]);
  }
  figures->per_s = rounds * AT_ONCE / ((g_get_monotonic_time () - begun) / 1e6);
}

static void
measure_relay (const Peer *way, Figures *figures)
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
  read_bytes (client, all);
  waitpid (writer, NULL, 0);
  figures->cpu_gb = (cpu_s (way->pid) - before) / GIGABYTES;
  close (client);
  close (server);
}

static void
measure_idle (const Peer *way, Figures *figures)
{
  static int fds[IDLE][2];
  guint64 before = private_kb (way->pid);

  for (guint i = 0; i < IDLE; i++) {
    open_pair (way, &fds[i][0], &fds[i][1]);
    send (fds[i][1], hello, 100, MSG_NOSIGNAL);
    read_bytes (fds[i][0], 100);
  }
  figures->idle_kb = ((double)private_kb (way->pid) - (double)before) / IDLE;
  for (guint i = 0; i < IDLE; i++) {
    close (fds[i][0]);
    close (fds[i][1]);
  }
}

static void
measure (const Peer *way, Figures *figures)
{
  int client, server;

  *figures = (Figures){ 0 };
  open_pair (way, &client, &server); /* what is done once is done */
  close (server);
  await_end (client);
  /* Idle tunnels first, so that the memory of what went before is not theirs. */
  if (way->pid != 0 && !way->by_suffix)
    measure_idle (way, figures);
  measure_connections (way, figures);
  if (way->pid == 0 || way->by_suffix)
    return;
  measure_rate (way, figures);
  measure_relay (way, figures);
}

/* A contender's figure beside that of the first peer; 0: not measured. */
static void
print_figure (double figure, double peer, int decimals)
{
  if (figure == 0)
    printf (" %18s", "-");
  else if (peer > 0)
    printf (" %10.*f x%6.2f", decimals, figure, figure / peer);
  else
    printf (" %10.*f %7s", decimals, figure, "");
}

static void
print_figures (const char *name, const Figures *it, const Figures *peer)
{
  printf ("%-15s", name);
  print_figure (it->cpu_us, peer->cpu_us, 1);
  print_figure (it->per_s, peer->per_s, 0);
  print_figure (it->median_us, peer->median_us, 0);
  print_figure (it->last_us, peer->last_us, 0);
  print_figure (it->cpu_gb, peer->cpu_gb, 3);
  print_figure (it->idle_kb, peer->idle_kb, 2);
  printf ("\n");
}

static void
stop (pid_t pid)
{
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

/* The stand's rules, and this index beside them. */
static void
give_index (const char *path)
{
  g_autoptr (GError) error = NULL;
  GMappedFile *file = g_mapped_file_new (path, FALSE, &error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  site_index = bytes != NULL
                   ? pl_site_index_new (bytes, pl_snapshot_categories (stand.snapshot), &error)
                   : NULL;

  if (site_index == NULL)
    g_error ("%s", error->message);
  pl_proxy_set_rules (stand.proxy, stand.snapshot, site_index, FALSE);
}

static gboolean
allow_descriptors (void)
{
  struct rlimit files;

  getrlimit (RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  return files.rlim_max >= 3 * IDLE && setrlimit (RLIMIT_NOFILE, &files) == 0;
}

/* Ours, and the peers in turn; the first of them is what all are beside. */
static void
race (const Place *place)
{
  Peer direct = { "direct", 0, stand.https_port, PEER_CONNECTIONS };
  Peer ours = { "ours, suffix", start (run_proxy), stand.slot_port, PEER_CONNECTIONS };
  Figures of_direct, of_ours, of_peer, of_first = { 0 };

  measure (&ours, &of_ours);
  measure (&direct, &of_direct);
  stop (ours.pid);
  for (guint i = 0; i < peers_count (); i++) {
    Peer peer;
    gboolean started = peers_start (i, place, &peer);

    if (started)
      measure (&peer, &of_peer);
    if (i == 0) {
      of_first = started ? of_peer : of_first;
      print_figures (direct.name, &of_direct, &of_first);
      print_figures (ours.name, &of_ours, &of_first);
    }
    if (!started) {
      printf ("%-15s is not installed, or needs root\n", peer.name);
      continue;
    }
    print_figures (peer.name, &of_peer, &of_first);
    stop (peer.pid);
  }
  printf ("added latency, median and 99th percentile: ours %.0f and %.0f us, haproxy %.0f and %.0f "
          "us\n",
          of_ours.median_us - of_direct.median_us, of_ours.last_us - of_direct.last_us,
          of_first.median_us - of_direct.median_us, of_first.last_us - of_direct.last_us);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("porchlight-XXXXXX", NULL);
  const char *wanted = g_getenv ("BENCH_NAMES");
  guint n_names = wanted != NULL ? (guint)g_ascii_strtoull (wanted, NULL, 10) : NAMES;

  if (!allow_descriptors ()) {
    printf ("not so many descriptors are allowed here\n");
    return 77;
  }
  setvbuf (stdout, NULL, _IOLBF, 0);
  gboolean apart = peers_enter_network (folder);
  peers_write_names (folder, n_names);
  g_autofree char *index = peers_build_index (folder);
  stand_start_with (&stand, 10000, 2 * IDLE);
  give_index (index);
  /* Room in the kernel's queues for those that come at once. */
  listen (stand.https, SOMAXCONN);
  listen (stand.slot_socket, SOMAXCONN);
  resolver53 = stand;
  resolver53.resolver = apart ? peers_bind_resolver () : -1;
  hello_size = stand_hello (NAME, hello);
  pid_t resolver = start (run_resolver);
  stand_ask_port (stand.https_port);
  printf ("%u names; beside each figure its ratio to haproxy's with exact names\n"
          "%-15s %18s %18s %18s %18s %18s %18s\n",
          n_names, "", "us CPU/connection", "connections/s", "us, median", "us, 99th", "s CPU/GB",
          "kB/idle tunnel");

  Place place = { folder, stand.https_port, peers_port_of (stand.resolver), apart };
  race (&place);
  stop (resolver);
  peers_remove (folder);
  return 0;
}
