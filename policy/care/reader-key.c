/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/reader-key.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "policy/error.h"
#include "policy/people/key-file.h"

/* What a hostile file may ask of whoever tries a passphrase. */
#define OPS_MAX    16
#define MEMORY_MAX (1024 * 1024 * 1024)

G_STATIC_ASSERT (crypto_box_PUBLICKEYBYTES == PL_PUBLIC_KEY_SIZE);
G_STATIC_ASSERT (crypto_sign_PUBLICKEYBYTES == PL_PUBLIC_KEY_SIZE);
G_STATIC_ASSERT (crypto_pwhash_SALTBYTES == sizeof ((PlReaderKey *)0)->salt);
G_STATIC_ASSERT (crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == sizeof ((PlReaderKey *)0)->nonce);

#define PLAIN_SIZE (crypto_box_SECRETKEYBYTES + crypto_sign_SEEDBYTES)
G_STATIC_ASSERT (PLAIN_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES ==
                 sizeof ((PlReaderKey *)0)->secret);

struct _PlReaderSecret {
  guint8 box[crypto_box_SECRETKEYBYTES];
  guint8 sign[crypto_sign_SECRETKEYBYTES];
};

/* The associated data of the wrapping. */
typedef struct {
  guint8 id[PL_CARE_ID_SIZE];
  guint64 ops, memory; /* big-endian */
} Bound;

static PlReaderSecret *
secret_new (void)
{
  PlReaderSecret *secret = sodium_init () >= 0 ? sodium_malloc (sizeof *secret) : NULL;

  if (secret == NULL)
    g_error (NC_ ("said", "no memory for keys"));
  return secret;
}

void
pl_reader_secret_free (PlReaderSecret *secret)
{
  sodium_free (secret);
}

const guint8 *
pl_reader_secret_box (const PlReaderSecret *secret)
{
  return secret->box;
}

const guint8 *
pl_reader_secret_sign (const PlReaderSecret *secret)
{
  return secret->sign;
}

static void
derive_id (const PlReaderKey *key, guint8 id[PL_CARE_ID_SIZE])
{
  guint8 hash[32];
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  crypto_generichash_update (&state, key->box, sizeof key->box);
  crypto_generichash_update (&state, key->sign, sizeof key->sign);
  crypto_generichash_final (&state, hash, sizeof hash);
  memcpy (id, hash, PL_CARE_ID_SIZE);
}

static gboolean
is_name (const char *name)
{
  if (strlen (name) > PL_READER_NAME_MAX || !g_utf8_validate (name, -1, NULL) ||
      g_ascii_isspace (*name) || *name == '\0')
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
  return !g_ascii_isspace (name[strlen (name) - 1]);
}

/* FALSE where there is not the memory for it. */
static gboolean
derive_wrapping (const PlReaderKey *key, const char *passphrase, gsize length, guint8 wrapping[32])
{
  return crypto_pwhash (wrapping, 32, passphrase, length, key->salt, key->ops, (size_t)key->memory,
                        crypto_pwhash_ALG_ARGON2ID13) == 0;
}

static void
bind (const PlReaderKey *key, Bound *bound)
{
  memcpy (bound->id, key->id, sizeof bound->id);
  bound->ops = GUINT64_TO_BE (key->ops);
  bound->memory = GUINT64_TO_BE (key->memory);
}

static gboolean
fail_memory (GError **error)
{
  g_set_error_literal (
      error, PL_ERROR, PL_ERROR_IO,
      NC_ ("said", "not enough memory to try the passphrase: close other programs"));
  return FALSE;
}

gboolean
pl_reader_key_rewrap (PlReaderKey *key,
                      const PlReaderSecret *secret,
                      const char *passphrase,
                      gsize length,
                      gsize minimum,
                      PlWrapWork work,
                      GError **error)
{
  guint8 wrapping[32], plain[PLAIN_SIZE];
  Bound bound;

  if (length < minimum || length > PL_PASSPHRASE_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "it needs at least %u characters"), (guint)minimum);
    return FALSE;
  }
  key->wrapped = TRUE;
  key->ops = work == PL_WRAP_TEST ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_MODERATE;
  key->memory = work == PL_WRAP_TEST ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_MODERATE;
  randombytes_buf (key->salt, sizeof key->salt);
  randombytes_buf (key->nonce, sizeof key->nonce);
  bind (key, &bound);
  if (!derive_wrapping (key, passphrase, length, wrapping))
    return fail_memory (error);
  memcpy (plain, secret->box, sizeof secret->box);
  crypto_sign_ed25519_sk_to_seed (plain + sizeof secret->box, secret->sign);
  crypto_aead_xchacha20poly1305_ietf_encrypt (key->secret, NULL, plain, sizeof plain,
                                              (const guint8 *)&bound, sizeof bound, NULL,
                                              key->nonce, wrapping);
  sodium_memzero (wrapping, sizeof wrapping);
  sodium_memzero (plain, sizeof plain);
  return TRUE;
}

gboolean
pl_reader_key_new (PlReaderKey *key,
                   const char *name,
                   const char *passphrase,
                   gsize length,
                   gsize minimum,
                   PlWrapWork work,
                   GError **error)
{
  g_autoptr (PlReaderSecret) secret = secret_new ();

  *key = (PlReaderKey){ 0 };
  if (!is_name (name)) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "a name has 1 to %d bytes on one line"), PL_READER_NAME_MAX);
    return FALSE;
  }
  g_strlcpy (key->name, name, sizeof key->name);
  crypto_box_keypair (key->box, secret->box);
  crypto_sign_keypair (key->sign, secret->sign);
  derive_id (key, key->id);
  return pl_reader_key_rewrap (key, secret, passphrase, length, minimum, work, error);
}

/* The private keys must be those of the public ones: a file that says otherwise was made to mislead. */
static gboolean
take_plain (PlReaderSecret *secret, const PlReaderKey *key, const guint8 plain[PLAIN_SIZE])
{
  guint8 box[PL_PUBLIC_KEY_SIZE], sign[PL_PUBLIC_KEY_SIZE];

  memcpy (secret->box, plain, sizeof secret->box);
  crypto_sign_seed_keypair (sign, secret->sign, plain + sizeof secret->box);
  crypto_scalarmult_base (box, secret->box);
  return memcmp (box, key->box, sizeof box) == 0 && memcmp (sign, key->sign, sizeof sign) == 0;
}

PlReaderSecret *
pl_reader_key_unlock (const PlReaderKey *key, const char *passphrase, gsize length, GError **error)
{
  g_autoptr (PlReaderSecret) secret = secret_new ();
  guint8 wrapping[32], plain[PLAIN_SIZE];
  Bound bound;

  if (!key->wrapped) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "there is no private key in it"));
    return NULL;
  }
  bind (key, &bound);
  if (!derive_wrapping (key, passphrase, length, wrapping)) {
    fail_memory (error);
    return NULL;
  }
  gboolean right = crypto_aead_xchacha20poly1305_ietf_decrypt (
                       plain, NULL, NULL, key->secret, sizeof key->secret, (const guint8 *)&bound,
                       sizeof bound, key->nonce, wrapping) == 0 &&
                   take_plain (secret, key, plain);
  sodium_memzero (wrapping, sizeof wrapping);
  sodium_memzero (plain, sizeof plain);
  if (right)
    return g_steal_pointer (&secret);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_DENIED,
                       NC_ ("said", "that is not its passphrase"));
  return NULL;
}

static gboolean
read_bytes (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (pl_care_hex_parse (entry->value, field, (gsize)rule->maximum))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
               NC_ ("said", "%d bytes are wanted, in small hexadecimal digits"), rule->maximum);
  return FALSE;
}

static gboolean
read_work (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (g_ascii_string_to_unsigned (entry->value, 10, (guint64)rule->minimum, (guint64)rule->maximum,
                                  field, NULL))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "a number from %d to %d is wanted"),
               rule->minimum, rule->maximum);
  return FALSE;
}

static gboolean
read_name (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (is_name (entry->value)) {
    g_strlcpy (field, entry->value, PL_READER_NAME_MAX + 1);
    return TRUE;
  }
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "a name has 1 to %d bytes"),
               PL_READER_NAME_MAX);
  return FALSE;
}

static gboolean
read_version (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (g_str_equal (entry->value, G_STRINGIFY (PL_READER_KEY_VERSION)))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
               NC_ ("said", "a version that this Porchlight does not know"));
  return FALSE;
}

#define KEY       "Reader-Key"
#define WRAPPED   "Wrapped"
#define AT(field) offsetof (PlReaderKey, field)

/* clang-format off */
static const PlKeyRule rules[] = {
  { KEY, "Version", PL_KEY_EXACT, read_version, 0, 0, 0, NULL },
  { KEY, "Id", PL_KEY_EXACT, read_bytes, AT (id), 0, PL_CARE_ID_SIZE, NULL },
  { KEY, "Name", PL_KEY_EXACT, read_name, AT (name), 0, 0, NULL },
  { KEY, "Box", PL_KEY_EXACT, read_bytes, AT (box), 0, PL_PUBLIC_KEY_SIZE, NULL },
  { KEY, "Sign", PL_KEY_EXACT, read_bytes, AT (sign), 0, PL_PUBLIC_KEY_SIZE, NULL },
  { WRAPPED, "Ops", PL_KEY_EXACT, read_work, AT (ops), 1, OPS_MAX, NULL },
  { WRAPPED, "Memory", PL_KEY_EXACT, read_work, AT (memory), 8192, MEMORY_MAX, NULL },
  { WRAPPED, "Salt", PL_KEY_EXACT, read_bytes, AT (salt), 0, 16, NULL },
  { WRAPPED, "Nonce", PL_KEY_EXACT, read_bytes, AT (nonce), 0, 24, NULL },
  { WRAPPED, "Secret", PL_KEY_EXACT, read_bytes, AT (secret), 0, 80, NULL },
};
/* clang-format on */

/* All of [Reader-Key] has to be there; of [Wrapped] all or nothing. */
static gboolean
check_whole (const PlKeyFile *file, PlReaderKey *key, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    key->wrapped |=
        g_str_equal (rules[i].section, WRAPPED) && pl_key_file_has (file, WRAPPED, rules[i].key);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if ((key->wrapped || g_str_equal (rules[i].section, KEY)) &&
        !pl_key_file_has (file, rules[i].section, rules[i].key))
      return pl_key_file_refuse (file, pl_key_file_line (file, rules[i].section, rules[i].key),
                                 error, NC_ ("said", "%s is missing"), rules[i].key);
  return TRUE;
}

gboolean
pl_reader_key_parse (
    PlReaderKey *key, const char *file, const char *text, gsize length, GError **error)
{
  g_autoptr (PlKeyFile) lines = pl_key_file_new (file, text, length, error);
  guint8 id[PL_CARE_ID_SIZE];

  *key = (PlReaderKey){ 0 };
  if (lines == NULL || !pl_key_file_apply (lines, rules, G_N_ELEMENTS (rules), key, error) ||
      !check_whole (lines, key, error))
    return FALSE;
  derive_id (key, id);
  return memcmp (id, key->id, sizeof id) == 0 ||
         pl_key_file_refuse (lines, pl_key_file_line (lines, KEY, "Id"), error,
                             NC_ ("said", "this is not the id of these keys"));
}

static void
add_bytes (GString *text, const char *key, const guint8 *bytes, gsize length)
{
  g_autofree char *hex = pl_care_hex (bytes, length);

  g_string_append_printf (text, "%s=%s\n", key, hex);
}

char *
pl_reader_key_text (const PlReaderKey *key, gboolean secret)
{
  GString *text = g_string_new ("[" KEY "]\nVersion=" G_STRINGIFY (PL_READER_KEY_VERSION) "\n");

  add_bytes (text, "Id", key->id, sizeof key->id);
  g_string_append_printf (text, "Name=%s\n", key->name);
  add_bytes (text, "Box", key->box, sizeof key->box);
  add_bytes (text, "Sign", key->sign, sizeof key->sign);
  if (secret && key->wrapped) {
    g_string_append_printf (
        text, "[" WRAPPED "]\nOps=%" G_GUINT64_FORMAT "\nMemory=%" G_GUINT64_FORMAT "\n", key->ops,
        key->memory);
    add_bytes (text, "Salt", key->salt, sizeof key->salt);
    add_bytes (text, "Nonce", key->nonce, sizeof key->nonce);
    add_bytes (text, "Secret", key->secret, sizeof key->secret);
  }
  return g_string_free (text, FALSE);
}
