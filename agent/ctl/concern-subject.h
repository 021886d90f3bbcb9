/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/ctl/own-key.h"
#include "policy/care/letter.h"
#include "policy/care/sealed.h"

G_BEGIN_DECLS

/* What a reader's command is about: a concern that the agent has, or a file that came by mail or folder. */
typedef struct {
  GVariant *parts;     /* of Concerns.Get; NULL for a file */
  char *file;          /* its bytes; NULL for one of the agent's */
  const guint8 *bytes; /* of the sealed message in file */
  gsize length;
  PlSealed sealed;
  guint8 id[PL_CARE_ID_SIZE];
  GArray *recipients; /* of PlRecipient; NULL: not known yet */
  gint64 now;         /* Unix seconds, as the agent reads its clock; 0 for a file */
} PlCtlSubject;

/* One of the agent's. PL_ERROR_ARGUMENT where there is none for the caller. */
gboolean pl_ctl_subject_ask (PlCtlSubject *subject, const char *id, GError **error);
/* argument: a file, or the id of one of the agent's. */
gboolean pl_ctl_subject_find (PlCtlSubject *subject, const char *argument, GError **error);
void pl_ctl_subject_clear (PlCtlSubject *subject);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlCtlSubject, pl_ctl_subject_clear)

/* A file's letter says to whom an answer goes. */
gboolean
pl_ctl_subject_read_recipients (PlCtlSubject *subject, const PlCtlOwnKey *own, GError **error);

/* The words of standard input as a letter that begins with head, for sodium_free; NULL: there are none. */
guint8 *pl_ctl_letter (const PlLetterHead *head, gsize *length, GError **error);

/* A signed message to the agent, or (path not NULL) into a file that goes back by mail or folder. */
gboolean pl_ctl_send_message (GBytes *message, const char *path, GError **error);

G_END_DECLS
