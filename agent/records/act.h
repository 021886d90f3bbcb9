/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/audit.h"

G_BEGIN_DECLS

/* The one way in which an act of staff gets into the store (R5): record and audit entry, or neither. */
typedef struct {
  guint32 uid;         /* of who does it, from the bus */
  const char *account; /* theirs */
  const char *proof;   /* how they proved it: "password", "code"; "" where nothing was asked */
} PlActor;

typedef struct {
  const PlActor *actor;
  const char *kind;    /* of the audit entry */
  const char *subject; /* the child's account, or "" */
} PlAct;

/*
 * What an act says, for the audit entry: a JSON object, in the order of adding. Texts are cut to
 * nothing less than they are; a payload that gets too long is refused with the act.
 */
typedef struct _PlPayload PlPayload;

void pl_payload_text (PlPayload *payload, const char *key, const char *value);
void pl_payload_number (PlPayload *payload, const char *key, gint64 value);
/* A moment, in UTC as RFC 3339; nothing for 0. */
void pl_payload_time (PlPayload *payload, const char *key, gint64 wall_ms);

/* Writes the record and says in payload what it is. */
typedef gboolean (*PlActWork) (PlStore *store, gpointer data, PlPayload *payload, GError **error);

gboolean pl_act (PlStore *store, const PlAct *act, PlActWork work, gpointer data, GError **error);

/* When an act of that kind was last done to a subject, and by whom (transfer full); 0 and NULL: never. */
gboolean pl_act_last (PlStore *store,
                      const char *kind,
                      const char *subject,
                      gint64 *wall_ms,
                      char **by,
                      GError **error);

/* Somebody else has changed meanwhile what an act was made from: always FALSE, and PL_ERROR_ARGUMENT. */
gboolean pl_act_refuse_changed (GError **error);

G_END_DECLS
