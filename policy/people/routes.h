/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The ways on which sealed concerns leave this computer, and answers come back (C9, C11): the home's
 * routes.conf, and which of them lead to a reader. Format: routes.conf(5).
 */

/* The routes that have a fixed name; every other is a folder's. */
#define PL_ROUTE_MAIL    "mail"
#define PL_ROUTE_NOTICES "notices"

#define PL_ROUTE_FOLDERS_MAX 8
#define PL_ROUTE_ID_MAX      23  /* bytes of a route's name */
#define PL_ROUTE_ADDRESS_MAX 254 /* RFC 5321, 4.5.3.1.3 */
#define PL_READER_ROUTES_MAX 8

/* TLS always: from the first byte, or before anything else is said (RFC 3207, RFC 9051 6.2.1). */
typedef enum {
  PL_MAIL_STARTTLS = 0,
  PL_MAIL_TLS = 1,
} PlMailSecurity;

typedef struct {
  char *server; /* NULL: there is none */
  int port;
  int security;     /* PlMailSecurity */
  char *user;       /* "": no log-in */
  char *credential; /* a file that only root reads: its first line is the password; "": none */
} PlMailServer;

typedef struct {
  char *id; /* the section: [a-z][a-z0-9-]* */
  char *path;
  char *title; /* for people; the id where none is given */
} PlRouteFolder;

typedef struct {
  PlMailServer out;   /* SMTP */
  char *from;         /* "" without out.server */
  PlMailServer back;  /* IMAP: where answers come back */
  char *mailbox;      /* there; INBOX */
  GPtrArray *folders; /* of PlRouteFolder */
} PlRoutes;

/*
 * Reads a home's file: text of length bytes, which errors call name. NULL: PL_ERROR_REFUSED, FILE:LINE: reason.
 * Of a PlParse (agent/records/kept-file.h); data is not used. Transfer full.
 */
gpointer
pl_routes_parse (const char *name, const char *text, gsize length, gpointer data, GError **error);
/* A home without routes of its own. */
PlRoutes *pl_routes_new (void);
void pl_routes_free (PlRoutes *routes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRoutes, pl_routes_free)

/* NULL if there is no such folder. */
const PlRouteFolder *pl_routes_folder (const PlRoutes *routes, const char *id);
/* TRUE if the home has that route: mail with a server, a folder; notices always. */
gboolean pl_routes_has (const PlRoutes *routes, const char *id);

/* One way to one reader. */
typedef struct {
  char *route;
  char *address; /* of mail; "" for others */
} PlReaderRoute;

void pl_reader_route_free (PlReaderRoute *route);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlReaderRoute, pl_reader_route_free)

/*
 * Reads "mail=anna@example.org; office; notices": the order is the order in which they are tried. NULL and
 * PL_ERROR_ARGUMENT, in words for who typed it. Of PlReaderRoute; transfer full.
 */
GPtrArray *pl_reader_routes_parse (const char *text, GError **error);
/* The other way round; g_free. */
char *pl_reader_routes_write (const GPtrArray *routes);

/* NULL, or why text is no address that a mail can go to. */
const char *pl_mail_address_problem (const char *text);

G_END_DECLS
