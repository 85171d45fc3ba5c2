import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { cleanGiven, cutEnds, readSwitch, switchWords, type Given } from '../../given.ts'

/** Variables that hold a secret: no one gets at their text but by `secret`, and no child of ours is given them. */
export const secretVariables = [
  'OAUTH_WALK_CLIENT_SECRET', 'OAUTH_WALK_REFRESH_TOKEN', 'OAUTH_WALK_ACCESS_TOKEN', 'OAUTH_WALK_INITIAL_ACCESS_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
] as const
export type SecretVariable = typeof secretVariables[number]

/** A secret of another program that serves ours too. */
const secretsOfOthers = ['PGPASSWORD'] as const
type AnySecret = SecretVariable | typeof secretsOfOthers[number]
const withdrawn: readonly string[] = [...secretVariables, ...secretsOfOthers]

/** Variables of the system and of other programs that say something to ours. */
const systemVariables = [
  'BROWSER', 'CI', 'DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME', 'VSCODE_IPC_HOOK_CLI',
  'CODESPACES', 'CODESPACE_NAME',
  'SSH_CONNECTION', 'SSH_TTY', 'TERM', 'TMUX', 'STY', 'NO_COLOR', 'LC_ALL', 'LC_MESSAGES', 'LANG',
  'HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'APPDATA', 'GITHUB_ACTIONS', 'GITHUB_OUTPUT',
  'ACTIONS_ID_TOKEN_REQUEST_URL', 'GITLAB_CI', 'KUBERNETES_EXEC_INFO', 'NODE_TLS_REJECT_UNAUTHORIZED', 'REQUEST_METHOD',
  'SUDO_UID', 'PKEXEC_UID',
  'PGPASSFILE',
  'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy',
] as const

/** The values of variables without the line end that a file or `echo` left behind. An empty one is as good as none. */
export type Variables = Readonly<Partial<Record<typeof systemVariables[number] | `OAUTH_WALK_${string}`, string>>>
  & Readonly<Partial<Record<SecretVariable, undefined>>>

/** The environment of this process: read once, cleaned, and never changed. */
export interface Environment {
  variables: Variables
  /** A secret, judged as one from a file is; nothing where the variable is empty. Raises `value-unclean`. */
  secret: (name: AnySecret) => Given | undefined
  hasSecret: (name: SecretVariable) => boolean
  /** It is set, and nothing is in it: a pipeline does so with a secret that it does not have. */
  isEmpty: (name: SecretVariable) => boolean
  /**
   * A platform's token in a variable that the user names; from then on no child of ours is given it. Raises
   * `value-unclean`.
   */
  token: (variable: string) => Given | undefined
  /**
   * Secrets are sent as they are, whatever stands around them. Raises `setting-invalid` where its variable says neither
   * yes nor no.
   */
  verbatim: boolean
  /** What the programs that we start may know: anything but our secrets. */
  forChildren: Readonly<NodeJS.ProcessEnv>
}

/** A process as this file needs it; no other reads or changes its environment. */
type Host = Pick<NodeJS.Process, 'env'>

/** Reads the environment. */
export function readEnvironment({ env }: Host): Environment {
  const all = { ...env }
  const variables = Object.freeze(readVariables(all))
  const withheld = new Set(withdrawn)
  const verbatim = () => isVerbatim(variables['OAUTH_WALK_VERBATIM_SECRETS'] ?? '')
  return Object.freeze({
    variables,
    get verbatim() {
      return verbatim()
    },
    secret: (name: AnySecret) => all[name] ? cleanGiven('secret', all[name], name, verbatim()) : undefined,
    hasSecret: (name: SecretVariable) => Boolean(all[name]),
    isEmpty: (name: SecretVariable) => all[name] === '',
    token: (name: string) => {
      withheld.add(name)
      Reflect.deleteProperty(env, name)
      return all[name] ? cleanGiven('secret', all[name], name, verbatim()) : undefined
    },
    get forChildren() {
      return Object.freeze(Object.fromEntries(Object.entries(all).filter(([name]) => !withheld.has(name))))
    },
  })
}

/** Takes the secrets out of the environment, so that nothing inherits them that is started without our doing. */
export function withdrawSecrets({ env }: Host): void {
  for (const name of withdrawn) Reflect.deleteProperty(env, name)
}

/** conf writes in place (and tears files) when it is set. */
export function dropSnap({ env }: Host): void {
  delete env['SNAP']
}

function isVerbatim(value: string): boolean {
  const on = readSwitch(value)
  if (on === undefined)
    throw new Failure('setting-invalid', {
      setting: 'OAUTH_WALK_VERBATIM_SECRETS', value, expected: describeBy('one-of', ...switchWords),
    })
  return on
}

function readVariables(all: NodeJS.ProcessEnv): Variables {
  const known: readonly string[] = systemVariables
  const entries = Object.entries(all).filter(([name]) =>
    !isSecret(name) && (name.startsWith('OAUTH_WALK_') || known.includes(name)))
  return Object.fromEntries(entries.flatMap(([name, value = '']) => {
    const cut = cutEnds(value)
    return cut === '' ? [] : [[name, cut]]
  }))
}

function isSecret(name: string): boolean {
  return withdrawn.includes(name)
}
