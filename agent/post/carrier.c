/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/carrier.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long a server may take for one answer, and for all; after its end the process is left alone. */
#define ANSWER_MS   60000
#define TOTAL_MS    300000
#define MAIL_S      (TOTAL_MS / 1000 + 30)
#define FOLDER_S    60
#define UNWRAP_S    30
#define ANSWER_SIZE (sizeof (PlPostAnswer) + PL_POST_COLLECT_MAX)

/* ---- the password ---- */

/* The first line of a file that is root's alone, as text; FALSE where it is none. */
static gboolean
read_credential (const char *path, char *password, gsize size)
{
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat info;
  gboolean good = file >= 0 && fstat (file, &info) == 0 && S_ISREG (info.st_mode) &&
                  info.st_uid == geteuid () && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
  ssize_t n = good ? read (file, password, size - 1) : -1;

  if (file >= 0)
    close (file);
  if (n <= 0)
    return FALSE;
  password[n] = '\0';
  password[strcspn (password, "\r\n")] = '\0';
  return *password != '\0' && g_utf8_validate (password, -1, NULL);
}

/* ---- jobs ---- */

static gboolean
fill_server (PlPostJob *job, const PlMailServer *server, PlPostFailure *why)
{
  job->security = (guint32)server->security;
  job->port = (guint32)server->port;
  job->answer_ms = ANSWER_MS;
  job->total_ms = TOTAL_MS;
  g_strlcpy (job->server, server->server, sizeof job->server);
  g_strlcpy (job->user, server->user, sizeof job->user);
  if (*server->credential == '\0' ||
      read_credential (server->credential, job->password, sizeof job->password))
    return TRUE;
  *why = PL_POST_FAILURE_CREDENTIAL;
  return FALSE;
}

/* RFC 5322, 3.3; not of the locale. */
static void
fill_date (PlPostJob *job, gint64 wall_ms)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (wall_ms / 1000);

  if (at != NULL)
    g_snprintf (job->date, sizeof job->date, "%s, %d %s %d %02d:%02d:%02d +0000",
                days[g_date_time_get_day_of_week (at) - 1], g_date_time_get_day_of_month (at),
                months[g_date_time_get_month (at) - 1], g_date_time_get_year (at),
                g_date_time_get_hour (at), g_date_time_get_minute (at),
                g_date_time_get_second (at));
}

/* Starts a process with a job and its bytes. The copy that held a password is wiped. */
static PlErrand *
start (const char *const *argv,
       guint limit_s,
       PlPostJob *job,
       gconstpointer bytes,
       gsize length,
       PlErrandDone done,
       gpointer data,
       PlPostFailure *why)
{
  const PlErrandOptions options = { argv, ANSWER_SIZE, limit_s, done, data };
  g_autoptr (GError) error = NULL;
  guint8 *whole = g_malloc (sizeof *job + length);

  job->length = (guint32)length;
  memcpy (whole, job, sizeof *job);
  if (length > 0)
    memcpy (whole + sizeof *job, bytes, length);
  sodium_memzero (job->password, sizeof job->password);
  g_autoptr (GBytes) input = g_bytes_new_take (whole, sizeof *job + length);
  PlErrand *errand = pl_errand_new (&options, input, &error);
  if (errand != NULL)
    return errand;
  g_warning ("letters: %s", error->message);
  *why = PL_POST_FAILURE_STOPPED;
  return NULL;
}

static PlErrand *
start_mail (const PlCarrier *carrier,
            PlPostJob *job,
            gconstpointer bytes,
            gsize length,
            PlErrandDone done,
            gpointer data,
            PlPostFailure *why)
{
  const char *own[] = { "porchlight-fetch", "--authorities", carrier->authorities, "mail", NULL };
  const char *argv[] = { "porchlight-fetch", "mail", NULL };

  return start (carrier->authorities != NULL ? own : argv, MAIL_S, job, bytes, length, done, data,
                why);
}

static PlErrand *
start_folder (const PlCarrier *carrier,
              const char *route,
              PlPostJob *job,
              gconstpointer bytes,
              gsize length,
              PlErrandDone done,
              gpointer data,
              PlPostFailure *why)
{
  const PlRouteFolder *folder = pl_routes_folder (carrier->routes, route);
  const char *argv[] = { "porchlight-folder", folder != NULL ? folder->path : "", NULL };

  if (folder != NULL)
    return start (argv, FOLDER_S, job, bytes, length, done, data, why);
  *why = PL_POST_FAILURE_NO_ROUTE;
  return NULL;
}

PlErrand *
pl_carrier_send (const PlCarrier *carrier,
                 const char *route,
                 const PlCarrierLetter *letter,
                 PlErrandDone done,
                 gpointer data,
                 PlPostFailure *why)
{
  const PlRoutes *routes = carrier->routes;
  PlPostJob job = { .kind = PL_POST_SEND };
  gsize length;
  gconstpointer bytes = g_bytes_get_data (letter->envelope, &length);

  g_strlcpy (job.name, letter->name, sizeof job.name);
  if (!g_str_equal (route, PL_ROUTE_MAIL))
    return start_folder (carrier, route, &job, bytes, length, done, data, why);
  if (routes->out.server == NULL) {
    *why = PL_POST_FAILURE_NO_ROUTE;
    return NULL;
  }
  fill_date (&job, letter->wall_ms);
  g_strlcpy (job.from, routes->from, sizeof job.from);
  g_strlcpy (job.to, letter->address, sizeof job.to);
  return fill_server (&job, &routes->out, why)
             ? start_mail (carrier, &job, bytes, length, done, data, why)
             : NULL;
}

gboolean
pl_carrier_brings_back (const PlCarrier *carrier, const char *route)
{
  return g_str_equal (route, PL_ROUTE_MAIL) ? carrier->routes->back.server != NULL
                                            : pl_routes_folder (carrier->routes, route) != NULL;
}

/* What is the same for looking and for settling. */
static PlErrand *
start_back (const PlCarrier *carrier,
            const char *route,
            PlPostJob *job,
            gconstpointer bytes,
            gsize length,
            PlErrandDone done,
            gpointer data,
            PlPostFailure *why)
{
  const PlRoutes *routes = carrier->routes;

  if (!pl_carrier_brings_back (carrier, route)) {
    *why = PL_POST_FAILURE_NO_ROUTE;
    return NULL;
  }
  if (!g_str_equal (route, PL_ROUTE_MAIL))
    return start_folder (carrier, route, job, bytes, length, done, data, why);
  g_strlcpy (job->mailbox, routes->mailbox, sizeof job->mailbox);
  return fill_server (job, &routes->back, why)
             ? start_mail (carrier, job, bytes, length, done, data, why)
             : NULL;
}

PlErrand *
pl_carrier_collect (const PlCarrier *carrier,
                    const char *route,
                    PlErrandDone done,
                    gpointer data,
                    PlPostFailure *why)
{
  PlPostJob job = { .kind = PL_POST_COLLECT };

  return start_back (carrier, route, &job, NULL, 0, done, data, why);
}

PlErrand *
pl_carrier_settle (const PlCarrier *carrier,
                   const char *route,
                   guint32 validity,
                   const GByteArray *verdicts,
                   PlErrandDone done,
                   gpointer data,
                   PlPostFailure *why)
{
  PlPostJob job = { .kind = PL_POST_SETTLE, .validity = validity };

  return start_back (carrier, route, &job, verdicts->data, verdicts->len, done, data, why);
}

PlErrand *
pl_carrier_unwrap (const PlPostParcel *parcel, PlErrandDone done, gpointer data, PlPostFailure *why)
{
  static const char *const argv[] = { "porchlight-unwrap", NULL };
  PlPostJob job = { .kind = PL_POST_COLLECT };

  return start (argv, UNWRAP_S, &job, parcel->bytes, parcel->length, done, data, why);
}
