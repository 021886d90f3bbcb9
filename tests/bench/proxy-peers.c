/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/bench/proxy-peers.h"

#include <glib/gstdio.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONNECTIONS_SUFFIX 100

typedef struct {
  const char *name;
  const char *program;
  const char *arguments[8]; /* CONFIG is the path of its configuration */
  const char *config;       /* @NAME@ is replaced */
  guint connections;
  gboolean by_connect;
  gboolean by_suffix;
  gboolean needs_port_53;
} Kind;

/* No cache of matches: it would know the one name that all connections ask for. */
#define HAPROXY(match)                                                                             \
  "global\n maxconn 6000\n nbthread 1\n tune.pattern.cache-size 0\n"                               \
  "defaults\n mode tcp\n timeout connect 5s\n timeout client 1h\n timeout server 1h\n"             \
  "resolvers home\n nameserver one 127.0.0.1:@RESOLVER@\n hold valid 60s\n"                        \
  "frontend web\n bind 127.0.0.1:@PORT@\n tcp-request inspect-delay 5s\n"                          \
  " tcp-request content do-resolve(txn.ip,home,ipv4) req_ssl_sni if { req_ssl_hello_type 1 }\n"    \
  " tcp-request content accept if { req_ssl_hello_type 1 }\n"                                      \
  " use_backend blocked if { req_ssl_sni,lower," match "(@FOLDER@/names.map,0) -m str 1 }\n"       \
  " default_backend server\n"                                                                      \
  "backend blocked\n"                                                                              \
  "backend server\n tcp-request content set-dst var(txn.ip)\n server any 0.0.0.0:@SERVER@\n"

static const char squid[] =
    "http_port 127.0.0.1:@PORT@\n"
    "acl blocked dstdomain \"@FOLDER@/names.squid\"\n"
    "http_access deny blocked\nhttp_access allow all\n"
    "dns_nameservers 127.0.0.1\ncache deny all\ncache_mem 8 MB\naccess_log none\n"
    "cache_log /dev/null\npid_filename none\npinger_enable off\nmax_filedescriptors 16384\n"
    "visible_hostname bench\nshutdown_lifetime 0 seconds\ncoredump_dir @FOLDER@\n";

static const char tinyproxy[] =
    "Port @PORT@\nListen 127.0.0.1\nTimeout 3600\nMaxClients 6000\nLogLevel Critical\n";

/* The first is what the others are beside. */
static const Kind kinds[] = {
  { "haproxy, exact",
    "haproxy",
    { "-db", "-q", "-f", "CONFIG" },
    HAPROXY ("map_str"),
    PEER_CONNECTIONS },
  { "squid", "squid", { "-N", "-f", "CONFIG" }, squid, PEER_CONNECTIONS, TRUE, FALSE, TRUE },
  { "tinyproxy, none",
    "tinyproxy",
    { "-d", "-c", "CONFIG" },
    tinyproxy,
    PEER_CONNECTIONS,
    TRUE,
    FALSE,
    TRUE },
  { "haproxy, suffix",
    "haproxy",
    { "-db", "-q", "-f", "CONFIG" },
    HAPROXY ("map_end"),
    CONNECTIONS_SUFFIX,
    FALSE,
    TRUE },
};

static gboolean
mount_over (const char *folder, const char *name, const char *text, const char *target)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_set_contents (path, text, -1, NULL) &&
         mount (path, target, NULL, MS_BIND, NULL) == 0;
}

gboolean
peers_enter_network (const char *folder)
{
  g_chmod (folder, 0755); /* squid has a user of its own */
  return geteuid () == 0 && unshare (CLONE_NEWNET | CLONE_NEWNS) == 0 &&
         mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         g_spawn_command_line_sync ("ip link set lo up", NULL, NULL, NULL, NULL) &&
         mount_over (folder, "resolv.conf", "nameserver 127.0.0.1\n", "/etc/resolv.conf") &&
         mount_over (folder, "nsswitch.conf", "hosts: files dns\npasswd: files\ngroup: files\n",
                     "/etc/nsswitch.conf");
}

static int
bound (int type, guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = g_htons (port),
                                 .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  if (bind (fd, (struct sockaddr *)&address, sizeof address) != 0)
    g_error ("port %u cannot be had", port);
  return fd;
}

int
peers_bind_resolver (void)
{
  return bound (SOCK_DGRAM, 53);
}

guint16
peers_port_of (int fd)
{
  struct sockaddr_in address;
  socklen_t size = sizeof address;

  getsockname (fd, (struct sockaddr *)&address, &size);
  return g_ntohs (address.sin_port);
}

/* Half of them with one label more than a registered name has; each once. */
static char *
name_of (GRand *rand, guint i)
{
  static const char *const tops[] = { "com", "net", "org", "xyz", "info", "co.uk", "de", "online" };
  char word[13];

  for (gsize n = 0; n < sizeof word - 1; n++)
    word[n] = (char)g_rand_int_range (rand, 'a', 'z' + 1);
  word[sizeof word - 1] = '\0';
  return g_strdup_printf ("%s%s%u.%s", i % 2 == 0 ? "www." : "", word, i, tops[i % 8]);
}

void
peers_write_names (const char *folder, guint n)
{
  static const struct {
    const char *file;
    const char *before;
    const char *after;
  } forms[] = { { "names.txt", "", "" }, { "names.map", "", " 1" }, { "names.squid", ".", "" } };
  FILE *files[G_N_ELEMENTS (forms)];
  GRand *rand = g_rand_new_with_seed (1);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autofree char *path = g_build_filename (folder, forms[i].file, NULL);
    files[i] = g_fopen (path, "w");
    g_assert_nonnull (files[i]);
  }
  for (guint at = 0; at < n; at++) {
    g_autofree char *name = name_of (rand, at);
    for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
      fprintf (files[i], "%s%s%s\n", forms[i].before, name, forms[i].after);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    fclose (files[i]);
  g_rand_free (rand);
}

char *
peers_build_index (const char *folder)
{
  char *index = g_build_filename (folder, "sites.index", NULL);
  g_autofree char *list = g_strdup_printf ("gambling=%s/names.txt", folder);
  const char *shared = g_getenv ("PL_SHARED");
  g_autofree char *real =
      shared != NULL ? g_build_filename (shared, "data", "lists", "ut1", NULL) : NULL;
  const char *argv[] = { g_getenv ("PL_CTL"), "sites", "build", "-o", index, list, real, NULL };
  g_autofree char *said = NULL;
  int status = 0;
  g_autoptr (GError) error = NULL;

  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &said, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("the index: %s", error->message);
  printf ("ours: %s", said);
  return index;
}

guint
peers_count (void)
{
  return G_N_ELEMENTS (kinds);
}

/* The path of a program that may lie where only root looks; transfer full, NULL: not installed. */
static char *
find_program (const char *name)
{
  char *found = g_find_program_in_path (name);

  if (found == NULL) {
    found = g_build_filename ("/usr/sbin", name, NULL);
    if (!g_file_test (found, G_FILE_TEST_IS_EXECUTABLE))
      g_clear_pointer (&found, g_free);
  }
  return found;
}

static void
write_config (const Kind *kind, const Place *place, guint16 port, const char *path)
{
  g_autoptr (GString) text = g_string_new (kind->config);
  g_autofree char *own = g_strdup_printf ("%u", port);
  g_autofree char *server = g_strdup_printf ("%u", place->server_port);
  g_autofree char *resolver = g_strdup_printf ("%u", place->resolver_port);

  g_string_replace (text, "@PORT@", own, 0);
  g_string_replace (text, "@SERVER@", server, 0);
  g_string_replace (text, "@RESOLVER@", resolver, 0);
  g_string_replace (text, "@FOLDER@", place->folder, 0);
  g_file_set_contents (path, text->str, (gssize)text->len, NULL);
}

gboolean
peers_start (guint i, const Place *place, Peer *peer)
{
  const Kind *kind = &kinds[i];
  g_autofree char *program = find_program (kind->program);
  g_autofree char *config = g_build_filename (place->folder, "config", NULL);
  char *argv[G_N_ELEMENTS (kind->arguments) + 2] = { program };
  int probe = bound (SOCK_STREAM, 0);

  *peer = (Peer){ kind->name,     0, peers_port_of (probe), kind->connections, kind->by_connect,
                  kind->by_suffix };
  close (probe);
  if (program == NULL || (kind->needs_port_53 && !place->apart))
    return FALSE;
  write_config (kind, place, peer->port, config);
  for (guint n = 0; kind->arguments[n] != NULL; n++)
    argv[n + 1] = strcmp (kind->arguments[n], "CONFIG") == 0 ? config : (char *)kind->arguments[n];
  peer->pid = fork ();
  if (peer->pid == 0) {
    prctl (PR_SET_PDEATHSIG, SIGKILL);
    execv (program, argv);
    _exit (127);
  }
  return TRUE;
}

void
peers_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    umount (path);
    g_unlink (path);
  }
  g_rmdir (folder);
}
