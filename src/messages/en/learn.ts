import type { LearnWords } from '../learn.ts'

export const enLearn: LearnWords = {
  welcome: 'You walk the six steps with the sandbox. After each step comes one question, then three attacks are played. Nothing is saved.',
  question: (place, of) => `Question ${place} of ${of}`,
  keys: 'a, b or c, then Enter · ?: help · q: leave',
  unknown: 'Answer with a, b or c.',
  keyHelp: [
    'a, b, c  then Enter: your answer; a capital letter counts too',
    '?        then Enter: this help, and the question again',
    'q        then Enter: leave the lesson; nothing is saved',
    'Ctrl-C   leave at once',
  ],
  help: 'A wrong answer is explained, and you choose again.',
  right: 'Right.',
  wrong: 'Not that.',
  between: ' ',
  answered: '. ',
  attack: (place, of) => `Attack ${place} of ${of}`,
  live: 'The sandbox plays the attack now:',
  nothingSaved: 'The walk ends here. No token is used, and nothing is saved.',
  result: (right, of) => `${right} of ${of} right at the first try.`,
  goOn: 'Go on with:',
  next: ['every message and every check of the walk', 'another attack: a token for another client', 'a real provider', 'how a provider is checked, here one that skips PKCE', 'a login of your own application, as the browser recorded it'],
  steps: {
    start: {
      ask: 'Why does the client draw new random values for every login?', right: 'a',
      answers: {
        a: { text: 'So that nobody can guess or reuse them', reply: 'state, nonce and code_verifier tie later messages to this one login. A value that can be guessed protects nothing.' },
        b: { text: 'So that the provider can count the logins', reply: 'The provider does not count them. Think of what an attacker would do with a known value.' },
        c: { text: 'So that the address is hard to read', reply: 'Anybody may read the address. The values must only be unknown before.' },
      },
    },
    redirect: {
      ask: 'Why does only the hash of the code_verifier stand in this address?', right: 'c',
      answers: {
        a: { text: 'The verifier is too long for it', reply: 'Both have 43 characters. Think of who can read this address.' },
        b: { text: 'The provider can’t read the verifier', reply: 'It can, and it gets the verifier in step 5. Think of who else reads this address.' },
        c: { text: 'Others can read the address', reply: 'Nobody can turn the hash back into the verifier. So a reader of the address still can’t redeem the code.' },
      },
    },
    consent: {
      ask: 'Who gets to see your password?', right: 'b',
      answers: {
        a: { text: 'The client, which passes it on', reply: 'The client only waits. It never asks for that password.' },
        b: { text: 'The provider alone', reply: 'It is typed on the provider’s own page. The client gets a code later, and never the password: that is the point of OAuth.' },
        c: { text: 'The client and the provider', reply: 'The page belongs to the provider. The client sees nothing of it.' },
      },
    },
    callback: {
      ask: 'A link brings somebody else’s code to the client. What stops it?', right: 'a',
      answers: {
        a: { text: 'state: it is not the one that was sent', reply: 'Only the client that asked knows its state. Without that check you would be signed in as the attacker (CSRF).' },
        b: { text: 'The code has expired', reply: 'The attacker’s code may be quite fresh. Something must tie the answer to your own login.' },
        c: { text: 'nonce: it is not in the address', reply: 'nonce comes later, in the ID token. Here the client has only the address to look at.' },
      },
    },
    token: {
      ask: 'Another program has read the code. Why does it get no tokens?', right: 'c',
      answers: {
        a: { text: 'The code is encrypted', reply: 'It is not: whoever sees it can send it. But the token request needs more than the code.' },
        b: { text: 'The code works in your browser only', reply: 'The browser has no part in this step. Look at what else the token request holds.' },
        c: { text: 'It lacks the code_verifier and the secret', reply: 'The provider hashes the code_verifier and compares it with step 2. Neither it nor the client’s secret ever passed through the browser.' },
      },
    },
    userinfo: {
      ask: 'Which token tells the client who signed in?', right: 'b',
      answers: {
        a: { text: 'The access token', reply: 'It opens the data, and is meant for the resource server. It proves nothing to the client.' },
        b: { text: 'The ID token', reply: 'The provider has signed it for this client and this login. The access token only opens the data, for whoever bears it.' },
        c: { text: 'The refresh token', reply: 'It gets new access tokens, and nobody but the provider reads it.' },
      },
    },
  },
  attacks: {
    'h47-iss-of-another-provider': {
      ask: 'An answer comes with the right state, but from another provider (mix-up). Which check stops it?', right: 'b',
      answers: {
        a: { text: 'nonce in the ID token', reply: 'There is no ID token yet. The code must not even be sent to the wrong provider.' },
        b: { text: 'iss of the answer', reply: 'The answer names its issuer, and the client compares it with the one that it asked. Otherwise your code would go to the wrong provider.' },
        c: { text: 'state of the answer', reply: 'The state is right here: the attacker passed it on.' },
      },
    },
    'nonce-invalid': {
      ask: 'The ID token is genuine, but of another login (replay). Which check stops it?', right: 'a',
      answers: {
        a: { text: 'nonce', reply: 'The provider signs the nonce of the login into the token. An old token holds an old nonce.' },
        b: { text: 'The signature', reply: 'The provider really has signed this token. So the signature is right.' },
        c: { text: 'aud, the audience', reply: 'The token was made for this client. So aud is right.' },
      },
    },
    'h72-signed-by-another-key': {
      ask: 'Somebody makes an ID token with all the right claims, and signs it with a key of their own. Which check stops it?', right: 'c',
      answers: {
        a: { text: 'The time of issue', reply: 'Anybody can write the right time into a token.' },
        b: { text: 'nonce', reply: 'The nonce stood in the address in step 2, so an attacker may know it.' },
        c: { text: 'The signature', reply: 'Only the provider has the key whose public half is published. Any other key gives a signature that does not fit.' },
      },
    },
  },
}
