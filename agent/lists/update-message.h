/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What porchlight-update tells the agent, over a socket that keeps messages apart (SOCK_SEQPACKET):
 * one fixed-size structure each, so that the agent, which is root, has nothing to parse. The agent
 * answers FETCHER alone, with one byte and a descriptor beside it.
 */
typedef enum {
  PL_UPDATE_SOURCE = 1,   /* a source as it stands now: a row of "sites sources" */
  PL_UPDATE_PROGRESS = 2, /* source, text; bytes so far, total (0: unknown) */
  PL_UPDATE_INDEX = 3,    /* the index in force is another; bytes, entries: names in it */
  PL_UPDATE_FETCHER = 4,  /* a porchlight-fetch is wanted */
  /* The last. text; due: when to come again; entries: sources that failed; FAILED: nothing came of it. */
  PL_UPDATE_END = 5,
} PlUpdateMessageType;

typedef enum {
  PL_UPDATE_OFF = 1 << 0,    /* the home has switched it off */
  PL_UPDATE_FAILED = 1 << 1, /* the last look failed; the last good list stays */
  PL_UPDATE_HELD = 1 << 2,   /* a new list waits for a person: held says its id, text why */
} PlUpdateFlags;

#define PL_UPDATE_ID_SIZE   64
#define PL_UPDATE_TEXT_SIZE 512

/* Texts end in NUL and are UTF-8; times are Unix seconds, 0: never. */
typedef struct {
  guint32 type;
  guint32 flags;
  gint64 entries;
  gint64 bytes;
  gint64 total;
  gint64 fetched; /* when the list in force came */
  gint64 checked; /* when its server was last asked */
  gint64 due;
  char source[PL_UPDATE_ID_SIZE];
  char category[PL_UPDATE_ID_SIZE];
  char held[PL_UPDATE_ID_SIZE + 16];
  char title[264];
  char licence[264];
  char covers[264];
  char text[PL_UPDATE_TEXT_SIZE];
} PlUpdateMessage;

/* The descriptor on which porchlight-update finds its agent. */
#define PL_UPDATE_AGENT_FD 3

G_END_DECLS
