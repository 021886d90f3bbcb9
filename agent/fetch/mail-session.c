/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/fetch/mail-session.h"

#include <string.h>

#include "policy/people/routes.h"

#define CONNECT_MS 20000

gboolean
pl_mail_session_begin (PlMailSession *session,
                       const PlPostJob *job,
                       const char *scheme,
                       const char *authorities)
{
  CURL *easy = curl_easy_init ();

  *session = (PlMailSession){ .job = job, .easy = easy };
  g_snprintf (session->protocol, sizeof session->protocol, "%s%s", scheme,
              job->security == PL_MAIL_TLS ? "s" : "");
  session->answer.outcome = PL_POST_FAILED;
  session->answer.failure = PL_POST_FAILURE_PROTOCOL;
  return easy != NULL &&
         curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, session->protocol) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_CAINFO, authorities) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_CAPATH, NULL) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_PROXY, "") == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                           (long)MAX (job->answer_ms / 1000, 1)) == CURLE_OK &&
         curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS, (long)job->total_ms) == CURLE_OK &&
         (*job->user == '\0' ||
          (curl_easy_setopt (easy, CURLOPT_USERNAME, job->user) == CURLE_OK &&
           curl_easy_setopt (easy, CURLOPT_PASSWORD, job->password) == CURLE_OK));
}

/* What libcurl's codes mean to those who read reports. */
static const struct {
  CURLcode code;
  PlPostFailure why;
} meanings[] = {
  { CURLE_COULDNT_RESOLVE_HOST, PL_POST_FAILURE_NAME },
  { CURLE_COULDNT_CONNECT, PL_POST_FAILURE_CONNECT },
  { CURLE_USE_SSL_FAILED, PL_POST_FAILURE_NO_TLS },
  { CURLE_PEER_FAILED_VERIFICATION, PL_POST_FAILURE_CERTIFICATE },
  { CURLE_SSL_CACERT_BADFILE, PL_POST_FAILURE_CERTIFICATE },
  { CURLE_SSL_CONNECT_ERROR, PL_POST_FAILURE_CERTIFICATE },
  { CURLE_SSL_CERTPROBLEM, PL_POST_FAILURE_CERTIFICATE },
  { CURLE_LOGIN_DENIED, PL_POST_FAILURE_LOGIN },
  { CURLE_SEND_ERROR, PL_POST_FAILURE_DROPPED },
  { CURLE_RECV_ERROR, PL_POST_FAILURE_DROPPED },
  { CURLE_GOT_NOTHING, PL_POST_FAILURE_DROPPED },
  { CURLE_PARTIAL_FILE, PL_POST_FAILURE_DROPPED },
};

static PlPostFailure
meaning_of (const PlMailSession *session, CURLcode code)
{
  curl_off_t connected_us = 0;

  if (code == CURLE_OPERATION_TIMEDOUT) {
    curl_easy_getinfo (session->easy, CURLINFO_CONNECT_TIME_T, &connected_us);
    return connected_us > 0 ? PL_POST_FAILURE_SILENT : PL_POST_FAILURE_CONNECT;
  }
  /* A command that was refused, whatever libcurl makes of it. */
  if (session->answer.status >= 400 && code != CURLE_LOGIN_DENIED && code != CURLE_USE_SSL_FAILED)
    return PL_POST_FAILURE_REFUSED;
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].code == code)
      return meanings[i].why;
  return PL_POST_FAILURE_PROTOCOL;
}

gboolean
pl_mail_session_do (PlMailSession *session, const char *path)
{
  const PlPostJob *job = session->job;
  long status = 0;
  CURLcode code = CURLE_URL_MALFORMAT;

  g_autofree char *address =
      g_strdup_printf ("%s://%s:%u/%s", session->protocol, job->server, job->port, path);
  if (curl_easy_setopt (session->easy, CURLOPT_URL, address) == CURLE_OK)
    code = curl_easy_perform (session->easy);
  curl_easy_getinfo (session->easy, CURLINFO_RESPONSE_CODE, &status);
  session->answer.status = status >= 100 && status <= 599 ? (guint32)status : 0;
  session->answer.outcome = code == CURLE_OK ? PL_POST_DONE : PL_POST_FAILED;
  session->answer.failure = code == CURLE_OK ? PL_POST_FAILURE_NONE : meaning_of (session, code);
  return code == CURLE_OK;
}

gboolean
pl_mail_session_end (const PlMailSession *session, const GByteArray *parcels, int fd)
{
  /* Nothing is taken down: a thread that resolves a name would be waited for, and we end now. */
  return pl_post_write_answer (fd, &session->answer, parcels) &&
         session->answer.outcome == PL_POST_DONE;
}
