import { Failure } from '../codes/failure.ts'
import { limits } from '../limits.ts'
import type { Learnt } from '../mcp/index.ts'
import { textOf } from '../providers/resolve.ts'
import { mcpTold } from '../render/mcp.ts'
import { maskClaims } from '../secrets/message.ts'
import { joinTexts, plainLines, plainPage } from '../text/terminal.ts'
import type { Result } from '../text/written.ts'
import { rawText } from '../text/raw.ts'
import { withJsonFiles } from './login/json-files.ts'
import { toolAsked, toolRefused, type ToolAsked } from './login/resource.ts'
import { refusalOfResource } from './failures/resource-refusal.ts'
import { askWithToken, type Asked } from './resource/ask.ts'
import { findAtResource } from './resource/of-profile.ts'
import { circumstancesIn, presentToken } from './resource/present-token.ts'
import { withStepUp } from './resource/said-again.ts'
import type { Run } from './run.ts'
import type { SignedIn } from './sessions/signed-in.ts'
import { formatTable } from './terminal/table.ts'

/**
 * `oauth-walk mcp [URL|PROFILE]`: an MCP server's name and its tools with the stored token, or what one of them
 * answers. The token is refreshed when it is about to expire, and once when the server refuses it.
 */
export async function mcp(run: Run, said: string | undefined): Promise<void> {
  const { signedIn: found, url } = await findAtResource(run, said).catch((error: unknown) => forMcp(error, said))
  const call = toolAsked(withJsonFiles(run, found.resolved))
  const { answer, made, signedIn, known } = await askWithToken(run, found, url, async here =>
    visitServer(run, here, url, call))
  const refusal = answer && await refusalOfResource(url, answer, true)
  if (refusal) {
    const told = refusal.with(undefined, {
      ...known, at_resource: true, tool: toolRefused(made, call), circumstances: circumstancesIn(signedIn),
    })
    throw withStepUp(run, signedIn, told, wordsOf(found, said))
  }
  const learnt = maskClaims(run.context.secrets, made)
  if (learnt.called?.is_error || learnt.called?.result_type !== undefined) throw failed(run, learnt.called)
  run.result({ ok: true, profile: signedIn.profile.name, resource: url, ...learnt }, toldOf(run, learnt))
}

function wordsOf({ resolved }: SignedIn, said: string | undefined): string[][] {
  const flags = (['tool', 'arguments'] as const).map(name => [`--${name}`, textOf(resolved, name)] as const)
  return [
    ['mcp'], ...said === undefined ? [] : [[said]],
    ...flags.flatMap(([flag, value]) => value === undefined ? [] : [[flag, value]]),
  ]
}

async function visitServer(
  run: Run, signedIn: SignedIn, url: string, call: ToolAsked | undefined,
): Promise<Asked<Learnt>> {
  const [{ visit }, { createTokenRefusals }] = await Promise.all([
    import('../mcp/index.ts'), import('../extensions/token-refusals.ts'),
  ])
  const visited = await presentToken(
    run, signedIn, async presented => visit({ ...presented, url }, { call }), [createTokenRefusals()],
  )
  return { answer: visited.ended === 'challenged' ? visited.answer : undefined, made: visited.learnt }
}

/** Who never signed in is led to an MCP server; a word may be none of a profile's names, as `list` is. */
function forMcp(error: unknown, said: string | undefined): never {
  if (!(error instanceof Failure) || error.code !== 'no-session') throw error
  const isWord = said !== undefined && error.details['unknown'] === true
  throw error.with(undefined, { is_mcp: true, ...isWord && { word: said } })
}

/** The tools as a table; of a tool that was called, its answer alone: what is said of it goes to stderr. */
function toldOf(run: Run, learnt: Learnt): Result {
  const told = mcpTold({ ...learnt }, run.catalogue.mcp, true)
  if (!told) return plainLines([])
  if (learnt.called) {
    if (!run.options.json) run.tell(told.called?.heading ?? '')
    return answerOf(run, learnt.called)
  }
  const { server, instructions, count, tools, takes, notes } = told
  const marks = takes.some(names => names.includes('*')) ? [run.catalogue.mcp.mustBeGiven] : []
  return joinTexts(
    plainLines([
      server,
      ...instructions === undefined
        ? []
        : [`${run.catalogue.mcp.instructions}${run.catalogue.telling.colon}${instructions}`],
      count,
    ]),
    formatTable(tools.map(([name, line], place) => [
      name, ...takes.some(names => names !== '') ? [takes[place] ?? ''] : [], line,
    ])), plainLines([...marks, ...notes]),
  )
}

/**
 * What the tool said stands on stdout all the same; in a document, it is the failure's own words. A tool that wants to
 * be told more has not answered.
 */
function failed(run: Run, called: NonNullable<Learnt['called']>): Failure {
  const { name: tool, content, result_type } = called
  if (!run.options.json) run.context.writeOut(answerOf(run, called))
  const said = content.flatMap(({ text }) => text ?? []).join('\n')
  return new Failure('tool-failed', {
    tool, result_type, provider: { error: null, error_description: said.slice(0, limits.error_description) },
  })
}

/** A program gets what the tool said as it came; a terminal, without what it would take for a command of its own. */
function answerOf({ context, catalogue }: Run, { content }: NonNullable<Learnt['called']>): Result {
  const text = content.map((part) => {
    const link = part.type === 'resource_link' ? part.uri : undefined
    return `${part.text ?? link ?? catalogue.mcp.otherContent(part.type)}\n`
  }).join('')
  return context.terminal.stdout ? plainPage(text) : rawText(text)
}
