import { Failure } from '../../codes/failure.ts'
import { hasPort, withAnyPort, withPort } from '../../addresses/as-written.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { isFile } from '../../place/program.ts'
import { isThisMachine } from '../../providers/redirect-uri.ts'
import { settingsToSave, textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { fileSettings, jsonSettings, type SettingName } from '../../providers/settings.ts'
import { changeWords } from '../../transport/browser-command.ts'
import type { WalkRecord } from '../../render/document.ts'
import { withAbsoluteRoot } from '../../addresses/store-address.ts'
import { isKeyName } from '../client-authentication/client-keys.ts'
import type { Run } from '../run.ts'

/**
 * What the profile of a login keeps of its settings, so that the next one needs one word. `needsNoPasting`: the
 * answer is heard at the listener, or there is none.
 */
export function settingsToKeep(
  { context }: Run, resolved: Resolved, needsNoPasting: boolean,
): Record<string, unknown> {
  const { header, ...settings } = settingsToSave(resolved)
  const saved = header === undefined || isTold(resolved) ? settings : { ...settings, header }
  return { ...withPortAsked(withLastingValues(saved, context)), ...needsNoPasting ? {} : keepPasting(resolved) }
}

/**
 * The redirect URI has the port that the next login will listen at, as it must be registered: none where any of several
 * may be free.
 */
function withPortAsked(settings: Record<string, unknown>): Record<string, unknown> {
  const [uri, ports] = [settings['redirect-uri'], settings['port'] as number[] | undefined]
  if (typeof uri !== 'string' || ports === undefined || !hasPort(uri)) return settings
  if (!isThisMachine(parseAddress(uri)?.hostname ?? '')) return settings
  const [port = 0, ...others] = ports
  const isOne = port !== 0 && others.length === 0
  return { ...settings, 'redirect-uri': isOne ? withPort(uri, port) : withAnyPort(uri, '') }
}

/** What the provider turned out to demand is asked for at once the next time. */
export function learnedBy({ findings }: WalkRecord): Record<string, unknown> {
  const learned: Readonly<Record<string, object>> = { 'push-demanded': { par: true }, 'proof-demanded': { dpop: true } }
  return Object.assign({}, ...findings.map(({ code }) => learned[code])) as Record<string, unknown>
}

/** What the environment says is said there because it is a secret: it tells it again the next time. */
function isTold({ header }: Resolved): boolean {
  return header?.source === 'environment' && (header.value as string[]).some(field => !/:\s*@/.test(field))
}

/** A redirect URI that only pasting can answer is walked by pasting the next time too; elsewhere it was for once. */
function keepPasting(resolved: Resolved): Record<string, unknown> {
  const { hostname = '', protocol } = parseAddress(textOf(resolved, 'redirect-uri') ?? '') ?? {}
  return protocol === 'https:' || !isThisMachine(hostname) ? { paste: true } : {}
}

/** Makes a path absolute. */
type Anchor = Run['context']['absolutePath']

/** Values that mean the same from every folder, and later; without those that mean nothing then. */
function withLastingValues(settings: Record<string, unknown>, { absolutePath }: Run['context']): typeof settings {
  const kept = Object.entries(settings).map(([name, value]) => [name, keepValue(name, value, absolutePath)] as const)
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined))
}

function keepValue(name: string, value: unknown, absolutePath: Anchor): unknown {
  if (name === 'header') return keepHeader(value as string[], absolutePath)
  if (typeof value !== 'string') return value
  if (jsonSettings.includes(name as SettingName)) return keepJson(value, absolutePath)
  if (name === 'store') return withAbsoluteRoot(value, absolutePath)
  if (name === 'browser') return keepBrowser(value, absolutePath)
  if (name.endsWith('-from')) return keepSource(value, absolutePath)
  return fileSettings.includes(name as SettingName) && !isKeyName(name, value) ? keepFile(value, absolutePath) : value
}

/** JSON, or `@` and the file that has it. */
function keepJson(value: string, absolutePath: Anchor): string {
  return value.replace(/^@(.*)/s, (_, path: string) => `@${absolutePath(path)}`)
}

/** Fields whose value may be in a file: `Name: @path`. */
function keepHeader(fields: readonly string[], absolutePath: Anchor): string[] {
  return fields.map(field =>
    field.replace(/^([^:]+:)\s*@(.*)$/s, (_, name: string, path: string) => `${name}@${absolutePath(path)}`))
}

/** Where a secret comes from. A descriptor is open in this process alone. */
function keepSource(source: string, absolutePath: Anchor): string | undefined {
  if (source.startsWith('fd:')) return undefined
  return source.replace(/^file:(.*)/s, (_, path: string) => `file:${absolutePath(path)}`)
}

/** What stdin was means nothing later. */
function keepFile(path: string, absolutePath: Anchor): string | undefined {
  return path === '-' ? undefined : absolutePath(path)
}

/**
 * The next login may run it from any folder: a program or a script that was named from this one is kept by its whole
 * path, so that nothing else is run in its place. None is kept for an empty command, or one that can't be read.
 */
function keepBrowser(command: string, absolutePath: Anchor): string | undefined {
  const anchor = (word: string, isProgram: boolean) =>
    /^-|\{(?:url|start)\}/.test(word) || (isProgram && !/[\\/]/.test(word)) || !isFile(word) ? word : absolutePath(word)
  try {
    return command.trim() === '' ? undefined : changeWords(command, anchor)
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}
