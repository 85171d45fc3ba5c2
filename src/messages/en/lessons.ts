import type { Lessons } from '../lessons.ts'
import { enRegistrationLessons } from './registration.ts'
import { enGrantMessages } from './grant.ts'
import { enResourceMessages } from './resource.ts'
import { enLessonChecks } from './lesson-checks.ts'
import { enBindings, enLessonLocks } from './lesson-locks.ts'
import { enLessonParameters as parameters } from './lesson-parameters.ts'

const messages: Lessons['messages'] = {
  start: {
    what: 'The client looks up where the provider’s endpoints are, and draws the random values that protect this one login.',
    seenBy: 'Only the client knows these values yet.',
    protects: 'state, code_verifier and, where an ID token is asked for, nonce are 32 random bytes each, new for every login.',
    attack: 'A value that can be guessed protects nothing.',
  },
  ...enRegistrationLessons, ...enResourceMessages, ...enGrantMessages,
  'push-request': {
    what: 'The client gives the provider its request directly, and proves who it is, before the browser goes there.',
    seenBy: 'Client and provider only.',
    protects: 'Nobody in front of the browser can read or change what is asked for, and no other client can ask in this one’s name.',
    attack: 'Someone changes a parameter in the address on its way through the browser, such as the scope, or reads from it what was asked for.',
  },
  'push-response': {
    what: 'The provider keeps the request and gives a reference to it, good for one use and for a short time.',
    seenBy: 'Client and provider; the reference then goes through the browser.',
    protects: 'The reference tells nothing of the request, and only this client may use it.',
    attack: 'Someone guesses a reference, or uses one again: the provider takes neither.',
  },
  'authorization-request': {
    what: 'The client does not speak with the provider yet: it sends your browser there. Whoever can read the address bar can read this message, so no secret of the client may stand in it.',
    seenBy: 'You, your browser with its history, and the provider.',
    protects: 'state and PKCE each tie a later message to this one; nonce does so where an ID token is asked for.',
    attack: parameters.state.attack,
  },
  'sign-in-and-consent': {
    what: 'You sign in on the provider’s own page and say yes or no. The password never reaches the client, which is the point of OAuth.',
    seenBy: 'You and the provider. The client only waits.',
    protects: 'Look at the address in the browser: it must be the provider’s. The client never asks for that password.',
    attack: 'Phishing: a page that only looks like the provider’s takes your password.',
  },
  'authorization-response': {
    what: 'The provider sends your browser back with a code instead of a token. What passes through a browser ends up in histories and logs.',
    seenBy: 'Your browser with its history, and whoever reads its address bar.',
    protects: 'Only a code may come this way. It is good once, and for a short time.',
    attack: 'A token in the address ends up in the history and in logs.',
  },
  callback: {
    what: 'Your browser brings the code to the redirect URI. Before the code is used, the state must be the one that was sent: otherwise somebody else’s login could be slipped in here.',
    seenBy: 'Your browser and the client.',
    protects: 'state: a request with another one is ignored, and the wait goes on.',
    attack: 'CSRF: a link or web page brings a code of somebody else’s to the listener.',
  },
  'token-request': {
    what: 'The client redeems the code. Its secret, if it has one, proves who it is (client authentication). The code_verifier, if there is one, proves that it asked in step 2. Someone who stole the code has neither.',
    seenBy: 'Client and provider only: they speak with each other, and the browser has no part in it.',
    protects: 'Secrets and tokens stay out of the browser, its history and its logs. Over https, TLS proves to the client that the provider answers.',
    attack: parameters.code_verifier.attack,
  },
  'token-response': {
    what: 'The tokens. They came over a connection that the browser has no part in, and each one is checked before it is used or stored.',
    seenBy: 'Client and provider only.',
    protects: parameters.id_token.protects,
    attack: parameters.id_token.attack,
  },
  'userinfo-request': {
    what: 'The access token opens the resource. Whoever bears it gets in, so it belongs in a header: addresses are written into logs.',
    seenBy: 'Client and resource server only.',
    protects: parameters.access_token.protects,
    attack: parameters.access_token.attack,
  },
  'userinfo-response': {
    what: 'The protected data. Where an ID token came, both must be about the same user.',
    seenBy: 'Client and resource server only.',
    protects: 'sub of the userinfo must be the sub of the ID token.',
    attack: 'Token substitution: the data belong to another user than the one who signed in.',
  },
}

export const enLessons: Lessons = {
  messages, parameters, checks: enLessonChecks, locks: enLessonLocks, bindings: enBindings,
  steps: {
    start: {
      what: 'The client learns where the provider’s endpoints are and draws random values that protect this one login.',
      seenBy: 'Everyone may read the metadata. The random values stay with the client.',
      protects: 'The metadata must name exactly the issuer that was asked, and every endpoint must be https or on this machine.',
      attack: 'Mix-up: false metadata could name the attacker’s endpoints, and your code or secret would go there.',
    },
    redirect: {
      ...messages['authorization-request'],
      what: 'What passes through the browser’s address bar can be seen there, so no secret of the client may stand in it: at most the hash of one.',
    },
    consent: { ...messages['sign-in-and-consent'], what: 'Your password goes to the provider only. The client waits and sees nothing of it.' },
    callback: { ...messages.callback, what: 'The code is good for one use and a short time; the state proves that it answers this login.' },
    token: { ...messages['token-request'], what: 'The browser is not involved any more. The client’s secret, if it has one, proves who it is. PKCE, if it is used, proves that it is the one who asked.' },
    userinfo: { ...messages['userinfo-request'], what: 'Whoever bears the access token gets in. That is why it belongs in a header and not in an address.' },
  },
  topics: {
    'redirect-uri': 'Why the redirect URI must match exactly',
    state: 'state protects you', pkce: 'PKCE protects the code', nonce: 'nonce protects the ID token',
    differ: 'How they differ',
    code: 'Why a code and not the token', 'back-channel': 'Why the back channel', secret: 'client_secret',
    tokens: 'Access token and ID token', proof: 'DPoP: the token and its key', refresh: 'The refresh token', refused: 'The provider said no',
    'pushed-request': 'PAR: the request is pushed', 'signed-request': 'JAR: the request is signed', 'signed-answer': 'JARM: the answer is signed', assertion: 'How the client proves itself',
    certificate: 'Mutual TLS: the client shows a certificate', 'certificate-bound': 'The token and the certificate', encryption: 'Encrypted to the client',
    details: 'What exactly is asked for', claims: 'Which facts are asked for',
  },
  cases: {
    'state-differs': 'state ties the answer to the login that you began: the client compares it in step 4.',
    'pkce-differs': 'PKCE ties the code to the client that asked: the provider compares it in step 5.',
    'nonce-differs': 'nonce ties the ID token to this login: the client compares it in step 5.',
    'without-pkce': 'It is off in this walk. Whoever steals the code needs only the client’s secret to redeem it, and nothing where the client has none.',
    'without-nonce': 'None was sent in this walk.',
    'code-with-pkce': 'A code alone is of no use to whoever finds it there: redeeming it takes the code_verifier. The tokens themselves come in step 5, past the browser.',
    'code-without-pkce': 'Redeeming the code takes the client’s secret, where the client has one. Without PKCE nothing else protects it. The tokens themselves come in step 5, past the browser.',
    refusal: 'An error comes in place of the code, by the same way. The client believes it only with the right state, and there is no code to steal.',
    'tokens-refused': 'No token came. The code may be spent, so the walk begins again with step 2.',
    'secret-in-header': 'Sent in the Authorization header (Basic).',
    'secret-in-body': 'Sent in the body of the request.',
    'secret-in-address': 'Sent in the address, as this provider wants it: logs of servers and proxies may keep it.',
    'public-with-pkce': 'None is sent. The client acts as a public one: a program that could not keep a secret. Only the code_verifier proves that it is the one who asked.',
    'public-without-pkce': 'None is sent. The client acts as a public one: a program that could not keep a secret. Without PKCE nothing proves that it is the one who asked.',
    'id-token-differs': 'The access token is for the resource server: it opens your data, and the client need not understand it. The ID token is for the client: it says who signed in, and opens nothing.',
    'access-token-alone': 'Only an access token came. It opens your data at the resource server, but it does not prove to the client who signed in. That takes an ID token.',
  },
  labels: { what: 'What it is', seenBy: 'Who sees it', protects: 'What protects it', attack: 'Without that', prevents: 'prevents', between: ' ' },
}
