import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { vi } from 'vitest'
import type { Envelopes, KeptAs } from '../../src/session/envelope.ts'
import { createKeyringEnvelope } from '../../src/session/keyring-envelope.ts'
import { createPassphraseEnvelope } from '../../src/session/passphrase-envelope.ts'
import type { Derive } from '../../src/session/passphrase-envelope.ts'
import { createSessionStore } from '../../src/session/sessions.ts'
import { makeKeyring } from './fake-keyring.ts'
import { collectWarnings, filesContaining, makeFolder, makeSession } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'

/** As good as scrypt for everything but cost. */
export const deriveCheaply: Derive = async (passphrase, salt) =>
  createHash('sha256').update(passphrase).update('\0').update(salt).digest()

/** What one process has: a passphrase (or none to give), a keyring, and stores that keep sessions in any way. */
const newFolder = (): string => makeFolder()

export function makeProcess(
  { folder = newFolder(), passphrase = 'hunter2', box = makeKeyring(), derive = deriveCheaply } = {},
) {
  const source = { get: vi.fn(async () => passphrase), confirm: vi.fn(async () => undefined) }
  const derived = vi.fn<Derive>(derive)
  const made = { keyring: createKeyringEnvelope(box.keyring), passphrase: createPassphraseEnvelope(source, derived) }
  const envelopes = vi.fn<Envelopes>(async kind => made[kind])
  const { warnings, warn } = collectWarnings()
  const open = (keptAs?: KeptAs) => createSessionStore(folder, makeMachine(), warn, { keptAs, envelopes })
  return { folder, source, derived, envelopes, warnings, open, box, keys: box.keys, calls: box.calls, state: box.state }
}

export interface SealedFile extends Record<string, unknown> {
  envelope: Record<string, string | number>
}

/** What lies in a session's file. */
export const readSealed = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as SealedFile

/** Changes a session's file the way somebody would who can write it; gives its new content. */
export function tamper(path: string, change: (file: SealedFile) => void): string {
  const file = readSealed(path)
  change(file)
  const content = JSON.stringify(file)
  writeFileSync(path, content)
  return content
}

/**
 * Every text that differs from a base64url text in one bit of one byte; for long ones, of bytes at both ends and in the
 * middle.
 */
export function flips(text: string, most = 24): string[] {
  const bytes = Buffer.from(text, 'base64url')
  const step = Math.max(1, Math.floor(bytes.length / most))
  const places = [...new Set([...bytes.keys()].filter(place => place % step === 0 || place === bytes.length - 1))]
  return places.map((place) => {
    const changed = Buffer.from(bytes)
    changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8))
    return changed.toString('base64url')
  })
}

const canary = 'canary/+ token=~"\\'

/** A session whose secrets all begin alike, with characters that every encoding writes in its own way. */
export const sealedSession = makeSession({
  access_token: `${canary}A`, refresh_token: `${canary}R`, id_token: `${canary}I`, client_secret: `${canary}S`,
  subject: 'u',
})

/** Every form in which a token could lie in a file. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  return [
    text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text),
    new URLSearchParams([['', text]]).toString().slice(1),
    bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'),
  ]
}

/** Names the files in which a secret of that session lies, in whatever form. */
export const leaks = (folder: string) =>
  formsOf(canary).map(form => form.slice(0, 16)).flatMap(form => filesContaining(folder, form))
