/**
 * Sentences of RFC 6749 (sections 4.1.2.1 and 5.2), RFC 6750 and RFC 8628 as servers quote them, wholly or nearly. They
 * name every case that the code may stand for, so they say no more than the code: "unsupported authentication method"
 * among them does not mean that the method is wrong.
 */
const sentences: readonly RegExp[] = [
  /client authentication failed,?(?: due to| \(e\.g\.,?)(?: login failure,)? unknown client, no client authentication included,? or unsupported authentication method\)?\.?/gi,
  /the provided (?:authorization )?grant(?: \(e\.g\.,? authorization code, resource owner credentials\))?(?: or refresh token)? is invalid, expired, revoked, does not match the redirection ur[il] used in the authorization request, or was issued to another client\.?/gi,
  /the (?:authenticated )?client is not authorized to (?:use this authorization grant type|perform this request using this method|request an? (?:authorization code|access token|token) using this method)\.?/gi,
  /the authorization server does not support obtaining an? (?:authorization code|access token|token) using this method\.?/gi,
  /the authorization grant type is not supported by the authorization server\.?/gi,
  /the request is missing a required parameter, includes an? (?:unsupported|invalid) parameter value(?: \(other than grant type\))?,(?: includes a parameter more than once,| repeats a parameter,)?(?: includes multiple credentials, utilizes more than one mechanism for authenticating the client,)? or is otherwise malformed\.?/gi,
  /the requested scope is invalid, unknown,? (?:or malformed|malformed, or exceeds the scope granted by the resource owner)\.?/gi,
  /the resource owner or authorization server denied the request\.?/gi,
  /the access token provided is expired, revoked, malformed, or invalid for other reasons\.?/gi,
]

/** A description without the sentences that the server quotes from the standards. */
export function withoutStandardSentences(description: string): string {
  return sentences.reduce((rest, sentence) => rest.replace(sentence, ''), description).trim()
}
