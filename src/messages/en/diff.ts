import type { Differences, EndFacts, InputFacts } from '../diff-words.ts'

const pair = ({ a, b }: InputFacts) => `${a || 'none'}, ${b || 'none'}`
const endpoints: Record<string, string> = { 'authorization-request': 'authorization endpoint', 'token-request': 'token endpoint', 'userinfo-request': 'userinfo endpoint' }
const methods: Record<string, string> = { client_secret_basic: 'in the Authorization header', client_secret_post: 'in the request body', client_assertion: 'by a signed assertion', none: 'without a secret' }
const endpoint = ({ name }: InputFacts) => endpoints[name] ?? name
const method = (name: string) => methods[name] ?? name
const locks: Record<string, string> = {
  par: 'pushes its request (PAR)', jar: 'signs its request (JAR)', jarm: 'wants its answer signed (JARM)', dpop: 'proves possession of a key (DPoP)', certificate: 'shows a certificate (mTLS)',
}
const lockSentence = (side: string, names: string) => names === '' ? [] : [`Only ${side} ${and(names.split(' ').map(name => locks[name] ?? name))}.`]
const sentSame = (isSure: boolean) => isSure ? 'Both sent the same' : 'Both sent the same, as far as it can be compared'
const count = (number: number, one: string) => number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`]
const and = (parts: string[]) => parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`

function ending({ how, step, what }: EndFacts): string {
  const at = step > 0 ? ` at step ${step}` : ''
  switch (how) {
    case 'signed-in': return 'signed in'
    case 'recorded': return `is recorded up to step ${step}`
    case 'refused': return `was refused${at} (${what})`
    case 'check-failed': return `failed a check${at} (${what})`
    case 'failed': return `failed${at} (${what})`
  }
}

export const enDifferences: Differences = {
  same: 'No difference but in what always differs.',
  onlyIn: side => `only in ${side}`,
  missing: 'missing', added: 'added', changed: 'changed', check: 'check', finding: 'note', address: 'address', method: 'method', status: 'status',
  end: 'The end', signedIn: 'signed in', began: 'The beginning',
  verdict: {
    input: {
      flow: ({ a }) => `Only ${a === 'device' ? 'A' : 'B'} signs in by a device code.`,
      issuer: facts => `The issuer differs: ${pair(facts)}.`,
      locks: ({ a, b }) => [...lockSentence('A', a), ...lockSentence('B', b)].join(' '),
      endpoint: facts => `The ${endpoint(facts)} differs: ${pair(facts)}.`,
      client_id: facts => `The client id differs: ${pair(facts)}.`,
      redirect_uri: facts => `The redirect URI differs: ${pair(facts)}.`,
      scope: facts => `The scope differs: ${pair(facts)}.`,
      pkce: ({ a, b }) => a && b ? `The PKCE method differs: ${a}, ${b}.` : `Only ${a ? 'A' : 'B'} uses PKCE.`,
      response_mode: facts => `The response mode differs: ${pair(facts)}.`,
      parameter: facts => `The parameter ${facts.name} of step ${facts.step} differs: ${pair(facts)}.`,
      authentication: ({ a, b }) => `The client authenticates in another way: A ${method(a)}, B ${method(b)}.`,
      client_secret: () => 'The client secret differs.',
      target: facts => `The target differs: ${pair(facts)}.`,
    },
    names: {
      flow: () => 'way to sign in', issuer: () => 'issuer', locks: () => 'locks', endpoint, client_id: () => 'client id', redirect_uri: () => 'redirect URI', scope: () => 'scope', pkce: () => 'PKCE',
      response_mode: () => 'response mode', parameter: ({ name }) => name, authentication: () => 'client authentication', client_secret: () => 'client secret',
      target: () => 'target',
    },
    scope: (missing, added) => `The scope differs: B ${[...missing.length > 0 ? [`lacks ${missing.join(' ')}`] : [], ...added.length > 0 ? [`adds ${added.join(' ')}`] : []].join(' and ')}.`,
    twoClients: names => `Different, as the clients are two: ${names.join(', ')}.`,
    also: names => `Also different: ${names.join(', ')}.`,
    answered: (step, what, isSure) => `${sentSame(isSure)}; the provider answered differently at step ${step}: ${what}.`,
    sentSame: isSure => `${sentSame(isSure)}.`,
    list: names => names.join(', '),
    sentence: phrase => `${phrase}.`,
    ended: ([first, one], [second, other]) => `${first} ${ending(one)}; ${second} ${ending(other)}`,
    bothEnded: end => end.how === 'signed-in' ? 'Both signed in.' : `Each ${ending(end)}.`,
  },
  folded: ({ side, members, checks, notes, messages }) => {
    const parts = [...count(members, 'member'), ...count(checks, 'check'), ...count(notes, 'note'), ...count(messages, 'message')]
    const isOne = members + checks + notes + messages === 1
    return `${and(parts)} ${isOne ? 'is' : 'are'} missing in ${side}: ${isOne ? 'it follows' : 'they follow'} from it (-v shows ${isOne ? 'it' : 'them'})`
  },
  notRecorded: steps => `Not compared, as one of the recordings does not hold it: ${steps.join('; ')}.`,
  notMade: checks => `Not checked in the recording, as it does not hold what that takes: ${checks.join('; ')}.`,
  notCompared: names => `Not compared, as they differ in every login: ${names.join(', ')}.`,
  times: 'times', ports: 'ports of this machine',
  secretUnknown: {
    'saved-elsewhere': 'The client secret can’t be compared: the walks were saved on two machines, or with two OAUTH_WALK_HOME.',
    'not-recorded': 'The client secret can’t be compared: a walk was saved without its HMAC (by explain, by an older version, to stdout, or with --store none).',
  },
}
