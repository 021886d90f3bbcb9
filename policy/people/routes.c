/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/routes.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"
#include "policy/people/key-value.h"
#include "policy/sites/category.h"
#include "policy/sites/hostname.h"

#define MAIL    "Mail"
#define MAILBOX "Mailbox"

/* RFC 8314: submission and IMAP, with STARTTLS and with TLS from the first byte. */
#define SMTP_STARTTLS 587
#define SMTP_TLS      465
#define IMAP_STARTTLS 143
#define IMAP_TLS      993

#define refuse(error, ...) (g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, __VA_ARGS__), FALSE)

static const char *const securities[] = { "starttls", "tls", NULL };

static void
folder_free (gpointer data)
{
  PlRouteFolder *folder = data;

  g_free (folder->id);
  g_free (folder->path);
  g_free (folder->title);
  g_free (folder);
}

PlRoutes *
pl_routes_new (void)
{
  PlRoutes *routes = g_new0 (PlRoutes, 1);

  routes->from = g_strdup ("");
  routes->mailbox = g_strdup ("INBOX");
  routes->folders = g_ptr_array_new_with_free_func (folder_free);
  for (guint i = 0; i < 2; i++) {
    PlMailServer *server = i == 0 ? &routes->out : &routes->back;
    server->user = g_strdup ("");
    server->credential = g_strdup ("");
  }
  return routes;
}

static void
server_clear (PlMailServer *server)
{
  g_free (server->server);
  g_free (server->user);
  g_free (server->credential);
}

void
pl_routes_free (PlRoutes *routes)
{
  server_clear (&routes->out);
  server_clear (&routes->back);
  g_free (routes->from);
  g_free (routes->mailbox);
  g_ptr_array_unref (routes->folders);
  g_free (routes);
}

const PlRouteFolder *
pl_routes_folder (const PlRoutes *routes, const char *id)
{
  for (guint i = 0; i < routes->folders->len; i++) {
    const PlRouteFolder *folder = routes->folders->pdata[i];
    if (g_str_equal (folder->id, id))
      return folder;
  }
  return NULL;
}

gboolean
pl_routes_has (const PlRoutes *routes, const char *id)
{
  if (g_str_equal (id, PL_ROUTE_MAIL))
    return routes->out.server != NULL;
  return g_str_equal (id, PL_ROUTE_NOTICES) || pl_routes_folder (routes, id) != NULL;
}

/* ---- values ---- */

/* What goes into a command of SMTP, a header or an address in libcurl's words has none of their signs. */
static gboolean
is_plain (const char *text, const char *never)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || strchr (never, *c) != NULL)
      return FALSE;
  return TRUE;
}

const char *
pl_mail_address_problem (const char *text)
{
  const char *at = strrchr (text, '@');
  char domain[PL_HOSTNAME_MAX + 1];

  if (at == NULL || at == text)
    return NC_ ("said", "is no address: it has no name before an @");
  if (strlen (text) > PL_ROUTE_ADDRESS_MAX)
    return NC_ ("said", "is too long for an address");
  if (!is_plain (text, "\"(),:;<>[\\]") || memchr (text, '@', (gsize)(at - text)) != NULL)
    return NC_ ("said", "has a character that an address here cannot have");
  if (!pl_hostname_normalise (at + 1, strlen (at + 1), domain))
    return NC_ ("said", "names no server after the @");
  return NULL;
}

static gboolean
read_plain (char **field, const PlKeyEntry *entry, const char *never, GError **error)
{
  if (strlen (entry->value) > PL_KEY_FIELD_MAX - 1 || !is_plain (entry->value, never))
    return refuse (error, NC_ ("said", "%s has a character that it cannot have, or is too long"),
                   entry->key);
  g_free (*field);
  *field = g_strdup (entry->value);
  return TRUE;
}

static gboolean
read_user (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  return read_plain (field, entry, "\"\\", error);
}

/* It becomes a part of an address in libcurl's words, and of a command in quotes. */
static gboolean
read_mailbox (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (*entry->value == '\0')
    return refuse (error, NC_ ("said", "%s is empty"), entry->key);
  return read_plain (field, entry, "\"\\%*;?#&", error);
}

static gboolean
read_server (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  char normal[PL_HOSTNAME_MAX + 1];
  char **server = field;

  if (!pl_hostname_normalise (entry->value, strlen (entry->value), normal))
    return refuse (error, NC_ ("said", "%s=%s is no server's name"), entry->key, entry->value);
  g_free (*server);
  *server = g_strdup (normal);
  return TRUE;
}

static gboolean
read_address (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  const char *problem = pl_mail_address_problem (entry->value);
  char **address = field;

  if (problem != NULL)
    return refuse (error, "%s: %s", entry->key, problem);
  g_free (*address);
  *address = g_strdup (entry->value);
  return TRUE;
}

static gboolean
read_path (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (*entry->value != '/')
    return refuse (error, NC_ ("said", "%s=%s is not a whole path"), entry->key, entry->value);
  return pl_key_read_text (field, rule, entry, weekday, error);
}

#define FIELD(type, member) .offset = G_STRUCT_OFFSET (type, member)
#define SERVER(section, member)                                                                    \
  { section, "Server", .read = read_server, FIELD (PlRoutes, member.server) },                     \
      { section,      "Port",          .read = pl_key_read_number, FIELD (PlRoutes, member.port),  \
        .minimum = 1, .maximum = 65535 },                                                          \
      { section, "Security", .read = pl_key_read_choice, FIELD (PlRoutes, member.security),        \
        .choices = securities },                                                                   \
      { section, "User", .read = read_user, FIELD (PlRoutes, member.user) },                       \
  {                                                                                                \
    section, "Credential", .read = read_path, FIELD (PlRoutes, member.credential)                  \
  }

static const PlKeyRule mail_rules[] = {
  SERVER (MAIL, out),
  { MAIL, "From", .read = read_address, FIELD (PlRoutes, from) },
};

static const PlKeyRule mailbox_rules[] = {
  SERVER (MAILBOX, back),
  { MAILBOX, "Folder", .read = read_mailbox, FIELD (PlRoutes, mailbox) },
};

static const PlKeyRule folder_rules[] = {
  { NULL, "Path", .read = read_path, FIELD (PlRouteFolder, path) },
  { NULL, "Title", .read = pl_key_read_text, FIELD (PlRouteFolder, title) },
};

/* ---- the file ---- */

static gboolean
check_server (const PlKeyFile *file,
              const char *section,
              PlMailServer *server,
              int starttls,
              int tls,
              GError **error)
{
  if (server->server == NULL)
    return pl_key_file_refuse (file, pl_key_file_line (file, section, "Server"), error,
                               NC_ ("said", "%s is missing from [%s]"), "Server", section);
  if ((*server->user == '\0') != (*server->credential == '\0'))
    return pl_key_file_refuse (file, pl_key_file_line (file, section, "User"), error,
                               NC_ ("said", "[%s] needs both User and Credential, or neither"),
                               section);
  if (server->port == 0)
    server->port = server->security == PL_MAIL_TLS ? tls : starttls;
  return TRUE;
}

static gboolean
read_mail (PlRoutes *routes, const PlKeyFile *file, GError **error)
{
  if (!pl_key_file_apply_section (file, MAIL, mail_rules, G_N_ELEMENTS (mail_rules), routes,
                                  error) ||
      !check_server (file, MAIL, &routes->out, SMTP_STARTTLS, SMTP_TLS, error))
    return FALSE;
  return *routes->from != '\0' ||
         pl_key_file_refuse (file, pl_key_file_line (file, MAIL, "From"), error,
                             NC_ ("said", "%s is missing from [%s]"), "From", MAIL);
}

static gboolean
read_back (PlRoutes *routes, const PlKeyFile *file, GError **error)
{
  routes->back.security = PL_MAIL_TLS;
  return pl_key_file_apply_section (file, MAILBOX, mailbox_rules, G_N_ELEMENTS (mailbox_rules),
                                    routes, error) &&
         check_server (file, MAILBOX, &routes->back, IMAP_STARTTLS, IMAP_TLS, error);
}

static gboolean
read_folder (PlRoutes *routes, const PlKeyFile *file, const char *section, GError **error)
{
  guint line = pl_key_file_line (file, section, "");

  if (!pl_category_id_is_valid (section) || strlen (section) > PL_ROUTE_ID_MAX)
    return pl_key_file_refuse (
        file, line, error,
        NC_ ("said", "[%s] is neither [Mail] nor [Mailbox], nor a folder's name of the form"
                     " [a-z][a-z0-9-]*"),
        section);
  if (pl_routes_has (routes, section) || g_str_equal (section, PL_ROUTE_MAIL))
    return pl_key_file_refuse (file, line, error, NC_ ("said", "[%s] is the name of another route"),
                               section);
  if (routes->folders->len == PL_ROUTE_FOLDERS_MAX)
    return pl_key_file_refuse (file, line, error, NC_ ("said", "more than %d folders"),
                               PL_ROUTE_FOLDERS_MAX);
  PlRouteFolder *folder = g_new0 (PlRouteFolder, 1);
  folder->id = g_strdup (section);
  folder->title = g_strdup (section);
  g_ptr_array_add (routes->folders, folder);
  if (!pl_key_file_apply_section (file, section, folder_rules, G_N_ELEMENTS (folder_rules), folder,
                                  error))
    return FALSE;
  return folder->path != NULL ||
         pl_key_file_refuse (file, line, error, NC_ ("said", "%s is missing from [%s]"), "Path",
                             section);
}

gpointer
pl_routes_parse (const char *name, const char *text, gsize length, gpointer data, GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new (name, text, length, error);
  g_autoptr (PlRoutes) routes = pl_routes_new ();

  if (file == NULL)
    return NULL;
  g_autofree const char **sections = pl_key_file_sections (file);
  for (const char **section = sections; *section != NULL; section++) {
    gboolean read = g_str_equal (*section, MAIL)      ? read_mail (routes, file, error)
                    : g_str_equal (*section, MAILBOX) ? read_back (routes, file, error)
                                                      : read_folder (routes, file, *section, error);
    if (!read)
      return NULL;
  }
  return g_steal_pointer (&routes);
}

/* ---- a reader's ---- */

void
pl_reader_route_free (PlReaderRoute *route)
{
  g_free (route->route);
  g_free (route->address);
  g_free (route);
}

static gboolean
wrong (GError **error, const char *part, const char *why)
{
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" %s"), part, why);
  return FALSE;
}

static gboolean
is_there (const GPtrArray *routes, const PlReaderRoute *route)
{
  for (guint i = 0; i < routes->len; i++) {
    const PlReaderRoute *other = routes->pdata[i];
    if (g_str_equal (other->route, route->route))
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_route (const GPtrArray *routes, const PlReaderRoute *route, const char *part, GError **error)
{
  gboolean mail = g_str_equal (route->route, PL_ROUTE_MAIL);
  const char *problem = mail ? pl_mail_address_problem (route->address) : NULL;

  if (!pl_category_id_is_valid (route->route) || strlen (route->route) > PL_ROUTE_ID_MAX)
    return wrong (error, part,
                  NC_ ("said", "is no route: mail=ADDRESS, notices, or a folder's name"));
  if (problem != NULL)
    return wrong (error, route->address, problem);
  if (!mail && *route->address != '\0')
    return wrong (error, part, NC_ ("said", "has an address, which only mail has"));
  if (is_there (routes, route))
    return wrong (error, route->route, NC_ ("said", "is named twice"));
  return routes->len < PL_READER_ROUTES_MAX ||
         wrong (error, part, NC_ ("said", "is one route too many"));
}

GPtrArray *
pl_reader_routes_parse (const char *text, GError **error)
{
  g_autoptr (GPtrArray) routes =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_reader_route_free);
  g_auto (GStrv) parts = pl_key_split (text, error);

  for (char **part = parts; part != NULL && *part != NULL; part++) {
    g_autoptr (PlReaderRoute) route = g_new0 (PlReaderRoute, 1);
    const char *equals = strchr (*part, '=');
    route->route = equals != NULL ? g_strndup (*part, (gsize)(equals - *part)) : g_strdup (*part);
    route->address = g_strdup (equals != NULL ? equals + 1 : "");
    g_strstrip (route->route);
    g_strstrip (route->address);
    if (!check_route (routes, route, *part, error))
      return NULL;
    g_ptr_array_add (routes, g_steal_pointer (&route));
  }
  return parts != NULL ? g_steal_pointer (&routes) : NULL;
}

char *
pl_reader_routes_write (const GPtrArray *routes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < routes->len; i++) {
    const PlReaderRoute *route = routes->pdata[i];
    g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "; " : "", route->route,
                            *route->address != '\0' ? "=" : "", route->address);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
