/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/authority.h"

#include <polkit/polkit.h>

typedef struct {
  char *caller;
  char *action;
  gboolean interactive;
  PlAuthorityFunc callback;
  gpointer data;
} Question;

static void
answer (Question *question, gboolean authorized, const GError *error)
{
  if (error != NULL)
    g_warning ("polkit: %s", error->message);
  question->callback (authorized, question->data);
  g_free (question->caller);
  g_free (question->action);
  g_free (question);
}

static void
on_checked (GObject *authority, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PolkitAuthorizationResult) outcome =
      polkit_authority_check_authorization_finish (POLKIT_AUTHORITY (authority), result, &error);

  answer (data, outcome != NULL && polkit_authorization_result_get_is_authorized (outcome), error);
}

static void
on_authority (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PolkitAuthority) authority = polkit_authority_get_finish (result, &error);

  if (authority == NULL) {
    answer (question, FALSE, error);
    return;
  }
  g_autoptr (PolkitSubject) subject = polkit_system_bus_name_new (question->caller);
  polkit_authority_check_authorization (
      authority, subject, question->action, NULL,
      question->interactive ? POLKIT_CHECK_AUTHORIZATION_FLAGS_ALLOW_USER_INTERACTION
                            : POLKIT_CHECK_AUTHORIZATION_FLAGS_NONE,
      NULL, on_checked, question);
}

void
pl_authority_check (const char *caller,
                    const char *action,
                    gboolean interactive,
                    PlAuthorityFunc callback,
                    gpointer data)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ g_strdup (caller), g_strdup (action), interactive, callback, data };
  polkit_authority_get_async (NULL, on_authority, question);
}
