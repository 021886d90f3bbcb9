/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/http-head.h"

G_BEGIN_DECLS

/* Ranges of a request that are looked at: browsers send four or five. */
#define PL_HTTP_LANGUAGES_MAX 16
/* A range of a language, a script and a region, and its NUL. */
#define PL_HTTP_LANGUAGE_SIZE 16

typedef struct {
  guint n;
  char ranges[PL_HTTP_LANGUAGES_MAX][PL_HTTP_LANGUAGE_SIZE]; /* lower-case, the most wanted first */
} PlHttpLanguages;

/*
 * The languages that a request asks for (Accept-Language, RFC 9110 section 12.5.4). What is not
 * understood is passed over, and so are "*" and what has the weight 0: no request is refused for it.
 */
void pl_http_languages (const PlHttpHead *head, const guint8 *stream, PlHttpLanguages *languages);

G_END_DECLS
