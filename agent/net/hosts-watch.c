/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <glib-unix.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "agent/net/hosts-file.h"
#include "agent/time/clock.h"

/* Changes within this time are one: editors write, rename and change the mode. */
#define GATHER_MS 200

/* So many times in a row the block is put back quickly; then the other program is left alone. */
#define QUICK_HEALS 5
#define CALM_S      60
#define ALONE_S     300

#define OF_THE_FILE (IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF)
#define OF_THE_FOLDER                                                                              \
  (IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_ONLYDIR)

struct _PlHostsWatch {
  char *path;
  char *block;
  char *name;   /* of the file, in its folder */
  char *target; /* name of what it links to */
  int inotify;  /* -1: none */
  int file;     /* watch of the file itself, which may be mounted by itself; -1: none */
  guint source;
  guint look; /* timer: look at the file */
  guint heals;
  gint64 healed_ms; /* boot time of the last one */
  char *said;       /* the last problem; NULL: none */
};

static void look_in (PlHostsWatch *watch, guint milliseconds);

/* Each problem is said when it comes, not while it lasts. */
static void
say (PlHostsWatch *watch, const char *problem)
{
  if (problem != NULL && g_strcmp0 (problem, watch->said) != 0)
    g_warning ("hosts file: %s", problem);
  g_free (watch->said);
  watch->said = g_strdup (problem);
}

static void
watch_folder_of (PlHostsWatch *watch, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  inotify_add_watch (watch->inotify, folder, OF_THE_FOLDER);
}

static void
watch_file (PlHostsWatch *watch, const char *target)
{
  int file = inotify_add_watch (watch->inotify, target, OF_THE_FILE);

  if (file != watch->file && watch->file >= 0)
    inotify_rm_watch (watch->inotify, watch->file); /* it may be gone with its file */
  watch->file = file;
}

/* The file may be another one now, and the link may lead elsewhere. A second watch of the same is the first. */
static void
watch_places (PlHostsWatch *watch)
{
  char *target = realpath (watch->path, NULL);

  if (watch->inotify < 0)
    return;
  watch_folder_of (watch, watch->path);
  if (target != NULL) {
    watch_folder_of (watch, target);
    watch_file (watch, target);
    g_free (watch->target);
    watch->target = g_path_get_basename (target);
  }
  free (target);
}

/* How often the block was put back since the file was calm: not changed for a while. */
static guint
heals (PlHostsWatch *watch)
{
  gint64 calm_s = watch->heals <= QUICK_HEALS ? CALM_S : ALONE_S + CALM_S;

  if (pl_clock_boottime_ms () >= watch->healed_ms + calm_s * 1000)
    watch->heals = 0;
  return watch->heals;
}

static void
note_heal (PlHostsWatch *watch)
{
  if (heals (watch) == 0)
    g_message ("hosts file: Porchlight's lines were put into %s", watch->path);
  watch->heals++;
  watch->healed_ms = pl_clock_boottime_ms ();
}

static void
bring (PlHostsWatch *watch)
{
  gboolean changed = FALSE;
  g_autoptr (GError) error = NULL;

  if (!pl_hosts_file_put (watch->path, watch->block, &changed, &error)) {
    say (watch, error->message);
    look_in (watch, ALONE_S * 1000);
  } else if (heals (watch) < QUICK_HEALS)
    say (watch, NULL);
  if (changed)
    note_heal (watch);
  watch_places (watch);
}

static gboolean
on_look (gpointer data)
{
  PlHostsWatch *watch = data;

  watch->look = 0;
  bring (watch);
  return G_SOURCE_REMOVE;
}

static void
look_in (PlHostsWatch *watch, guint milliseconds)
{
  if (watch->look == 0)
    watch->look = g_timeout_add (milliseconds, on_look, watch);
}

/* TRUE if the events that wait are about our file. */
static gboolean
read_events (PlHostsWatch *watch)
{
  char buffer[4096] __attribute__ ((aligned (__alignof__(struct inotify_event))));
  gboolean ours = FALSE;
  gssize n;

  while ((n = read (watch->inotify, buffer, sizeof buffer)) > 0)
    for (gssize at = 0; at < n;) {
      const struct inotify_event *event = (const struct inotify_event *)(buffer + at);

      ours |= event->len == 0 || strcmp (event->name, watch->name) == 0 ||
              g_strcmp0 (event->name, watch->target) == 0;
      at += sizeof *event + event->len;
    }
  return ours;
}

static gboolean
on_event (int fd, GIOCondition condition, gpointer data)
{
  PlHostsWatch *watch = data;

  if (!read_events (watch))
    return G_SOURCE_CONTINUE;
  if (heals (watch) < QUICK_HEALS)
    look_in (watch, GATHER_MS);
  else {
    say (watch, "another program takes Porchlight's lines out again and again");
    look_in (watch, ALONE_S * 1000);
  }
  return G_SOURCE_CONTINUE;
}

PlHostsWatch *
pl_hosts_watch_new (const char *path)
{
  PlHostsWatch *watch = g_new0 (PlHostsWatch, 1);

  watch->path = g_strdup (path);
  watch->name = g_path_get_basename (path);
  watch->block = pl_hosts_file_shipped_block ();
  watch->file = -1;
  watch->inotify = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (watch->inotify >= 0)
    watch->source = g_unix_fd_add (watch->inotify, G_IO_IN, on_event, watch);
  else
    g_warning ("hosts file: it is not watched: %s", g_strerror (errno));
  watch_places (watch); /* before the first look, so that no change falls between */
  bring (watch);
  return watch;
}

void
pl_hosts_watch_free (PlHostsWatch *watch)
{
  if (watch == NULL)
    return;
  g_clear_handle_id (&watch->source, g_source_remove);
  g_clear_handle_id (&watch->look, g_source_remove);
  if (watch->inotify >= 0)
    close (watch->inotify);
  g_free (watch->path);
  g_free (watch->name);
  g_free (watch->target);
  g_free (watch->block);
  g_free (watch->said);
  g_free (watch);
}

gboolean
pl_hosts_watch_stands (const PlHostsWatch *watch, GError **error)
{
  return pl_hosts_file_stands (watch->path, watch->block, error);
}
