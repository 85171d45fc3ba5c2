import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import type { GrantCheck, GrantFinding } from '../grant.ts'
import type { Lessons } from '../lessons.ts'
import { text } from '../text.ts'
import { enWorkloadChecks, enWorkloadLessons, enWorkloadWords } from './workload.ts'

export const enGrantSteps: Catalogue['story']['grantSteps'] = {
  client_credentials: {
    redirect: 'Left out with client_credentials: the client asks for itself (RFC 6749, 4.4). Nobody signs in, so no browser is sent anywhere.',
    consent: 'Left out with client_credentials: nobody is asked. What this client may do was set up at the provider before.',
    callback: 'Left out with client_credentials: no code comes back, so there is no state, no PKCE and no listener either.',
    token: 'Different with client_credentials: the client proves who it is, by its secret or by an assertion that its key signs, and gets the token at once. Whoever has the secret or the key is this client; scope and resource keep small what the token opens.',
  },
  'jwt-bearer': {
    redirect: 'Different with an assertion: the platform on which this program runs, such as a CI service or a cluster, has signed what runs here. That stands in for a sign-in (RFC 7523, 2.1): sub says what runs, aud for whom it is said, exp until when.',
    consent: 'Left out with an assertion: nobody is asked. The provider’s administrator has set up before which platform is trusted (iss), and for which of its workloads (sub).',
    callback: 'Left out with an assertion: no code comes back, so there is no state, no PKCE and no listener either.',
    token: 'Different with an assertion: the client sends it instead of a code, and needs no secret of its own. The platform’s signature proves it, aud keeps it from being used at another provider, exp makes it useless soon. It is sent once: no other way is tried after a refusal.',
  },
  'id-jag': {
    redirect: 'Different with an identity provider: the ID token of your sign-in there stands in for the browser. It says who you are, and is for the identity provider’s eyes alone: the resource’s provider never gets it.',
    consent: 'Different with an identity provider: the client sends it the ID token (RFC 8693), and names the provider (audience) and the resource that it wants to use. Instead of asking you, the enterprise’s policy decides.',
    callback: 'Different with an identity provider: instead of a code an ID-JAG comes back, which the identity provider has signed. It is good for one provider (aud), one client (client_id), one resource and a few minutes; that is compared before it is sent on.',
    token: 'Different with an identity provider: the client sends the ID-JAG to the resource’s provider instead of a code (RFC 7523), and proves who it is. Whoever steals the ID-JAG can’t send it as another client: client_id in it must be the one that sends it.',
  },
}

const another = advice`Report it to the identity provider: nothing was sent on`
const setUp = advice`Compare it with what is set up at the identity provider for this application`

export const enGrantChecks: Pick<Catalogue['checks'], GrantCheck> = {
  'id-jag-type': { title: 'What came is an ID-JAG (typ)', cause: 'Another kind of token stands in its place, which might be good for something else. typ must be oauth-id-jag+jwt.', next: another },
  'id-jag-issuer': { title: 'The ID-JAG’s issuer is the identity provider', cause: 'It was made by another one.', next: another },
  'id-jag-audience': { title: 'The ID-JAG is for the resource’s provider', cause: 'It is for another provider, or for several. Whoever gets it could use it there.', next: setUp },
  'id-jag-client': { title: 'The ID-JAG is for this client', cause: 'client_id in it is the client as the resource’s provider knows it. There it would be refused.', next: setUp },
  'id-jag-resource': { title: 'The ID-JAG is for this resource', cause: 'It lets the client use another resource, or several.', next: setUp },
  'id-jag-expiry': { title: 'The ID-JAG is good at this time', cause: 'It is old, has no exp, or the clocks differ.', next: advice`Compare this machine’s clock with the identity provider’s` },
  'assertion-expiry': { title: 'The assertion is good at this time', cause: 'The platform writes a new one again and again, and this one is over; or it has no exp, or the clocks differ. Nothing was sent.', next: advice`Have the platform write a new assertion into the file` },
  ...enWorkloadChecks,
}

export const enGrantWords: Pick<Catalogue['checkWords'], GrantCheck> = {
  'id-jag-type': { noun: 'typ', wrong: 'What came is no ID-JAG' },
  'id-jag-issuer': { noun: 'issuer', wrong: 'The ID-JAG is of another identity provider', missing: 'The ID-JAG does not say who made it (iss)' },
  'id-jag-audience': { noun: 'audience', wrong: 'The ID-JAG is for another provider', missing: 'The ID-JAG does not say for whom it was made (aud)' },
  'id-jag-client': { noun: 'client_id', wrong: 'The ID-JAG is for another client', missing: 'The ID-JAG does not say for which client it is (client_id)' },
  'id-jag-resource': { noun: 'resource', wrong: 'The ID-JAG is for another resource' },
  'id-jag-expiry': { noun: 'expiry', wrong: 'The ID-JAG is past its expiry (exp), or names none' },
  'assertion-expiry': { noun: 'expiry', wrong: 'The assertion is past its expiry (exp), or names none' },
  ...enWorkloadWords,
}

const prevents = (attack: string) => ({ seenBy: 'the client', protects: 'The walk ends here: nothing is sent on.', attack })

export const enGrantLessons: Pick<Lessons['checks'], GrantCheck> = {
  'id-jag-type': prevents('a token of another kind that is passed on where it opens more than was meant'),
  'id-jag-issuer': prevents('a word about you from somebody whom nobody asked'),
  'id-jag-audience': prevents('a provider that uses what it gets at another one, in your name'),
  'id-jag-client': prevents('a grant that one client got and another one uses'),
  'id-jag-resource': prevents('a token for more than the resource that you named'),
  'id-jag-expiry': prevents('an old grant that somebody found'),
  'assertion-expiry': prevents('an old assertion that somebody found'),
  ...enWorkloadLessons,
}

export const enGrantMessages: Pick<Lessons['messages'], 'exchange-request' | 'exchange-response'> = {
  'exchange-request': {
    what: 'The client asks your identity provider for an assertion for one resource, and shows your ID token.',
    seenBy: 'Client and identity provider only.',
    protects: 'audience and resource say where the assertion may be used; the ID token itself goes nowhere else.',
    attack: 'A client that sent the ID token to each server would let each of them pass itself off as you.',
  },
  'exchange-response': {
    what: 'The identity provider gives an ID-JAG (issued_token_type), or says that its policy does not allow it. It is called access_token here, and is none.',
    seenBy: 'Client and identity provider only.',
    protects: 'It is compared with what was asked for, and then goes to that one provider.',
    attack: 'An ID-JAG for another provider or client would open something that nobody asked for.',
  },
}

export const enGrantFindings: Pick<Catalogue['findings'], GrantFinding> = {
  'assertion-audience': d => `The token that is sent is for ${text(d['audience']) || 'nobody in particular (no aud)'}, and goes to ${text(d['issuer'])}. A provider takes it only where it is set up so (RFC 7523 3, rule 3).`,
}

export const enGrantHelp: Record<string, string> = {
  '--grant': 'get the token for a resource without a browser',
  '--idp': 'profile, or issuer, of the identity provider that speaks for you (ID-JAG)',
  '--idp-client-id': 'client id at the identity provider, where --idp is an issuer',
  '--id-token-file': 'file with the ID token for it, - for stdin (default: that of the profile)',
}
