import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'

/** A text wherever lines end in it, and as HTML writes it. */
const flat = (text: string) => text.replace(/<[^>]*>/g, '').replaceAll('&#39;', '\'').replace(/\s+/g, ' ')

const walk = async (words: readonly string[], home: string) =>
  startInside(['login', 'sandbox', '--auto', '--port', '0', '--no-save', ...words], { home }).ended

test.each(
  [['en', en], ['zh', zh]] as const,
)('in %s a certificate and encryption are taught, and no step says that bearing the token is enough', async (
  lang, { lessons, steps, telling },
) => {
  const home = freshHome()
  const page = join(home, 'walk.html')
  const ended = await walk(['--require', 'mtls,encrypted-id-token', '--explain', '--html', page, '--lang', lang], home)
  expect(ended.status, ended.stderr).toBe(0)
  for (const shown of [ended.stderr, readFileSync(page, 'utf8')].map(flat)) {
    for (const { attack, protects } of Object.values(lessons.locks)) expect(shown).toContain(
      flat(`${attack}${lessons.labels.between}${protects}`),
    )
    expect(shown).toContain(flat(lessons.bindings.promised))
    for (const bearing of [
      steps.userinfo.about, telling.lessons.userinfo, lessons.messages['userinfo-request'].what,
      lessons.cases['public-with-pkce'],
    ]) expect(shown).not.toContain(flat(bearing))
  }
})

test('the report of a token that is bound to a key does not say so either', async () => {
  const home = freshHome()
  const page = join(home, 'walk.html')
  expect((await walk(['--require', 'dpop', '--html', page], home)).status).toBe(0)
  const shown = flat(readFileSync(page, 'utf8'))
  expect(shown.split(flat(en.lessons.bindings.key))).toHaveLength(3)
  expect(shown).not.toContain(flat(en.steps.userinfo.about))
})
