/** What other programs (gh, gcloud, az, kubelogin, oauth2c) call a command of ours, behind what was typed already. */
const ours: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '': {
    login: [
      'auth', 'auth login', 'signin', 'sign-in', 'log-in', 'authenticate', 'authorize', 'connect', 'init', 'setup',
      'configure',
    ],
    'login sandbox': ['demo', 'try'],
    learn: ['tutorial', 'teach', 'quiz'],
    'login --device': ['device', 'device-login', 'device-code'],
    logout: ['signout', 'sign-out', 'log-out', 'auth logout', 'disconnect'],
    token: [
      'auth token', 'auth print-access-token', 'get-token', 'get-access-token', 'print-access-token', 'access-token',
      'get', 'print',
    ],
    'token show': ['status', 'auth status', 'show', 'session', 'info', 'current'],
    'token refresh': ['refresh', 'auth refresh', 'renew'],
    'token revoke': ['revoke', 'auth revoke'],
    'token exchange': ['exchange'],
    'token client-credentials': ['client-credentials', 'client_credentials'],
    userinfo: ['whoami', 'who', 'me', 'user', 'user-info', 'auth whoami'],
    'profile list': ['list', 'ls', 'sessions', 'accounts', 'auth list'],
    'profile show': ['config', 'settings'],
    'profile use PROFILE': ['use', 'switch', 'select', 'auth switch'],
    'profile remove PROFILE': ['remove', 'rm', 'delete'],
    'provider list': ['presets', 'preset', 'idp'],
    explain: ['decode', 'jwt', 'inspect', 'parse'],
    'api URL': ['curl', 'request', 'http', 'call'],
    sandbox: ['serve', 'server', 'start', 'mock'],
    'check ISSUER': ['test', 'verify', 'validate', 'conformance', 'audit'],
    'doctor ISSUER': ['diagnose', 'debug', 'discover', 'discovery', 'metadata'],
    'login ISSUER --register': ['register'],
  },
  token: {
    token: ['get', 'print', 'access', 'read'],
    'token show': ['list', 'ls', 'info', 'status', 'describe', 'decode', 'inspect'],
    'token refresh': ['renew'],
    'token revoke': ['delete', 'remove', 'rm'],
    introspect: ['introspect', 'introspection'],
    explain: ['explain'],
  },
  profile: {
    'profile list': ['ls', 'all'],
    'profile show': ['get', 'current', 'info', 'describe', 'status'],
    'profile use PROFILE': ['switch', 'activate', 'select', 'set', 'default'],
    'profile remove PROFILE': ['rm', 'delete', 'del'],
    'login --profile PROFILE': ['add', 'create', 'new', 'save', 'init'],
  },
  provider: {
    'provider list': ['ls', 'all', 'search'],
    'provider show NAME': ['get', 'info', 'describe', 'view'],
  },
  key: {
    'key list': ['ls'],
    'key create': ['new', 'generate', 'gen', 'add', 'make'],
    'key show': ['get', 'view', 'export', 'public'],
    'key remove NAME': ['rm', 'delete', 'del'],
  },
  client: {
    'client list': ['ls'],
    'client show': ['get', 'info', 'view'],
    'client remove': ['rm', 'delete', 'del', 'unregister'],
    'login ISSUER --register': ['register', 'create', 'new', 'add'],
  },
  store: {
    'store list': ['ls', 'show', 'status', 'sessions'],
    'store init': ['create', 'setup'],
    'store move': ['mv', 'migrate'],
  },
  sandbox: {
    'login sandbox': ['login', 'try', 'auth'],
    sandbox: ['start', 'run', 'serve', 'up'],
    'sandbox --misbehave list': ['list', 'faults', 'misbehave'],
  },
  logout: { 'profile list': ['--all', '-a'], 'logout --profile PROFILE': ['--all', '-a'] },
  'token revoke': { 'profile list': ['--all', '-a'], 'token revoke --profile PROFILE': ['--all', '-a'] },
  'profile remove': { 'profile list': ['--all', '-a'], 'profile remove PROFILE': ['--all', '-a'] },
}

/** Our commands that are suggested, each as it is typed. */
export const suggested = [...new Set(Object.values(ours).flatMap(Object.keys))]

/**
 * Our commands for what another program calls so, behind a command of ours or behind none; the longer name that two
 * words make counts first.
 */
export function commandsFor(behind: string, [word = '', next = '']: readonly string[]): string[] {
  const commands = Object.entries(ours[behind] ?? {})
  const called = (name: string) => commands.filter(([, names]) => names.includes(name)).map(([command]) => command)
  const both = called(`${word} ${next}`.toLowerCase())
  return both.length > 0 ? both : called(word.toLowerCase())
}
