/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the agent tells those who carry (porchlight-fetch for mail, porchlight-folder for folders), and what they
 * answer: one job on standard input, one answer on standard output, one process each. They meet servers and
 * folders that nobody vouches for, so the agent believes nothing: it checks every length, gives what came back to
 * porchlight-unwrap as it is, and makes nothing that people read of their words.
 */

typedef enum {
  PL_POST_SEND = 1,    /* the job's bytes: a letter */
  PL_POST_COLLECT = 2, /* look what came back */
  PL_POST_SETTLE = 3,  /* the job's bytes: PlPostVerdict, one after the other */
} PlPostKind;

#define PL_POST_NAME_SIZE   128 /* of a mail there, or a file: what settling names it by */
#define PL_POST_TEXT_SIZE   256
#define PL_POST_BYTES_MAX   (1024 * 1024) /* of a job */
#define PL_POST_PARCEL_MAX  (400 * 1024) /* of one thing that came back: a larger one stays there */
#define PL_POST_PARCELS_MAX 32           /* of one look */
#define PL_POST_COLLECT_MAX (4 * 1024 * 1024) /* of one look: the rest is for the next */

/* Sent once, as it lies in memory: both ends are one build. Texts end in NUL; "" is none. */
typedef struct {
  guint32 kind;     /* PlPostKind */
  guint32 length;   /* of the bytes that follow */
  guint32 security; /* PlMailSecurity (policy/people/routes.h); of mail, as all that follows */
  guint32 port;
  guint32 validity;  /* PL_POST_SETTLE: what the look answered */
  guint32 answer_ms; /* how long the server may take for an answer */
  guint32 total_ms;
  char server[PL_POST_TEXT_SIZE];
  char user[PL_POST_TEXT_SIZE];
  char password[PL_POST_TEXT_SIZE];
  char mailbox[PL_POST_TEXT_SIZE];
  char from[PL_POST_TEXT_SIZE];
  char to[PL_POST_TEXT_SIZE];
  char date[PL_POST_NAME_SIZE]; /* RFC 5322, 3.3 */
  char name[PL_POST_NAME_SIZE]; /* of the letter: in Message-ID, or the file's */
} PlPostJob;

/* What becomes of a thing that came back. */
typedef struct {
  char name[PL_POST_NAME_SIZE];
  guint32 done; /* 1: it goes; 0: it stays, marked for a person to look at where that is possible */
} PlPostVerdict;

typedef enum {
  PL_POST_DONE = 0,
  PL_POST_FAILED = 1, /* and nothing was handed over */
  PL_POST_UNSURE = 2, /* it may have been handed over */
} PlPostOutcome;

typedef enum {
  PL_POST_FAILURE_NONE = 0,
  PL_POST_FAILURE_NAME = 1,
  PL_POST_FAILURE_CONNECT = 2,
  PL_POST_FAILURE_NO_TLS = 3,
  PL_POST_FAILURE_CERTIFICATE = 4,
  PL_POST_FAILURE_LOGIN = 5,
  PL_POST_FAILURE_REFUSED = 6, /* with a number of SMTP */
  PL_POST_FAILURE_SILENT = 7,
  PL_POST_FAILURE_DROPPED = 8,
  PL_POST_FAILURE_PROTOCOL = 9,
  PL_POST_FAILURE_CREDENTIAL = 10,
  PL_POST_FAILURE_MISSING = 11, /* of folders from here on */
  PL_POST_FAILURE_UNPREPARED = 12,
  PL_POST_FAILURE_READ_ONLY = 13,
  PL_POST_FAILURE_FULL = 14,
  PL_POST_FAILURE_DENIED = 15,
  PL_POST_FAILURE_LINK = 16,
  PL_POST_FAILURE_DISK = 17,
  PL_POST_FAILURE_STOPPED = 18,  /* the one who carries ended without an answer */
  PL_POST_FAILURE_NO_ROUTE = 19, /* routes.conf has it no more */
} PlPostFailure;
#define PL_POST_FAILURES 20

/* "the server's name is not known" ...: for reports. */
const char *pl_post_failure_text (PlPostFailure why);

/* The answer's beginning; parcels follow after PL_POST_COLLECT. */
typedef struct {
  guint32 outcome;  /* PlPostOutcome */
  guint32 failure;  /* PlPostFailure */
  guint32 status;   /* of SMTP; 0: none */
  guint32 validity; /* of the mailbox (RFC 9051, 2.3.1.1) */
} PlPostAnswer;

/* One thing that came back. */
typedef struct {
  char name[PL_POST_NAME_SIZE]; /* ends in NUL; no text for people */
  const guint8 *bytes;
  gsize length;
} PlPostParcel;

/* Those who carry. FALSE: the parcel is too large, or one too many; it is left out. */
gboolean pl_post_add_parcel (
    GByteArray *parcels, guint *n, const char *name, gconstpointer bytes, gsize length);
/* Reads the job and the bytes after it; NULL where it is none. Transfer full. */
GBytes *pl_post_read_job (int fd, PlPostJob *job);
/* parcels: nullable. FALSE: nobody listens. */
gboolean pl_post_write_answer (int fd, const PlPostAnswer *answer, const GByteArray *parcels);

/* The agent. FALSE where it is no answer. */
gboolean pl_post_read_answer (GBytes *bytes, PlPostAnswer *answer);
/* The parcel at *at (0 at first), which moves on; FALSE at the end, or where the rest is none. */
gboolean pl_post_next_parcel (GBytes *bytes, gsize *at, PlPostParcel *parcel);

G_END_DECLS
