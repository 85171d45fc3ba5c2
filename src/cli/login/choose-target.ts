import { isLoopbackHttp } from '../../addresses/loopback.ts'
import type { ConversationWords } from '../../messages/conversation-words.ts'
import { nameIn } from '../../providers/local-name.ts'
import type { Preset } from '../../providers/preset.ts'
import type { Choice, Prompts } from './prompts.ts'
import type { Run } from '../run.ts'

/**
 * Asks where to sign in: a saved profile, the sandbox, a preset, or an issuer by its address. Gives the target that a
 * user could have typed.
 */
export async function chooseTarget(run: Run, prompts: Prompts): Promise<string> {
  const { conversation } = run.catalogue
  const target = await prompts.choose<string | undefined>(conversation.where, await listChoices(run), text =>
    issuerTyped(text, conversation))
  return target
    ?? prompts.write({
      message: conversation.askIssuer, judge: answer => isIssuer(answer) ? undefined : conversation.notAnAddress,
    })
}

/** What was used before comes first, the active profile before all; Enter alone takes that. */
async function listChoices({ profiles, catalogue }: Run): Promise<Choice<string | undefined>[]> {
  const { conversation, language } = catalogue
  const active = profiles.active()
  const saved = profiles.list().sort((a, b) => Number(b.name === active) - Number(a.name === active))
  const names = saved.map(({ name }) => name)
  return [
    ...saved.map(({ name, settings }) => ({
      value: name, name: conversation.profile(name, targetOf(settings), name === active),
    })),
    ...names.includes('sandbox') ? [] : [{ value: 'sandbox', name: conversation.sandbox }],
    ...(await loadPresets()).filter(({ id }) => !names.includes(id))
      .map(preset => ({
        value: preset.id, name: `${preset.id}  ${nameIn(language, preset)}`,
        also: `${preset.name} ${preset.localName ?? ''}`,
      })),
    { value: undefined, name: conversation.issuer, also: 'issuer' },
  ]
}

/** An address may be typed where names are looked for; of a host alone it is the https one. */
function issuerTyped(text: string, { issuerIs }: ConversationWords): Choice<string> | undefined {
  const address = /^[\w-]+(?:\.[\w-]+)+(?:[:/]\S*)?$/.test(text) ? `https://${text}` : text
  return isIssuer(address) ? { value: address, name: issuerIs(address) } : undefined
}

function targetOf({ target }: Record<string, unknown>): string {
  return typeof target === 'string' ? target : ''
}

async function loadPresets(): Promise<Preset[]> {
  const { loadPreset, presetNames } = await import('../../providers/presets/index.ts')
  return (await Promise.all(presetNames.map(loadPreset))).filter(preset => preset !== undefined)
}

function isIssuer(text: string): boolean {
  return URL.canParse(text) && (/^https:\/\//i.test(text) || isLoopbackHttp(text))
}
