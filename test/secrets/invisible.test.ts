import { expect, test } from 'vitest'
import { Secrets } from '../../src/secrets/secrets.ts'

const twice = (text: string) => encodeURIComponent(encodeURIComponent(text))
const ways = { raw: String, percent: encodeURIComponent, twice, json: JSON.stringify }

test.each(['\u2028', '\u2029', '\u200b', '\ufeff', '\0', '\u202e', '\ufff9'])(
  'a secret with %j in it is masked, however it is written', (invisible) => {
    for (const value of [`${invisible}correct horse`, `correct${invisible}horse`, `correct horse${invisible}`]) {
      const secrets = new Secrets()
      secrets.remember('access_token', value)
      for (const write of Object.values(ways)) {
        const hidden = secrets.hide(`a=${write(value)}&b`)
        expect(hidden).toMatch(/<access_token#[0-9a-f]{4}>/)
        expect(hidden).not.toMatch(/correct|horse/)
      }
    }
  },
)
