import { readRecord } from '../../explain/readings/index.ts'
import { isPlainAddress, isRecognised, recognise } from '../../explain/recognise/index.ts'
import { isCheckable } from '../../explain/story/login.ts'
import { isLanguage } from '../../messages/catalogue.ts'
import { loadExplainWords, loadMessageWords, chooseLanguage } from '../../messages/load.ts'
import { isNoTerminal } from '../../place/input.ts'
import { toExplanation, type Explanation } from '../../render/explain/explanation.ts'
import { explanationLines } from '../../render/explain/lines.ts'
import { Secrets } from '../../secrets/secrets.ts'
import { plainWriter } from '../../text/terminal.ts'
import { readEnvironment, type Variables } from '../machine/environment.ts'
import { machineOf } from '../machine/machine.ts'
import { chooseLogin } from '../explain/choose.ts'
import { drawVeil } from '../explain/veil.ts'

/**
 * The text that `oauth-walk explain ADDRESS` prints, made by the same readers and sentences as always but without the
 * rest of the program: it takes half of the time. Undefined in every other case, with nothing changed and nothing said:
 * the whole program does it then from the beginning, and is the one that tells what is wrong.
 */
export async function explainAtHand(
  [, address = '']: readonly string[], host: NodeJS.Process,
): Promise<string | undefined> {
  try {
    const { variables } = readEnvironment(host)
    // For a terminal there are colours, and a width.
    if (!isUsual(variables) || !isNoTerminal(1)) return undefined
    const explanation = await explainOnly(address, machineOf(host).now())
    if (explanation === undefined) return undefined
    const language = chooseLanguage(variables['OAUTH_WALK_LANG'], variables)
    const words = await loadExplainWords(language, explanation.readings.map(({ name }) => name))
    const catalogue = await loadMessageWords(language)
    return plainWriter.lines(
      explanationLines(explanation, { ...words, catalogue, writer: plainWriter, isVerbose: false }),
    )
  } catch {
    return undefined
  }
}

/** Any other variable of ours may ask for something else. */
function isUsual(variables: Variables): boolean {
  return !variables['GITHUB_ACTIONS'] && isLanguage(variables['OAUTH_WALK_LANG'])
    && Object.keys(variables).every(name =>
      !name.startsWith('OAUTH_WALK_') || ['OAUTH_WALK_HOME', 'OAUTH_WALK_LANG'].includes(name))
}

/** Explains an address that holds no more than one message: what can be verified, or has an answer, takes more. */
async function explainOnly(address: string, now: number): Promise<Explanation | undefined> {
  const record = recognise([address], { issuer: undefined, clientId: undefined, now })
  const isMore = record.keySets.length > 0 || chooseLogin(record, undefined).logins.some(isCheckable)
  if (!isRecognised(record) || isMore) return undefined
  const readings = await readRecord(record)
  if (isPlainAddress(record) && readings.length === 0) return undefined
  return toExplanation(record, readings, drawVeil(new Secrets(), record))
}
