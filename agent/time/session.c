/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/session.h"

PlSession *
pl_session_new (const char *id, const char *path)
{
  PlSession *session = g_new0 (PlSession, 1);

  session->id = g_strdup (id);
  session->path = g_strdup (path);
  return session;
}

void
pl_session_free (gpointer data)
{
  PlSession *session = data;

  g_free (session->id);
  g_free (session->path);
  g_free (session->type);
  g_free (session);
}

static void
take_class (PlSession *session, GVariant *value)
{
  const char *name = g_variant_get_string (value, NULL);

  /* "user", and since systemd 256 "user-early" and "user-light". */
  session->user = g_str_equal (name, "user") || g_str_has_prefix (name, "user-");
}

static void
take_state (PlSession *session, GVariant *value)
{
  session->closing = g_str_equal (g_variant_get_string (value, NULL), "closing");
}

static void
take_user (PlSession *session, GVariant *value)
{
  guint32 uid;

  g_variant_get (value, "(uo)", &uid, NULL);
  session->uid = uid;
}

static void
take_type (PlSession *session, GVariant *value)
{
  g_free (session->type);
  session->type = g_variant_dup_string (value, NULL);
}

static void
take_active (PlSession *session, GVariant *value)
{
  session->active = g_variant_get_boolean (value);
}

static void
take_locked (PlSession *session, GVariant *value)
{
  session->locked = g_variant_get_boolean (value);
}

static void
take_idle (PlSession *session, GVariant *value)
{
  session->idle = g_variant_get_boolean (value);
}

static void
take_remote (PlSession *session, GVariant *value)
{
  session->remote = g_variant_get_boolean (value);
}

static const struct {
  const char *name;
  const char *type;
  void (*take) (PlSession *session, GVariant *value);
} properties[] = {
  { "Class", "s", take_class },   { "State", "s", take_state },
  { "User", "(uo)", take_user },  { "Type", "s", take_type },
  { "Active", "b", take_active }, { "LockedHint", "b", take_locked },
  { "IdleHint", "b", take_idle }, { "Remote", "b", take_remote },
};

void
pl_session_take (PlSession *session, GVariant *changed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++) {
    g_autoptr (GVariant) value =
        g_variant_lookup_value (changed, properties[i].name, G_VARIANT_TYPE (properties[i].type));
    if (value != NULL)
      properties[i].take (session, value);
  }
}

gboolean
pl_session_counts (const PlSession *session)
{
  return session->known && session->user && !session->closing;
}

gboolean
pl_session_in_use (const PlSession *session)
{
  return pl_session_counts (session) && session->active && !session->locked && !session->idle;
}
