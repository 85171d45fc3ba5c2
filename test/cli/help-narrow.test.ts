import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../src/cli/program.ts'
import { loadHelp } from '../../src/messages/load.ts'
import { loadWrap } from '../../src/text/layout.ts'
import { columnsOf } from '../../src/text/columns.ts'

async function helpAt(columns: number, words: string[], language: 'en' | 'zh'): Promise<string> {
  let told = ''
  const program = buildProgram([...words, '--help'], await loadHelp(language), {}, async () => undefined, {
    wrap: language === 'zh' ? await loadWrap() : undefined, columns: () => columns, writeOut: text => told += text,
  })
  await program.parseAsync([...words, '--help'], { from: 'user' }).catch(() => undefined)
  return told
}

const commands = [
  [], ['login'], ['token'], ['token', 'exchange'], ['check'], ['explain'], ['doctor'], ['profile'], ['profile', 'bind'],
  ['completion'], ['credential'], ['learn'], ['key', 'create'], ['report'],
]

/** What is to be typed stays whole: a command, a flag, an address, a variable. */
const whole = /^ {2,}(?:(?:\S+ )?\S*oauth-walk |git config |--|https?:|OAUTH_WALK_)/

describe.each(['en', 'zh'] as const)('the help in 40 columns (%s)', (language) => {
  test.each(commands.map(words => [words.join(' '), words] as const))('%s: no line is longer', async (_, words) => {
    const lines = (await helpAt(40, words, language)).split('\n')
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.filter(line => columnsOf(line) > 40 && !whole.test(line))).toEqual([])
  })
})

test('an example stays whole, with what it does below it', async () => {
  const help = await helpAt(40, ['completion'], 'en')
  expect(help).toContain('\n  source <(oauth-walk completion bash)\n          for this shell; in ~/.bashrc\n')
  expect(help).toContain('\n  oauth-walk completion fish > ~/.config/fish/completions/oauth-walk.fish\n          for every fish\n')
  expect(await helpAt(80, ['token'], 'en')).toContain('\n  oauth-walk token show                  what is stored\n')
})
