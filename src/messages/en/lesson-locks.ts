import type { Lessons } from '../lessons.ts'

/** Locks that are seen by something else than a parameter. */
export const enLessonLocks: Lessons['locks'] = {
  certificate: {
    what: 'The client has a certificate and shows it where the server asks for one while the TLS connection is made (RFC 8705).',
    seenBy: 'The certificate: client and server. The private key never leaves the client.',
    protects: 'Mutual TLS: a server that asks for the client’s certificate gets it, and a signature by its private key, which never leaves the client. The provider holds nothing that could be stolen: it knows the certificate, or its subject and the CA that signed it.',
    attack: 'A client secret is sent with each request, and both sides keep it: whoever reads it on either side can pose as the client from anywhere.',
  },
  'certificate-bound': {
    what: 'The access token names the client’s certificate by its hash (cnf, x5t#S256), or the provider keeps that hash beside it.',
    seenBy: 'Client, provider and resource server.',
    protects: 'A token that is bound to the client’s certificate opens something only over a TLS connection in which that certificate was shown. Only the holder of its private key can make one.',
    attack: 'A stolen token: without a lock, whoever has the token has the access.',
  },
  encryption: {
    what: 'The provider encrypted this to a public key of the client (JWE).',
    seenBy: 'Client and provider. Anyone on the way sees that something came, and not what.',
    protects: 'The provider encrypts to the client’s public key, which is registered there. Only the private key opens it, and that stays with the client. Anyone may have the public key, so encryption does not say who wrote what is within: a signature does.',
    attack: 'A signature hides nothing. Whoever sees a signed token, in a browser, a log or a proxy that opens TLS, can read who you are.',
  },
}

/** What binds an access token. */
export const enBindings: Lessons['bindings'] = {
  key: 'This access token is bound to a key. Each request proves that the client holds the key: somebody who has only the token does not get in.',
  certificate: 'This access token is bound to the client’s certificate. It counts only over a TLS connection in which the client shows that certificate: somebody who has only the token does not get in.',
  promised: 'The provider says that it binds access tokens to the client’s certificate. Such a token counts only over a TLS connection in which the client shows that certificate: somebody who has only the token does not get in.',
}
